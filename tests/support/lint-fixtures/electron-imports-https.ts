// placed at: electron/server-link/breaks-rule.ts
// must break: boundaries/dependencies
import { get } from 'node:https'

export const ask = get
