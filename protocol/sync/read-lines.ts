import type { EntityKey, EntityKind } from '../../domain/mutations/entities.ts'
import { splitKey } from '../../domain/mutations/entities.ts'
import { CHUNK_LINES, type LineIndex, type LinePart, type PullLines, type PullPage, type PullRow } from './pull.ts'
import type { ReadRow } from './read-page.ts'

// Every platform this runs on has it; this room knows neither DOM nor Node and names just what it uses.
declare const TextDecoder: new (encoding: 'utf-8', options: { fatal: boolean }) => { decode(bytes: Uint8Array): string }

/** So many lines are read before others may come in between. */
const LINES_AT_ONCE = 250

/** So many chunks of a part stay in memory once they are inflated. */
const CHUNKS_HELD = 4

/**
 * What lines that belong together are about: keys of records, the cases they belong to (null: none), at which byte each line ends, and
 * at which byte of them deflated each chunk (none: they are one).
 */
export type LinesAbout = {
  keys: readonly EntityKey[]
  cases: readonly (string | null)[]
  ends: Uint32Array<ArrayBuffer>
  chunks: Uint32Array<ArrayBuffer>
}
/** The lines, too. `small`: deflated. Whoever keeps them needs not read them. */
export type LinesKept = LinesAbout & {
  small: Uint8Array
  /** The row that a line says. Throws `UnreadableLine`. */
  row(line: number): PullRow
}
/** A line of a page in parts that is damaged, or says something else than a row of the documented shape. */
export class UnreadableLine extends Error {}
/** `parts`: all of its lines, where each is a row that is there. Each is read only when it is looked at. */
export type ReadPage = PullPage & { parts?: LinesKept[] }
/** Of raw deflate. `size`: so many bytes it has to be; throws where it is not. */
export type Inflate = (small: Uint8Array, size: number) => Uint8Array

/**
 * The changes of a page. `rest`: lets whatever else waits come first. `reader`: what reads and checks a line of a page in parts that nobody has
 * checked; it is large, and asked for where such a page comes.
 */
export async function readLines(
  { header, lines, parts, isChecked, footer }: PullLines,
  { rest, inflate, reader }: { rest(): Promise<void>; inflate: Inflate; reader(): Promise<ReadRow> },
): Promise<ReadPage> {
  if (parts !== null) {
    const read: ReadRow = isChecked ? (line) => JSON.parse(line) : await reader()
    const kept = parts.map((part) => keepLines(part, inflate, read))
    const changes = kept.flatMap((part) => part.keys.map((_, at) => new UnreadRow(part, at)))
    // Nothing follows such a page, and what it changes is to be seen at once: it is read before anybody waits until it is kept.
    for (const [at, change] of isChecked ? changes.entries() : []) {
      if (at > 0 && at % LINES_AT_ONCE === 0) await rest()
      change.readAhead()
    }
    return { header, changes, footer, parts: kept }
  }
  const written = new TextDecoder('utf-8', { fatal: true }).decode(lines).split('\n').slice(0, -1)
  const changes: PullPage['changes'] = []
  for (let at = 0; at < written.length; at += LINES_AT_ONCE) {
    if (at > 0) await rest()
    for (const line of written.slice(at, at + LINES_AT_ONCE)) changes.push(JSON.parse(line))
  }
  return { header, changes, footer }
}

/** One to a line; an empty one: of no case. */
export const readNames = ({ keys, cases }: Pick<LineIndex, 'keys' | 'cases'>): Pick<LinesKept, 'keys' | 'cases'> => ({
  keys: keys.split('\n') as EntityKey[],
  cases: cases.split('\n').map((caseId) => caseId || null),
})

function keepLines({ keys, cases, ends, chunks, small }: LinePart, inflate: Inflate, read: ReadRow): LinesKept {
  const about = { ...readNames({ keys, cases }), ends, chunks }
  return { ...about, small, row: rowReader(about, small, inflate, read) }
}

/** Reads one line at a time, and of the others at most its chunk. It throws `UnreadableLine`. */
export function rowReader(
  { keys, cases, ends, chunks }: LinesAbout,
  small: Uint8Array,
  inflate: Inflate,
  read: ReadRow,
): (line: number) => PullRow {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const linesEach = chunks.length === 0 ? ends.length : CHUNK_LINES
  const inflated = new Map<number, Uint8Array>()
  const startOf = (line: number) => (line === 0 ? 0 : (ends[line - 1] ?? 0))
  function inflateChunk(chunk: number): Uint8Array {
    const to = ends[Math.min((chunk + 1) * linesEach, ends.length) - 1] ?? 0
    const bytes = inflate(
      small.subarray(chunk === 0 ? 0 : chunks[chunk - 1], chunks[chunk]),
      to - startOf(chunk * linesEach),
    )
    if (inflated.size >= CHUNKS_HELD) inflated.clear()
    inflated.set(chunk, bytes)
    return bytes
  }
  return (line) => {
    const key = keys[line] ?? ''
    try {
      const chunk = Math.floor(line / linesEach)
      const from = startOf(chunk * linesEach)
      const bytes = inflated.get(chunk) ?? inflateChunk(chunk)
      const text = decoder.decode(bytes.subarray(startOf(line) - from, (ends[line] ?? 0) - from))
      return read(text, key, cases[line] ?? null)
    } catch (error) {
      throw new UnreadableLine(`${key} of a page in parts cannot be read.`, { cause: error })
    }
  }
}

/** A row of the feed whose line is read when more is asked of it than which record it is. */
class UnreadRow implements PullRow {
  readonly t = 'row'
  readonly e: EntityKind
  readonly id: string
  readonly #lines: LinesKept
  readonly #at: number
  #row: PullRow | null = null
  constructor(lines: LinesKept, at: number) {
    const { kind, id } = splitKey(lines.keys[at] as EntityKey)
    this.e = kind
    this.id = id
    this.#lines = lines
    this.#at = at
  }
  get shard() {
    return this.#read().shard
  }
  get seq() {
    return this.#read().seq
  }
  get rev() {
    return this.#read().rev
  }
  get s() {
    return this.#read().s
  }
  get d() {
    return this.#read().d
  }
  /** What cannot be read is told of when it is asked for. */
  readAhead(): void {
    try {
      this.#read()
    } catch (error) {
      if (!(error instanceof UnreadableLine)) throw error
    }
  }
  #read(): PullRow {
    return (this.#row ??= this.#lines.row(this.#at))
  }
}
