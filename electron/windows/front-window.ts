import { app, type BrowserWindow, screen } from 'electron'
import type { Bridge } from '../bridge/open-bridge.ts'
import type { Seat } from '../gate/gate.ts'
import type { Profile } from '../profile/open-profiles.ts'
import type { PageSessions } from '../profile/page-session.ts'
import { START_URL } from '../scheme/find-file.ts'
import { createAppWindow } from './create-app-window.ts'
import { keepPlace, readPlace } from './keep-place.ts'
import { watchPage } from './watch-page.ts'
import type { WindowPlace } from './window-place.ts'

type Ports = {
  preload: string
  icon: string
  title: string
  userData: string
  sessions: PageSessions
  bridge: Pick<Bridge, 'register'>
  after(ms: number, run: () => void): () => void
  monotonicMs(): number
  report(message: string): void
}

export type FrontWindow = {
  /**
   * Another window takes the place of the one that is there, in a session of its own. At the door the old one ends first: what
   * it showed is gone before anything is painted. A desk comes when it can be seen.
   */
  show(seat: Seat, profile: Profile | null): Promise<void>
  /** Null: there is none just now. */
  window(): BrowserWindow | null
  bringForward(): void
}

/** The one window of this app. */
export function openFrontWindow(ports: Ports): FrontWindow {
  const { userData, sessions, report } = ports
  let front: BrowserWindow | null = null
  const alive = (): BrowserWindow | null => (front === null || front.isDestroyed() ? null : front)

  const make = (place: WindowPlace, session: ReturnType<PageSessions['ofDoor']>, seat: Seat, isUrgent: boolean) => {
    const { preload, icon, title } = ports
    const window = createAppWindow({ preload, icon, title, isPackaged: app.isPackaged, place, session, isUrgent })
    ports.bridge.register(window, seat)
    keepPlace(window, userData, report)
    watchPage(window, ports)
    front = window
    return window
  }
  const placeOf = (window: BrowserWindow): WindowPlace => ({
    bounds: window.getNormalBounds(),
    isMaximized: window.isMaximized(),
  })

  return {
    window: alive,
    bringForward() {
      const window = alive()
      if (window === null) return
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    async show(seat, profile) {
      const before = alive()
      if (seat.at === 'door' && before !== null) {
        const window = make(placeOf(before), sessions.ofDoor(), seat, before.isVisible() && !before.isMinimized())
        before.destroy()
        await load(window)
        return
      }
      // A profile that does not open has no session; its page says why from one in memory.
      const [session, place] = await Promise.all([
        profile === null ? sessions.ofDoor() : sessions.ofProfile(profile),
        before === null ? readPlace(userData, screen) : placeOf(before),
      ])
      const window = make(place, session, seat, false)
      await load(window)
      before?.destroy()
    },
  }
}

/** A page that begins anew while it is loaded has been loaded. */
async function load(window: BrowserWindow): Promise<void> {
  await window.loadURL(START_URL).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_ABORTED') throw error
  })
}
