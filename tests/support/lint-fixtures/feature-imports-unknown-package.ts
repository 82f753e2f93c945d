// placed at: renderer/features/reply/breaks-package.ts
// must break: boundaries/dependencies
import Dexie from 'dexie'

export const database = Dexie
