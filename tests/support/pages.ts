import { deflateRawSync } from 'node:zlib'
import type { EntityKind, EntityOf } from '../../domain/mutations/entities.ts'
import type { PullExit, PullFooter, PullHeader, PullLines, PullPage, PullRow } from '../../protocol/sync/pull.ts'
import type { ReadPage } from '../../protocol/sync/read-lines.ts'
import { readLines } from '../../protocol/sync/read-lines.ts'
import { packPage } from '../../protocol/sync/pack-page.ts'
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

/** The page as it comes over the bridge. */
export const linesOf = (page: PullPage): Promise<PullLines> =>
  packPage({ page, lines: asLines(page.changes) }, async (bytes) => new Uint8Array(deflateRawSync(bytes)))
export const asLines = (changes: PullPage['changes']) =>
  new TextEncoder().encode(changes.map((change) => `${JSON.stringify(change)}\n`).join(''))
/** And as the desk reads it then. */
export const asCame = async (page: PullPage): Promise<ReadPage> =>
  readLines(await linesOf(page), async () => undefined, inflateLines)
