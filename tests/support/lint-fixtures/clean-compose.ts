// placed at: renderer/app/compose.ts
// must break: nothing
import { here as queue } from '../features/queue/index.ts'
import { here as engine } from '../sync/target.ts'

export const deps = { queue, engine, now: () => Date.now(), random: Math.random, newId: () => crypto.randomUUID() }
