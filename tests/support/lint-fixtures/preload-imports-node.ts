// placed at: preload/breaks-node.ts
// must break: boundaries/dependencies
import { readFileSync } from 'node:fs'

export const read = readFileSync
