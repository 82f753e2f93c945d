import type { Session, WebContents } from 'electron'
import { isMailAddress, isMailLink } from '../mail/mail-shelf.ts'
import { START_URL } from '../scheme/find-file.ts'

/** Whether the page's session may fetch an address: the app's own files, mails that are being read, and the developer tools where there are some. */
export function mayPageLoad(address: string, isPackaged: boolean): boolean {
  if (address.startsWith('app://desk/') || address.startsWith('blob:app://desk/')) return true
  if (address.startsWith('data:image/')) return true
  if (isMailAddress(address)) return true
  return !isPackaged && (address.startsWith('devtools://') || address.startsWith('chrome-extension://'))
}

/** Whether the window may go to an address: only the start page, whatever stands behind "?" or "#". */
export const mayNavigate = (address: string): boolean => address.split(/[?#]/, 1)[0] === START_URL

/** Denies whatever a page could ask of the system. Each later permission gets its own line here, with a reason. */
export function lockDownSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }))
  session.setSpellCheckerEnabled(false)
  session.on('will-download', (event) => event.preventDefault())
  session.on('select-hid-device', (event, _details, answer) => {
    event.preventDefault()
    answer()
  })
  session.on('select-serial-port', (event, _ports, _contents, answer) => {
    event.preventDefault()
    answer('')
  })
  session.on('select-usb-device', (event, _details, answer) => {
    event.preventDefault()
    answer()
  })
}

/** The page's session reaches no network at all; the main process speaks with the server. */
export function cutOffNetwork(session: Session, isPackaged: boolean): void {
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayPageLoad(details.url, isPackaged) }))
}

/** What happened to a link of a shown mail: a place of ours that stands for it. Empty: none is pointed at any more. */
export type MailLink = { address: string; isPressed: boolean }

/**
 * No page leaves its address, opens a window or holds a webview, whichever way it tries. A frame may show a mail and go
 * nowhere from there; `told` hears of its links, so that the agent can decide.
 */
export function lockDownContents(contents: WebContents, told: (link: MailLink) => void): void {
  contents.on('will-navigate', (event) => {
    if (!mayNavigate(event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame ? mayNavigate(event.url) : isMailAddress(event.url)) return
    event.preventDefault()
    if (!event.isMainFrame && isMailLink(event.url)) told({ address: event.url, isPressed: true })
  })
  contents.on('update-target-url', (_event, address) => {
    told({ address: isMailLink(address) ? address : '', isPressed: false })
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('select-bluetooth-device', (event, _devices, answer) => {
    event.preventDefault()
    answer('')
  })
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
