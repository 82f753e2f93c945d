import { BrowserWindow, nativeTheme, type Session } from 'electron'
import type { WindowPlace } from './window-place.ts'

/** What every page of this app runs with; security rests on it. Frozen and compared by a test. */
export const windowPreferences = (preload: string, isPackaged: boolean) =>
  Object.freeze({
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    devTools: !isPackaged,
    disableBlinkFeatures: 'Auxclick',
    // The sync engine runs in the page and must not sleep because another window is in front.
    backgroundThrottling: false,
    // From the second start on the page's scripts are not compiled anew; the usual way begins with the third.
    v8CacheOptions: 'bypassHeatCheck',
  } as const)

type Wish = {
  preload: string
  isPackaged: boolean
  title: string
  icon: string
  place: WindowPlace
  /** Where the page keeps what it keeps. */
  session: Session
  /** Shown at once, empty: it takes the place of another one that is gone already. */
  isUrgent: boolean
}

/** The only way to make a window. The caller registers it and loads the page. */
export function createAppWindow({ preload, isPackaged, title, icon, place, session, isUrgent }: Wish): BrowserWindow {
  const window = new BrowserWindow({
    ...place.bounds,
    minWidth: 960,
    minHeight: 600,
    title,
    icon,
    show: isUrgent,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#14181d' : '#f7f8fa',
    webPreferences: { ...windowPreferences(preload, isPackaged), session },
  })
  // The page's own <title> would hide what the title must say.
  window.on('page-title-updated', (event) => event.preventDefault())
  if (isUrgent && place.isMaximized) window.maximize()
  window.once('ready-to-show', () => {
    if (place.isMaximized) window.maximize()
    window.show()
  })
  return window
}
