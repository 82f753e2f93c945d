import type { EntityKind } from '../../domain/mutations/entities.ts'
import { splitKey } from '../../domain/mutations/entities.ts'
import type { LineIndex, LinePart, PullLines, PullPage, PullRow } from './pull.ts'
import type { ReadRow } from './read-page.ts'

// Every platform this runs on has it; this room knows neither DOM nor Node and names just what it uses.
declare const TextDecoder: new (encoding: 'utf-8', options: { fatal: boolean }) => { decode(bytes: Uint8Array): string }

/** So many lines are read before others may come in between. */
const LINES_AT_ONCE = 250

/**
 * Lines that belong together and what they are about: keys of records, the cases they belong to (null: none), and at which byte each
 * line ends. `small`: deflated. Whoever keeps them needs not read them.
 */
export type LinesKept = {
  keys: string[]
  cases: (string | null)[]
  ends: Uint32Array<ArrayBuffer>
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
 * The changes of a page. `rest`: lets whatever else waits come first. `reader`: what reads and checks a line of a page in parts; it is
 * large, and asked for where such a page comes.
 */
export async function readLines(
  { header, lines, parts, footer }: PullLines,
  { rest, inflate, reader }: { rest(): Promise<void>; inflate: Inflate; reader(): Promise<ReadRow> },
): Promise<ReadPage> {
  if (parts !== null) {
    const read = await reader()
    const kept = parts.map((part) => keepLines(part, inflate, read))
    const changes = kept.flatMap((part) => part.keys.map((_, at) => new UnreadRow(part, at)))
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
  keys: keys.split('\n'),
  cases: cases.split('\n').map((caseId) => caseId || null),
})

function keepLines({ keys, cases, ends, small }: LinePart, inflate: Inflate, read: ReadRow): LinesKept {
  const names = readNames({ keys, cases })
  let bytes: Uint8Array | null = null
  return {
    ...names,
    ends,
    small,
    row: rowReader(names, ends, () => (bytes ??= inflate(small, ends.at(-1) ?? 0)), read),
  }
}

/** Reads one line at a time. It throws `UnreadableLine`. */
export function rowReader(
  { keys, cases }: { keys: readonly string[]; cases: readonly (string | null)[] },
  ends: Uint32Array,
  bytes: () => Uint8Array,
  read: ReadRow,
): (line: number) => PullRow {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  return (line) => {
    const key = keys[line] ?? ''
    try {
      const text = decoder.decode(bytes().subarray(line === 0 ? 0 : ends[line - 1], ends[line]))
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
    const { kind, id } = splitKey(lines.keys[at] as `${EntityKind}:${string}`)
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
  #read(): PullRow {
    return (this.#row ??= this.#lines.row(this.#at))
  }
}
