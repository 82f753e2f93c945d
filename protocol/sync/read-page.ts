import type { Result } from '../../domain/kernel/result.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import { caseOfRecord, ENTITY_KINDS, entityKey } from '../../domain/mutations/entities.ts'
import { crc32, crcHex } from './crc32.ts'
import type { PullExit, PullPage, PullRequest, PullRow } from './pull.ts'
import { pullExit, pullFooter, pullHeader, pullRow, SCOPE_LIMIT } from './pull.ts'
import { records } from './records.ts'

// Every platform this runs on has it; this room knows neither DOM nor Node and names just what it uses.
declare const TextDecoder: new (encoding: 'utf-8', options: { fatal: boolean }) => { decode(bytes: Uint8Array): string }

/** What is wrong with a page; cut and crc: on its way here, all else: as it was written. A damaged page is thrown away whole and asked for again; no part of it is used. */
export type PageDamage = 'cut' | 'crc' | 'count' | 'malformed' | 'unordered'

/** The whole page, if every byte of it arrived; else what is wrong. */
export function readPage(bytes: Uint8Array): Result<PullPage, PageDamage> {
  const read = readWhole(bytes, crc32)
  return read.ok ? ok(read.value.page) : read
}

/** A page that was checked. `lines`: its changes as they came. */
export type CheckedPage = { page: PullPage; lines: Uint8Array<ArrayBuffer> }

/** The same page and the same damage, with its changes as they came, too. `crc`: where the platform has a faster one. */
export function checkPage(bytes: Uint8Array, crc: (bytes: Uint8Array) => number): Result<CheckedPage, PageDamage> {
  const read = readWhole(bytes, crc)
  if (!read.ok) return read
  const { page, from, to } = read.value
  return ok({ page, lines: bytes.slice(from, to) })
}

type Whole = { page: PullPage; from: number; to: number }

/** `from`, `to`: where its changes lie. */
function readWhole(bytes: Uint8Array, crc: (bytes: Uint8Array) => number): Result<Whole, PageDamage> {
  const opened = openPage(bytes, crc)
  if (!opened.ok) return opened
  const { header, footer, from, to } = opened.value
  try {
    const lines = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(from, to)).split('\n').slice(0, -1)
    const changes = lines.map((line) => readChange(JSON.parse(line)))
    if (changes.length !== footer.count) return refuse('count')
    return isOrdered(changes) ? ok({ page: { header, changes, footer }, from, to }) : refuse('unordered')
  } catch {
    return refuse('malformed')
  }
}

/** Header and footer of a page that came whole; `from`, `to`: where lies what is between them. */
export function openPage(
  bytes: Uint8Array,
  crc: (bytes: Uint8Array) => number,
): Result<Pick<PullPage, 'header' | 'footer'> & { from: number; to: number }, PageDamage> {
  if (bytes.length === 0 || bytes[bytes.length - 1] !== 0x0a) return refuse('cut')
  const to = bytes.lastIndexOf(0x0a, bytes.length - 2) + 1
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    const last: unknown = JSON.parse(decoder.decode(bytes.subarray(to)))
    const footer = pullFooter.safeParse(last)
    if (!footer.success) return refuse(isEarlierLine(last) ? 'cut' : 'malformed')
    if (crcHex(crc(bytes.subarray(0, to))) !== footer.data.crc) return refuse('crc')
    const from = bytes.indexOf(0x0a) + 1
    const header = pullHeader.parse(JSON.parse(decoder.decode(bytes.subarray(0, from))))
    return ok({ header, footer: footer.data, from, to })
  } catch {
    return refuse('malformed')
  }
}

/**
 * Where a store stands that has taken this page, read before the page is checked: what is asked for by it may turn out to be
 * asked for in vain. Null: nothing follows, or not at once, or it cannot be read.
 */
export function standAfter(bytes: Uint8Array): Pick<PullRequest, 'epoch' | 'cursor' | 'scopes' | 'backfill'> | null {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    const last = bytes.lastIndexOf(0x0a, bytes.length - 2) + 1
    const { more, cursor, scopes, backfill } = pullFooter.parse(JSON.parse(decoder.decode(bytes.subarray(last))))
    const first = decoder.decode(bytes.subarray(0, bytes.indexOf(0x0a)))
    const { epoch, minIntervalMs } = pullHeader.parse(JSON.parse(first))
    return more && minIntervalMs === 0 ? { epoch, cursor, scopes, backfill } : null
  } catch {
    return null
  }
}

/** A page that was cut between two lines ends with one of these. */
const isEarlierLine = (line: unknown): boolean =>
  typeof line === 'object' &&
  line !== null &&
  't' in line &&
  ['header', 'parts', 'row', 'exit'].includes(String(line.t))

/** Whether the page came as it was written, and cannot be read all the same. */
export const isUnreadable = (damage: PageDamage): boolean => damage !== 'cut' && damage !== 'crc'

/** All of a row but its record, which is checked by its own kind and used as it came. */
const pullFrame = pullRow.omit({ d: true })

function readChange(value: { [field: string]: unknown }): PullRow | PullExit {
  if (value['t'] === 'exit') return pullExit.parse(value)
  if (!isPlainlyRow(value)) pullFrame.parse(value)
  const row = value as PullRow
  if (row.d !== null) records[row.e].parse(row.d)
  return row
}

/**
 * The row that a line of a page in parts says. Throws where it says none that is there, or another than is written about it: `key`
 * and `caseId` (null: none).
 */
export function readRow(line: string, key: string, caseId: string | null): PullRow {
  const row = readChange(JSON.parse(line))
  if (row.t !== 'row' || row.d === null) throw new Error('A line of a page in parts says no row.')
  const isOfCase = caseOfRecord(row.e, row.id, row.d) === caseId
  if (entityKey(row.e, row.id) !== key || !isOfCase) throw new Error('A line is not what is written about it.')
  return row
}
/** `readRow`. */
export type ReadRow = typeof readRow

const KINDS: ReadonlySet<unknown> = new Set(ENTITY_KINDS)
const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) > 0
const isScope = (value: unknown) => typeof value === 'string' && value.length > 0 && value.length <= SCOPE_LIMIT

/** What is a row at the first look need not be judged by its schema, which takes as long as all of its record. */
function isPlainlyRow({ t, e, id, shard, seq, rev, s, b }: { [field: string]: unknown }): boolean {
  const isNamed = t === 'row' && KINDS.has(e) && typeof id === 'string' && typeof shard === 'string'
  if (!isNamed || !isCount(seq) || !isCount(rev)) return false
  return Array.isArray(s) && s.every(isScope) && (b === undefined || typeof b === 'boolean')
}

function isOrdered(changes: readonly (PullRow | PullExit)[]): boolean {
  const last = new Map<string, PullRow | PullExit>()
  return changes.every((change) => {
    const lane = `${change.shard} ${change.t === 'row' && change.b === true}`
    const before = last.get(lane)
    last.set(lane, change)
    return (
      before === undefined ||
      before.seq < change.seq ||
      (before.seq === change.seq && !(before.t === 'row' && change.t === 'exit'))
    )
  })
}
