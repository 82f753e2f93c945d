import type { Contender } from './contender.ts'
import type { ContenderName } from './names.ts'

type Module = { open(): Contender }

/** Each in a file of its own, so that nobody pays for another's code. */
const modules: Record<ContenderName, () => Promise<Module>> = {
  parse: async () => (await import('./contenders/parse.ts')) as unknown as Module,
  ours: () => import('./contenders/ours.ts'),
  raw: () => import('./contenders/raw.ts'),
  dexie: () => import('./contenders/dexie.ts'),
  rxdb: () => import('./contenders/rxdb.ts'),
  pouch: () => import('./contenders/pouch.ts'),
  sqlite: () => import('./contenders/sqlite.ts'),
  tanstack: () => import('./contenders/tanstack.ts'),
  pglite: () => import('./contenders/pglite.ts'),
}

export const loadContender = async (name: ContenderName): Promise<Contender> => (await modules[name]()).open()
