import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { expect } from 'vitest'
import type { EntityKey } from '../../../domain/mutations/entities.ts'
import { splitKey } from '../../../domain/mutations/entities.ts'
import type { DexieShelf } from '../../../renderer/data/dexie/dexie-shelf.ts'
import type { ReadRow } from '../../../protocol/sync/read-page.ts'
import { type LinesAbout, rowReader } from '../../../protocol/sync/read-lines.ts'
import { caseIdOf } from '../../../renderer/data/case-id-of.ts'
import { inflateLines } from '../../../renderer/data/deflate.ts'
import { openMemoryShelf } from '../../../renderer/data/memory-shelf.ts'
import type { Change, RowLines, ServerCopy, Shelf, SliceEnd, StoredRow } from '../../../renderer/data/store-port.ts'
import { asLines } from '../../support/pages.ts'
import { NOON } from '../../support/records.ts'
import { disk } from './failing-disk.ts'

const KINDS = ['case', 'message', 'delivery', 'guideRun', 'contact', 'event', 'customer', 'interval'] as const
const CASES = ['c-1', 'c-2', 'c-3', null] as const
/** Events are many to a case; lists have only those of "a" and "b". */
export const listing = { event: (record: object) => 'body' in record && (record.body === 'a' || record.body === 'b') }

export const someRow = (kind: string, id: string, caseId: string | null, body = 'x', hasView = true): StoredRow => {
  const record = { id, caseId, body }
  const server = { record, rev: 1, shard: '0', seq: 1, scopes: ['queue:orders'] }
  // A view of its own, one that is the server's, or none.
  return { key: `${kind}:${id}` as EntityKey, server, view: hasView ? (body === 'own' ? { ...record } : record) : null }
}
/** The lines of a page that brings just these, in two parts. */
export function linesSaying(rows: readonly StoredRow[]): RowLines {
  const half = Math.ceil(rows.length / 2)
  return [rows.slice(0, half), rows.slice(half)].filter((some) => some.length > 0).map(partSaying)
}
/** What these rows say is no record of the documented shape. */
export const asItSays: ReadRow = (line) => JSON.parse(line)
function partSaying(rows: readonly StoredRow[]): RowLines[number] {
  const lines = rows.map(({ key, server }) => {
    const { kind: e, id } = splitKey(key)
    const { record: d, rev, shard, seq, scopes: s } = server as ServerCopy
    return asLines([{ t: 'row', e, id, shard, seq, rev, s, d }])
  })
  let end = 0
  const about: LinesAbout = {
    keys: rows.map(({ key }) => key),
    cases: rows.map(caseIdOf),
    ends: Uint32Array.from(lines, (line) => (end += line.length)),
    chunks: new Uint32Array(),
  }
  const small = new Uint8Array(deflateRawSync(Buffer.concat(lines)))
  return { ...about, small, row: rowReader(about, small, inflateLines, asItSays) }
}
export const put = (row: StoredRow): Change => ({ table: 'rows', put: row })
export const sorted = (rows: readonly (StoredRow | undefined)[]) =>
  rows.flatMap((row) => row ?? []).sort((a, b) => (a.key < b.key ? -1 : 1))

/** What is moved meanwhile may come twice. */
async function allSlices(shelf: Shelf): Promise<StoredRow[]> {
  if (shelf.slice === undefined) return shelf.all('rows')
  const found = new Map<EntityKey, StoredRow>()
  for (let from: SliceEnd | null = null; ; ) {
    const slice: { rows: StoredRow[]; end: SliceEnd | null } = await shelf.slice(from)
    for (const row of slice.rows) found.set(row.key, row)
    if (slice.end === null) return [...found.values()]
    from = slice.end
  }
}

/** Everything that can be read of the rows, by every way there is. */
async function readAll(shelf: Shelf, keys: readonly EntityKey[]) {
  const byKind = await Promise.all(KINDS.map(async (kind) => [kind, sorted(await shelf.rows({ kind }))] as const))
  const byCase = await Promise.all(
    CASES.map(async (caseId) => [caseId, caseId && sorted(await shelf.rows({ caseId }))] as const),
  )
  return {
    all: sorted(await shelf.all('rows')),
    bySlice: sorted(await allSlices(shelf)),
    byKind,
    byCase,
    got: (await shelf.get('rows', keys)).map((row) => row ?? null),
    drafts: (await shelf.all('drafts')).toSorted((a, b) => (a.caseId < b.caseId ? -1 : 1)),
    version: await shelf.version(),
  }
}

/** What a window has in memory without asking the disk is as the rows were then; asked one by one, for one may be there alone. */
async function expectRemembered(shelf: DexieShelf, model: Shelf, keys: readonly EntityKey[]): Promise<void> {
  const { remembered } = shelf
  for (const key of keys) {
    const from = await remembered?.version()
    const [row] = (await remembered?.get('rows', [key])) ?? []
    // Another window has written since: then it says so, or has looked meanwhile.
    if (from !== (await model.version()) || from !== (await remembered?.version())) continue
    expect(row).toEqual((await model.get('rows', [key]))[0])
  }
  const drafts = await remembered?.all('drafts')
  if ((await remembered?.version()) === (await model.version())) expect(drafts).toEqual(await model.all('drafts'))
}

export type Act =
  | { do: 'write'; window: 0 | 1; rows: { kind: string; id: number; at: number; body: string; isGone: boolean }[] }
  | { do: 'many'; window: 0 | 1; kind: string; from: number; count: number; at: number }
  | { do: 'page'; window: 0 | 1; kind: string; from: number; count: number; at: number }
  | { do: 'fold' | 'reopen' | 'fold-meanwhile'; window: 0 | 1 }
  | { do: 'stop-folding'; window: 0 | 1; after: number }
  | { do: 'fail-folding'; window: 0 | 1; after: number }
  | { do: 'fail-writing'; window: 0 | 1; after: number }

const aWindow = fc.constantFrom(0 as const, 1 as const)
const aKind = fc.constantFrom(...KINDS)
const aPlace = fc.integer({ min: 0, max: CASES.length - 1 })
const anAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      window: aWindow,
      rows: fc.array(
        fc.record({
          kind: aKind,
          id: fc.integer({ min: 0, max: 400 }),
          at: aPlace,
          body: fc.constantFrom('a', 'b', 'own'),
          isGone: fc.boolean(),
        }),
        { minLength: 1, maxLength: 12 },
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('many' as const),
      window: aWindow,
      kind: aKind,
      from: fc.integer({ min: 0, max: 200 }),
      count: fc.integer({ min: 50, max: 260 }),
      at: aPlace,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('page' as const),
      window: aWindow,
      kind: aKind,
      from: fc.integer({ min: 0, max: 300 }),
      count: fc.integer({ min: 1, max: 120 }),
      at: aPlace,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('fold' as const, 'reopen' as const, 'fold-meanwhile' as const),
      window: aWindow,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('stop-folding' as const, 'fail-folding' as const, 'fail-writing' as const),
      window: aWindow,
      after: fc.integer({ min: 0, max: 6 }),
    }),
  },
)

export const someActs = fc.array(anAct, { minLength: 1, maxLength: 14 })

/** Two windows on one disk do what is asked of them, and all that they read is what a shelf in memory says. */
export async function play(
  acts: readonly Act[],
  open: () => Promise<DexieShelf>,
  lying: readonly StoredRow[] = [],
): Promise<void> {
  const model = openMemoryShelf()
  if (lying.length > 0) await model.write(lying.map(put), 0, 'relaxed')
  const windows = [await open(), await open()]
  const keys = new Set<EntityKey>(['message:never', ...lying.map(({ key }) => key)])
  const write = async (window: 0 | 1, changes: Change[], lines?: RowLines) => {
    const expected = await model.version()
    expect(await (windows[window] as Shelf).write(changes, expected, 'relaxed', lines)).toBe('written')
    await model.write(changes, expected, 'relaxed')
  }
  const idOf = (id: number) => `${id}`.padStart(4, '0')
  try {
    for (const [step, act] of acts.entries()) {
      const shelf = windows[act.window] as DexieShelf
      if (act.do === 'write') {
        const changes = act.rows.map(({ kind, id, at, body, isGone }): Change => {
          const row = someRow(kind, idOf(id), CASES[at] ?? null, body, id % 7 !== 0)
          keys.add(row.key)
          return isGone ? { table: 'rows', remove: row.key } : put(row)
        })
        await write(act.window, changes)
      } else if (act.do === 'many') {
        const rows = Array.from({ length: act.count }, (_, at) => {
          return someRow(act.kind, idOf(act.from + at), CASES[act.at] ?? null, `many ${step}`)
        })
        keys.add((rows[0] as StoredRow).key).add((rows.at(-1) as StoredRow).key)
        await write(act.window, rows.map(put))
      } else if (act.do === 'page') {
        // Of each some that are listed, some that lie with cases alone, and some that are both.
        const kinds = [act.kind, 'message', 'event']
        const rows = Array.from({ length: act.count }, (_, at) => {
          const body = at % 2 === 0 ? 'a' : `page ${step}`
          return someRow(
            kinds[at % 3] as string,
            idOf(act.from + at),
            CASES[(act.at + at) % CASES.length] ?? null,
            body,
          )
        })
        const came = [...new Map(rows.map((row) => [row.key, row])).values()]
        for (const { key } of [came[0], came.at(-1)].flatMap((row) => row ?? [])) keys.add(key)
        await write(act.window, came.map(put), linesSaying(came))
      } else if (act.do === 'fold') await shelf.fold()
      else if (act.do === 'fold-meanwhile') {
        const folding = Promise.all([shelf.fold(), ...windows.map((each) => each.fold())])
        const before = await readAll(model, [...keys])
        const reading = windows.map((each) => readAll(each, [...keys]))
        for (const found of await Promise.all(reading)) expect(found).toEqual(before)
        await write(act.window === 0 ? 1 : 0, [put(someRow('event', '0001', 'c-2', `${step}`))])
        await folding
      } else if (act.do === 'stop-folding') {
        let left = act.after
        await shelf.fold(() => left-- > 0)
      } else if (act.do === 'fail-folding') {
        disk.valuesLeft = act.after
        await shelf.fold().catch(() => {})
      } else if (act.do === 'fail-writing') {
        disk.valuesLeft = act.after
        const draft = { caseId: 'c-1', mode: 'reply', reply: `${step}`, note: '', savedAt: NOON } as const
        const changes: Change[] = [
          put(someRow('message', '0001', 'c-1', `${step}`)),
          { table: 'drafts', put: draft as never },
        ]
        const expected = await model.version()
        const outcome = await shelf.write(changes, expected, 'strict').catch(() => 'failed')
        if (outcome === 'written') await model.write(changes, expected, 'strict')
      } else {
        shelf.close()
        windows[act.window] = await open()
      }
      disk.valuesLeft = Number.POSITIVE_INFINITY
      for (const each of windows) await expectRemembered(each, model, [...keys])
      const wanted = await readAll(model, [...keys])
      for (const each of windows) expect(await readAll(each, [...keys])).toEqual(wanted)
    }
  } finally {
    for (const each of windows) each.close()
  }
}
