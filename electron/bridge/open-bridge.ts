import { type BrowserWindow, ipcMain, type WebContents } from 'electron'
import type { EventName, PayloadOf } from '../../protocol/bridge-kit.ts'
import type { DeskHandlers, deskBridge } from '../../protocol/desk-bridge.ts'
import { deskCalls } from '../../protocol/desk-channels.ts'
import type { Seat } from '../gate/gate.ts'
import { answerCall } from './answer-call.ts'

export type Bridge = {
  /** From now on the window may call what its seat allows and hears events, until it is closed. */
  register(window: BrowserWindow, seat: Seat): void
  /** Tells the desks; the door hears of nothing but itself and the machine. */
  send<Name extends EventName<typeof deskBridge>>(name: Name, payload: PayloadOf<typeof deskBridge, Name>): void
  tellDoor(state: PayloadOf<typeof deskBridge, 'session.changed'>): void
}

/** The only place that touches ipcMain. */
export function openBridge(handlersOf: (seat: Seat) => DeskHandlers, report: (message: string) => void): Bridge {
  const registered = new Map<WebContents, { seat: Seat; handlers: DeskHandlers }>()
  const nobodys = handlersOf({ at: 'door' })
  for (const name of deskCalls) {
    ipcMain.handle(name, (event, ...args: unknown[]) => {
      const frame = event.senderFrame
      const isAlive = frame !== null && frame !== undefined && !event.sender.isDestroyed()
      return answerCall(
        registered.get(event.sender)?.handlers ?? nobodys,
        name,
        args,
        {
          frame: isAlive
            ? { url: frame.url, origin: frame.origin, isMainFrame: frame === event.sender.mainFrame }
            : null,
          isRegisteredWindow: registered.has(event.sender),
        },
        report,
      )
    })
  }
  const tell = (at: Seat['at'], name: string, payload: unknown): void => {
    for (const [contents, { seat }] of registered) {
      if (seat.at === at && !contents.isDestroyed()) contents.send(name, payload)
    }
  }
  return {
    register(window, seat) {
      const contents = window.webContents
      registered.set(contents, { seat, handlers: handlersOf(seat) })
      window.once('closed', () => registered.delete(contents))
    },
    send(name, payload) {
      tell('desk', name, payload)
      if (name.startsWith('power.')) tell('door', name, payload)
    },
    tellDoor: (state) => tell('door', 'session.changed', state),
  }
}
