import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import type { EntityKind, EntityOf } from '../../domain/mutations/entities.ts'
import { caseOfRecord } from '../../domain/mutations/entities.ts'
import type { PullExit, PullFooter, PullHeader, PullLines, PullPage, PullRow } from '../../protocol/sync/pull.ts'
import type { ReadPage } from '../../protocol/sync/read-lines.ts'
import { readLines } from '../../protocol/sync/read-lines.ts'
import { type FeedRow, packPage } from '../../protocol/sync/pack-page.ts'
import { readPacked } from '../../protocol/sync/read-packed.ts'
import { readRow } from '../../protocol/sync/read-page.ts'
import { inflateLines } from '../../renderer/data/deflate.ts'
import { NOON } from './records.ts'

type Change = PullRow | PullExit
type About = Partial<Pick<PullHeader, 'epoch' | 'base' | 'scopes' | 'lmid'>> &
  Partial<Pick<PullFooter, 'cursor' | 'backfill' | 'more'>> & { held?: string[] }

/** A row as the feed brings it. */
export const rowOf = <Kind extends EntityKind>(
  e: Kind,
  record: EntityOf[Kind],
  seq: number,
  s: string[] = ['queue:orders'],
): PullRow => ({ t: 'row', e, id: record.id, shard: '0', seq, rev: seq, s, d: { ...record } })

/** The record left the scope. */
export const exitOf = (e: EntityKind, id: string, seq: number, x = 'queue:orders'): PullExit => ({
  t: 'exit',
  x,
  e,
  id,
  shard: '0',
  seq,
})

/** A page from the very beginning up to its last change, of one scope and complete, unless said otherwise. */
export function somePage(changes: Change[], about: About = {}): PullPage {
  const { epoch = 'e1', base = {}, scopes = ['queue:orders'], lmid = 0, backfill = null, more = false } = about
  const cursor = about.cursor ?? { '0': Math.max(base['0'] ?? 0, ...changes.map((each) => each.seq)) }
  const header: PullHeader = {
    t: 'header',
    reqId: 'r',
    epoch,
    base,
    head: cursor,
    aclVersion: '1',
    scopes,
    lmid,
    now: NOON,
    minIntervalMs: 0,
  }
  const footer: PullFooter = {
    t: 'footer',
    cursor,
    scopes: about.held ?? scopes,
    backfill,
    more,
    count: changes.length,
    crc: '00000000',
  }
  return { header, changes, footer }
}

export const packing = {
  crc: crc32,
  deflate: async (bytes: Uint8Array) => new Uint8Array(deflateRawSync(bytes)),
  inflate: async (small: Uint8Array) => new Uint8Array(inflateRawSync(small)),
  store: async (bytes: Uint8Array) => new Uint8Array(deflateRawSync(bytes, { level: 0 })),
}
/** As the server has it before a page is written. */
export const feedRows = (changes: readonly PullRow[]): FeedRow[] =>
  changes.map((row) => {
    return { kind: row.e, id: row.id, caseId: caseOfRecord(row.e, row.id, row.d), line: JSON.stringify(row) }
  })
/** In parts, if it may be. */
export const packedBytes = async ({ header, changes, footer }: PullPage) =>
  changes.every((each) => each.t === 'row' && each.d !== null && each.b !== true)
    ? packPage(header, feedRows(changes as PullRow[]), footer, packing)
    : null
/** What a desk's main process makes of it. */
export const unpacked = (bytes: Uint8Array) => readPacked(bytes, packing)

/** The page as it comes over the bridge. */
export async function linesOf(page: PullPage): Promise<PullLines> {
  const bytes = await packedBytes(page)
  if (bytes === null)
    return { header: page.header, lines: asLines(page.changes), parts: null, isChecked: true, footer: page.footer }
  const read = await unpacked(bytes)
  if (!read.ok) throw new Error(read.refusal)
  return read.value
}
export const asLines = (changes: PullPage['changes']) =>
  new TextEncoder().encode(changes.map((change) => `${JSON.stringify(change)}\n`).join(''))
/** How a desk reads it then. */
export const reading = { rest: async () => undefined, inflate: inflateLines, reader: async () => readRow }
export const asCame = async (page: PullPage): Promise<ReadPage> => readLines(await linesOf(page), reading)
