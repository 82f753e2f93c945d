import type { Result } from '../../domain/kernel/result.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import { ENTITY_KINDS, type EntityKey, splitKey } from '../../domain/mutations/entities.ts'
import type { LinePart, PartsIndex, PullLines } from './pull.ts'
import { CHUNK_LINES, partsIndex, partsLine } from './pull.ts'
import { readNames } from './read-lines.ts'
import { openPage, type PageDamage, readRow } from './read-page.ts'

// Every platform this runs on has it; this room knows neither DOM nor Node and names just what it uses.
declare const TextDecoder: new (encoding: 'utf-8', options: { fatal: boolean }) => { decode(bytes: Uint8Array): string }

/** More is no page: what asks for all memory is refused. */
const INDEX_BYTES_AT_MOST = 16_777_216
const PART_BYTES_AT_MOST = 67_108_864
const LINE_FEED = 0x0a
const BEGINNING = '{"t":"parts"'

export type UnpackPorts = {
  crc(bytes: Uint8Array): number
  /** Raw (RFC 1951). Fails where it is damaged, or would be more than that. */
  inflate(small: Uint8Array, atMostBytes: number): Promise<Uint8Array>
  /** The same, as long as it was: what inflates it needs to know no other form. */
  store(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>>
}

/** Whether the server packed it. */
export function isPacked(bytes: Uint8Array): boolean {
  const from = bytes.indexOf(LINE_FEED) + 1
  return (
    from > 0 && Array.from(BEGINNING, (letter) => letter.charCodeAt(0)).every((code, at) => bytes[from + at] === code)
  )
}

/**
 * A page that the server packed: every byte of it came, and what is written about its parts fits together. Whether each line is what is
 * written about it is seen at once where nothing follows, else by whoever reads it.
 */
export async function readPacked(bytes: Uint8Array, ports: UnpackPorts): Promise<Result<PullLines, PageDamage>> {
  const opened = openPage(bytes, ports.crc)
  // Cut where a byte of a part looks like the end of a line.
  if (!opened.ok) return opened.refusal === 'malformed' && !hasFooter(bytes) ? refuse('cut') : opened
  const { header, footer, from, to } = opened.value
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    const start = bytes.indexOf(LINE_FEED, from) + 1
    const about = partsLine.parse(JSON.parse(decoder.decode(bytes.subarray(from, start))))
    let end = start
    const next = (length: number) => bytes.subarray(end, (end += length))
    const index = next(about.index)
    const pieces = about.sizes.map(next)
    if (end + 1 !== to) return refuse('malformed')
    const written = JSON.parse(decoder.decode(await ports.inflate(index, INDEX_BYTES_AT_MOST)))
    const { parts } = partsIndex.parse(written)
    if (parts.length !== pieces.length || !isEachNamedOnce(parts)) return refuse('malformed')
    if (parts.reduce((sum, { lengths }) => sum + lengths.length, 0) !== footer.count) return refuse('count')
    const keep = async (small: Uint8Array, at: number): Promise<LinePart> => {
      const { keys, cases, lengths, chunks } = parts[at] as (typeof parts)[number]
      const [ends, cuts] = [endsOf(lengths), endsOf(chunks)]
      const isCutRight = chunks.length === Math.ceil(lengths.length / CHUNK_LINES) && cuts.at(-1) === small.length
      if (!isCutRight) throw new Error('A part is not what is written about it.')
      if (at < about.stored)
        return { keys, cases, ends, chunks: new Uint32Array(), small: await stored(small, ends, cuts, ports) }
      // A copy: what crosses the bridge takes all the memory it is a view of with it.
      return { keys, cases, ends, chunks: cuts, small: small.slice() }
    }
    const kept = await Promise.all(pieces.map(keep))
    // With nothing behind it there is time, and it is looked at as soon as it is here.
    if (!footer.more) await Promise.all(kept.map((part) => checkLines(part, ports)))
    return ok({ header, lines: new Uint8Array(), parts: kept, isChecked: !footer.more, footer })
  } catch {
    return refuse('malformed')
  }
}

/** Where each ends, one after the other. Throws where that is more than a part may have. */
function endsOf(lengths: readonly number[]): Uint32Array<ArrayBuffer> {
  let sum = 0
  return Uint32Array.from(lengths, (length) => {
    sum += length
    if (sum > PART_BYTES_AT_MOST) throw new Error('A part is too large.')
    return sum
  })
}

async function stored(
  small: Uint8Array,
  ends: Uint32Array,
  cuts: Uint32Array,
  { inflate, store }: UnpackPorts,
): Promise<LinePart['small']> {
  const bytes = new Uint8Array(ends.at(-1) ?? 0)
  const unpackChunk = async (cut: number, at: number) => {
    const from = at === 0 ? 0 : (ends[at * CHUNK_LINES - 1] ?? 0)
    const to = ends[Math.min((at + 1) * CHUNK_LINES, ends.length) - 1] ?? 0
    const chunk = await inflate(small.subarray(at === 0 ? 0 : cuts[at - 1], cut), to - from)
    if (chunk.length !== to - from) throw new Error('A chunk is not as long as it was.')
    bytes.set(chunk, from)
  }
  await Promise.all(Array.from(cuts, unpackChunk))
  return store(bytes)
}

/** Throws where a line is not what is written about it, or not of the documented shape. */
async function checkLines(part: LinePart, { inflate }: UnpackPorts): Promise<void> {
  const { ends, chunks, small } = part
  const names = readNames(part)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const size = ends.at(-1) ?? 0
  const all =
    chunks.length === 0 ? [small] : Array.from(chunks, (cut, at) => small.subarray(at === 0 ? 0 : chunks[at - 1], cut))
  const lines = (await Promise.all(all.map((chunk) => inflate(chunk, size)))).flatMap((bytes) =>
    decoder.decode(bytes).split('\n').slice(0, -1),
  )
  for (const [at, line] of lines.entries()) readRow(line, names.keys[at] as EntityKey, names.cases[at] ?? null)
}

/** Whether the last line is one. */
function hasFooter(bytes: Uint8Array): boolean {
  try {
    const last = bytes.subarray(bytes.lastIndexOf(LINE_FEED, bytes.length - 2) + 1)
    return typeof JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(last)) === 'object'
  } catch {
    return false
  }
}

const KINDS: ReadonlySet<string> = new Set(ENTITY_KINDS)

/** Whether there is a known record and a case for each line, and no record twice. */
function isEachNamedOnce(parts: PartsIndex['parts']): boolean {
  const known = new Set<string>()
  let count = 0
  for (const { keys, cases, lengths } of parts) {
    const names = keys.split('\n')
    if (names.length !== lengths.length || cases.split('\n').length !== lengths.length) return false
    for (const key of names) {
      const { kind, id } = splitKey(key as EntityKey)
      if (!KINDS.has(kind) || id === '') return false
      known.add(key)
    }
    count += names.length
  }
  return known.size === count
}
