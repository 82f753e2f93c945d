import { type BrowserWindow, ipcMain, type WebContents } from 'electron'
import type { EventName, PayloadOf } from '../../protocol/bridge-kit.ts'
import type { DeskHandlers, deskBridge } from '../../protocol/desk-bridge.ts'
import { deskCalls } from '../../protocol/desk-channels.ts'
import { answerCall } from './answer-call.ts'

export type Bridge = {
  /** From now on the window may call and hears events, until it is closed. */
  register(window: BrowserWindow): void
  send<Name extends EventName<typeof deskBridge>>(name: Name, payload: PayloadOf<typeof deskBridge, Name>): void
}

/** The only place that touches ipcMain. */
export function openBridge(handlers: DeskHandlers, report: (message: string) => void): Bridge {
  const registered = new Set<WebContents>()
  for (const name of deskCalls) {
    ipcMain.handle(name, (event, ...args: unknown[]) => {
      const frame = event.senderFrame
      const isAlive = frame !== null && frame !== undefined && !event.sender.isDestroyed()
      return answerCall(
        handlers,
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
  return {
    register(window) {
      const contents = window.webContents
      registered.add(contents)
      window.once('closed', () => registered.delete(contents))
    },
    send(name, payload) {
      for (const contents of registered) if (!contents.isDestroyed()) contents.send(name, payload)
    },
  }
}
