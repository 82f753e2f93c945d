// placed at: electron/bridge/breaks-window.ts
// must break: house/windows-made-at-home
import { BrowserWindow } from 'electron'

export const open = () => new BrowserWindow({ show: false })
