// placed at: electron/keys/breaks-ipc.ts
// must break: house/electron-parts-at-home
import { ipcMain } from 'electron'

export const ipc = ipcMain
