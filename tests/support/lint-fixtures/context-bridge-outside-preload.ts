// placed at: electron/windows/breaks-context.ts
// must break: house/electron-parts-at-home
import { contextBridge as open } from 'electron'

export const bridge = open
