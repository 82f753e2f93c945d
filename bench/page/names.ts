/** Every store that is measured, in which thread it runs, and what it is called in the tables. */
export const CONTENDERS = {
  parse: { thread: 'worker', label: 'fetch and parse (floor)', isStore: false },
  ours: { thread: 'page', label: 'Evenkeel', isStore: true },
  raw: { thread: 'worker', label: 'raw IndexedDB', isStore: true },
  dexie: { thread: 'page', label: 'Dexie', isStore: true },
  rxdb: { thread: 'page', label: 'RxDB', isStore: true },
  pouch: { thread: 'page', label: 'PouchDB', isStore: true },
  sqlite: { thread: 'worker', label: 'SQLite-OPFS', isStore: true },
  tanstack: { thread: 'page', label: 'TanStack DB', isStore: true },
  pglite: { thread: 'worker', label: 'PGlite', isStore: true },
} as const satisfies Record<string, { thread: 'page' | 'worker'; label: string; isStore: boolean }>

export type ContenderName = keyof typeof CONTENDERS
export const NAMES = Object.keys(CONTENDERS) as ContenderName[]
