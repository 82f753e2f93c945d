import { Dexie } from 'dexie'

/**
 * Makes the tables of the version before this one's, and of all before it, what they are in this one. It is loaded where there is
 * something to make: a database that is there already is opened without it.
 */
export async function makeDatabase(
  name: string,
  version: number,
  indexedDB: IDBFactory,
  keyRange: typeof IDBKeyRange,
): Promise<void> {
  const db = new Dexie(name, { cache: 'disabled', indexedDB, IDBKeyRange: keyRange })
  db.version(1).stores({
    rows: 'id, kind, g',
    outbox: 'id',
    acked: 'id',
    drafts: 'id',
    meta: 'id',
    counter: 'id',
  })
  db.version(2).stores({ forms: 'id', breaks: 'id' })
  // `rows` stays for what version 2 left in it (see migrate-rows.ts) and is empty from then on.
  db.version(3).stores({ cases: 'id, *k', lists: 'id', log: 'id' })
  // Blocks may be deflated since then, and version 3 would take those for damaged.
  db.version(4).stores({ aside: 'id' })
  // The blocks of cases are named by numbers since then, and version 4 would look for none of those.
  db.version(5).stores({})
  // Lines of pages lie beside the log, which says where each row is.
  db.version(6).stores({ pages: 'id' })
  // Parts of one write may lie in one record since then, and version 6 would take them for damaged.
  db.version(version).stores({})
  try {
    await db.open()
  } finally {
    db.close()
  }
}
