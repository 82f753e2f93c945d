import type { Change, Shelf, SliceEnd, TableName } from './store-port.ts'
import { idIn, TABLES } from './store-port.ts'

/** So many values go with one write: each is a task that nobody should have to wait for. */
const AT_ONCE = 200

export type ShelfCopy = {
  /** Copies all there is, then what has been written meanwhile. False: it can never be told again what was. */
  everything(): Promise<boolean>
  /** Copies what has been written since, until nothing is left; the disk has all of it then. False: as above. */
  rest(): Promise<boolean>
  stop(): void
}

/** Copies one shelf into another, empty one, while the first goes on being written. */
export function copyShelf(
  from: Pick<Shelf, 'all' | 'get' | 'watch' | 'slice'>,
  to: Pick<Shelf, 'write' | 'version' | 'room'>,
  whenIdle: (run: () => void) => void,
): ShelfCopy {
  /** What was written and is not copied: table and id. */
  let missing = new Map<string, { table: TableName; id: string }>()
  let isLost = false
  const stop = from.watch((told) => {
    if (told === null) isLost = true
    for (const change of told ?? []) {
      const id = 'remove' in change ? change.remove : idIn[change.table](change.put as never)
      missing.set(`${change.table} ${id}`, { table: change.table, id })
    }
  })
  const idle = () => new Promise<void>((resolve) => whenIdle(resolve))

  async function write(changes: readonly Change[], durability: 'strict' | 'relaxed'): Promise<void> {
    if ((await to.write(changes, await to.version(), durability)) === 'conflict')
      throw new Error('Somebody else writes into the copy of the store.')
  }

  async function catchUp(durability: 'strict' | 'relaxed'): Promise<void> {
    const some = [...missing.values()].slice(0, AT_ONCE)
    for (const { table, id } of some) missing.delete(`${table} ${id}`)
    const changes: Change[] = []
    for (const table of TABLES) {
      const ids = some.flatMap((each) => (each.table === table ? [each.id] : []))
      if (ids.length === 0) continue
      const values = await from.get(table, ids)
      ids.forEach((id, at) =>
        changes.push((values[at] === undefined ? { table, remove: id } : { table, put: values[at] }) as Change),
      )
    }
    await write(changes, durability)
  }

  return {
    async everything() {
      missing = new Map()
      for (const table of TABLES)
        for await (const values of slicesOf(from, table)) {
          for (let at = 0; at < values.length && !isLost; at += AT_ONCE) {
            await idle()
            await to.room?.()
            await write(
              values.slice(at, at + AT_ONCE).map((put) => ({ table, put }) as Change),
              'relaxed',
            )
          }
        }
      while (missing.size > 0 && !isLost) {
        await idle()
        await catchUp('relaxed')
      }
      return !isLost
    },
    async rest() {
      // Also where nothing is left: with this write the disk has all those before it.
      do await catchUp('strict')
      while (missing.size > 0 && !isLost)
      return !isLost
    },
    stop,
  }
}

/** All of a table, the rows in slices: there may be more of them than memory. */
async function* slicesOf(from: Pick<Shelf, 'all' | 'slice'>, table: TableName): AsyncGenerator<readonly unknown[]> {
  if (table !== 'rows' || from.slice === undefined) return yield await from.all(table)
  for (let end: SliceEnd | null = null; ; ) {
    const slice: Awaited<ReturnType<typeof from.slice>> = await from.slice(end)
    yield slice.rows
    if (slice.end === null) return
    end = slice.end
  }
}
