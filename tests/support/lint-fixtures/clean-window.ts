// placed at: electron/windows/clean.ts
// must break: nothing
import { BrowserWindow } from 'electron'

export const open = () => new BrowserWindow({ show: false })
