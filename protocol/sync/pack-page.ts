import { caseOfRecord, entityKey, PARTLY_LISTED, READ_WITH_CASE } from '../../domain/mutations/entities.ts'
import type { EntityKind } from '../../domain/mutations/entities.ts'
import type { LineIndex, PullLines, PullPage } from './pull.ts'
import type { CheckedPage } from './read-page.ts'

/** Fewer rows are read as soon as they come. */
const WORTH_PARTS = 200
/**
 * So many lines are a part, up to twice as many. What is smaller lies in LevelDB's own files, where what is gone stays for long.
 */
const PART_LINES = 1_000
/** Of a page with none behind it: a small part is stored in half the time, and not many come. */
const LAST_PART_LINES = 400
const LINE_FEED = 0x0a

/** Raw (RFC 1951). `level`: 0: not at all, 1: with as little work as can be. */
export type Deflate = (bytes: Uint8Array, level: 0 | 1) => Promise<Uint8Array<ArrayBuffer>>

/** The page as it crosses the bridge. */
export async function packPage(
  { page: { header, changes, footer }, lines }: CheckedPage,
  deflate: Deflate,
): Promise<PullLines> {
  const rows = changes.length < WORTH_PARTS ? null : rowsIn(lines, changes)
  if (rows === null) return { header, lines, parts: null, footer }
  const partOf = async (piece: readonly Row[], level: 0 | 1) => {
    return { ...indexOf(piece), small: await deflate(joined(piece), level) }
  }
  const size = footer.more ? PART_LINES : LAST_PART_LINES
  const lists = [...inPieces(rows.filter(isListed), size), ...inPieces(rows.filter(isBoth), size)]
  const parts = [
    // There is so little of it on a page that it would be too small.
    ...lists.map((piece) => partOf(piece, footer.more ? 0 : 1)),
    ...inPieces(rows.filter(isWithCase), size).map((piece) => partOf(piece, 1)),
  ]
  return { header, lines: new Uint8Array(), parts: await Promise.all(parts), footer }
}

type Row = { kind: EntityKind; key: string; caseId: string; line: Uint8Array }

/** Null: a line is something else than a row that is there, or a record comes twice. */
function rowsIn(lines: Uint8Array, changes: PullPage['changes']): Row[] | null {
  const rows: Row[] = []
  const keys = new Set<string>()
  let from = 0
  for (const each of changes) {
    if (each.t !== 'row' || each.d === null || each.b === true) return null
    const key = entityKey(each.e, each.id)
    const caseId = caseOfRecord(each.e, each.id, each.d) ?? ''
    // Ids are words: where one were not, it would be taken for two.
    if (keys.has(key) || `${key}${caseId}`.includes('\n')) return null
    keys.add(key)
    const to = lines.indexOf(LINE_FEED, from) + 1
    rows.push({ kind: each.e, key, caseId, line: lines.subarray(from, to) })
    from = to
  }
  return rows
}

const isOneOf = (kinds: readonly EntityKind[], { kind, caseId }: Row) => caseId !== '' && kinds.includes(kind)
const isWithCase = (row: Row) => isOneOf(READ_WITH_CASE, row)
const isBoth = (row: Row) => isOneOf(PARTLY_LISTED, row)
const isListed = (row: Row) => !isWithCase(row) && !isBoth(row)

/** Of this size and up to twice as large, all alike. */
function inPieces(rows: readonly Row[], least: number): Row[][] {
  const size = Math.ceil(rows.length / Math.max(1, Math.floor(rows.length / least)))
  const pieces: Row[][] = []
  for (let at = 0; at < rows.length; at += size) pieces.push(rows.slice(at, at + size))
  return pieces
}

function indexOf(rows: readonly Row[]): LineIndex {
  let end = 0
  return {
    keys: rows.map(({ key }) => key).join('\n'),
    cases: rows.map(({ caseId }) => caseId).join('\n'),
    ends: Uint32Array.from(rows, ({ line }) => (end += line.length)),
  }
}

function joined(rows: readonly Row[]): Uint8Array {
  const bytes = new Uint8Array(rows.reduce((sum, { line }) => sum + line.length, 0))
  let at = 0
  for (const { line } of rows) {
    bytes.set(line, at)
    at += line.length
  }
  return bytes
}
