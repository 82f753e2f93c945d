import { entityKey, PARTLY_LISTED, READ_WITH_CASE } from '../../domain/mutations/entities.ts'
import type { EntityKind } from '../../domain/mutations/entities.ts'
import { crcHex } from './crc32.ts'
import { CHUNK_LINES, type PartsIndex, type PartsLine, type PullFooter, type PullHeader } from './pull.ts'

// Every platform this runs on has it; this room knows neither DOM nor Node and names just what it uses.
declare const TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> }

/** Fewer rows are read as soon as they come. */
export const WORTH_PARTS = 200
/**
 * So many lines are a part, up to twice as many. What is smaller lies in LevelDB's own files, where what is gone stays for long.
 */
const PART_LINES = 1_000
/** Of a page with none behind it: a small part is stored in half the time, and not many come. */
const LAST_PART_LINES = 400

/** A row that is there, as its line says it, and what it is about. */
export type FeedRow = { kind: EntityKind; id: string; caseId: string | null; line: string }
export type PackPorts = {
  /** Raw (RFC 1951). */
  deflate(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>>
  crc(bytes: Uint8Array): number
}

/**
 * The page in parts, each of lines that belong together: what a desk reads as a list apart from what it reads with a case. With what is
 * written about them they can be kept, and found again, without being read. Null: it is not worth it, or not possible.
 */
export async function packPage(
  header: PullHeader,
  feed: readonly FeedRow[],
  stand: Omit<PullFooter, 't' | 'count' | 'crc'>,
  { deflate, crc }: PackPorts,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const rows = feed.length < WORTH_PARTS ? null : namedRows(feed)
  if (rows === null) return null
  const size = stand.more ? PART_LINES : LAST_PART_LINES
  const of = (isWanted: (row: Row) => boolean) => inPieces(rows.filter(isWanted), size)
  const lists = [...of(isListed), ...of(isBoth)]
  const pieces = [...lists, ...of(isWithCase)]
  const parts = await Promise.all(pieces.map((piece) => deflateChunks(piece, deflate)))
  const written: PartsIndex = { parts: pieces.map((piece, at) => indexOf(piece, parts[at] ?? [])) }
  const index = await deflate(encoded(JSON.stringify(written)))
  const about: PartsLine = {
    t: 'parts',
    index: index.length,
    sizes: parts.map((chunks) => sum(chunks)),
    // There is so little of it on a page that it would be too small.
    stored: stand.more ? lists.length : 0,
  }
  const feedLine = encoded('\n')
  const body = joined([
    encoded(`${JSON.stringify(header)}\n${JSON.stringify(about)}\n`),
    index,
    ...parts.flat(),
    feedLine,
  ])
  const footer: PullFooter = { t: 'footer', ...stand, count: rows.length, crc: crcHex(crc(body)) }
  return joined([body, encoded(`${JSON.stringify(footer)}\n`)])
}

type Row = { kind: EntityKind; key: string; caseId: string; line: Uint8Array }

/** Null: a record comes twice. */
function namedRows(feed: readonly FeedRow[]): Row[] | null {
  const keys = new Set<string>()
  const rows: Row[] = []
  for (const { kind, id, caseId, line } of feed) {
    const key = entityKey(kind, id)
    // Ids are words: where one were not, it would be taken for two.
    if (keys.has(key) || `${key}${caseId ?? ''}`.includes('\n')) return null
    keys.add(key)
    rows.push({ kind, key, caseId: caseId ?? '', line: encoded(`${line}\n`) })
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

const deflateChunks = (rows: readonly Row[], deflate: PackPorts['deflate']) =>
  Promise.all(
    Array.from({ length: Math.ceil(rows.length / CHUNK_LINES) }, (_, at) =>
      deflate(joined(rows.slice(at * CHUNK_LINES, (at + 1) * CHUNK_LINES).map(({ line }) => line))),
    ),
  )

const indexOf = (rows: readonly Row[], chunks: readonly Uint8Array[]): PartsIndex['parts'][number] => ({
  keys: rows.map(({ key }) => key).join('\n'),
  cases: rows.map(({ caseId }) => caseId).join('\n'),
  lengths: rows.map(({ line }) => line.length),
  chunks: chunks.map(({ length }) => length),
})
const sum = (pieces: readonly Uint8Array[]) => pieces.reduce((all, { length }) => all + length, 0)

let encoder: InstanceType<typeof TextEncoder> | null = null
const encoded = (text: string) => (encoder ??= new TextEncoder()).encode(text)

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(sum(pieces))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}
