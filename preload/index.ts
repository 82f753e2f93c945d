import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import { deskCalls, deskEvents } from '../protocol/desk-channels.ts'

const calls: ReadonlySet<string> = new Set(deskCalls)
const events: ReadonlySet<string> = new Set(deskEvents)

function known(names: ReadonlySet<string>, name: string): string {
  if (!names.has(name)) throw new Error(`The bridge has no channel "${String(name)}".`)
  return name
}

// Names only: what may pass is decided in the main process. The page never sees ipcRenderer or an event object.
contextBridge.exposeInMainWorld(
  'evenkeelBridge',
  Object.freeze({
    call: (name: string, args: unknown): Promise<unknown> => ipcRenderer.invoke(known(calls, name), args),
    on: (name: string, listener: (payload: unknown) => void): (() => void) => {
      const channel = known(events, name)
      const heard = (_event: IpcRendererEvent, payload: unknown) => listener(payload)
      ipcRenderer.on(channel, heard)
      return () => {
        ipcRenderer.off(channel, heard)
      }
    },
  }),
)
