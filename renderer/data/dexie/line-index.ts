import type { EntityKey } from '../../../domain/mutations/entities.ts'
import type { LinesAbout } from '../../../protocol/sync/read-lines.ts'
import type { StoredRow } from '../store-port.ts'
import { kindOf } from './block-layout.ts'
import { versionOf } from './connect.ts'

/** A part of the log whose lines are not in memory. `home`: the record of `pages` that they lie in. */
export type LinePart = LinesAbout & { id: number; home: number }
/** The lines of parts, as they were opened. */
export type OpenedLines = ReadonlyMap<number, LineRows>
/** The rows of one part. Each is read when it is asked for. Undefined: it cannot be read. */
export type LineRows = { at(line: number): StoredRow | undefined }
/** Which of the rows: all, those of a case, or those of a kind. */
export type Wanted = { caseId: string } | { kind: string } | 'all'

/** A row whose line is read when its record is looked at. */
export class UnreadLine implements StoredRow {
  readonly key: EntityKey
  readonly caseId: string | null
  readonly #lines: LineRows
  readonly #line: number
  constructor(key: EntityKey, caseId: string | null, lines: LineRows, line: number) {
    this.key = key
    this.caseId = caseId
    this.#lines = lines
    this.#line = line
  }
  get server() {
    return this.#lines.at(this.#line)?.server ?? null
  }
  get view() {
    return this.#lines.at(this.#line)?.view ?? null
  }
}

const NO_LINES = { home: -1, keys: [], cases: [], ends: new Uint32Array(), chunks: new Uint32Array() }
/** So many lines a part may have. Place and part are one number. */
const LINES_AT_MOST = 4_096

type Held = LinePart & { kinds: ReadonlySet<string>; left: number }

const MAPS = 16
/** One map of half a million keys, when it has to grow, keeps the page from everything else for 35 ms: many small ones grow in turn. */
function makePlaces() {
  const maps = Array.from({ length: MAPS }, () => new Map<EntityKey, number>())
  const mapOf = (key: EntityKey) => maps[key.charCodeAt(key.length - 1) % MAPS] as Map<EntityKey, number>
  return {
    get size() {
      return maps.reduce((sum, { size }) => sum + size, 0)
    },
    has: (key: EntityKey) => mapOf(key).has(key),
    get: (key: EntityKey) => mapOf(key).get(key),
    set: (key: EntityKey, place: number) => void mapOf(key).set(key, place),
    delete: (key: EntityKey) => void mapOf(key).delete(key),
  }
}

/** Where the newest of a record lies in the log, where that is known without its line. */
export function makeLineIndex() {
  /** By their ids, which rise. */
  const parts = new Map<number, Held>()
  const places = makePlaces()
  const byCase = new Map<string, number[]>()

  const placeOf = (part: number, line: number) => part * LINES_AT_MOST + line
  const partAt = (place: number) => Math.floor(place / LINES_AT_MOST)

  function letGo(part: Held): void {
    parts.delete(part.id)
    for (const caseId of new Set(part.cases)) {
      if (caseId === null) continue
      const left = byCase.get(caseId)?.filter((id) => id !== part.id) ?? []
      if (left.length === 0) byCase.delete(caseId)
      else byCase.set(caseId, left)
    }
  }
  function forget(key: EntityKey): void {
    const place = places.get(key)
    if (place === undefined) return
    places.delete(key)
    const part = parts.get(partAt(place))
    if (part !== undefined && --part.left === 0) letGo(part)
  }
  /** The lines of a part that are the newest of their records, those of one case, or of one kind. */
  function* linesIn(part: Held, wanted: Wanted): Generator<number> {
    const { id, keys, cases } = part
    for (const [line, key] of keys.entries()) {
      if (wanted !== 'all' && ('caseId' in wanted ? cases[line] !== wanted.caseId : kindOf(key) !== wanted.kind))
        continue
      if (places.get(key) === placeOf(id, line)) yield line
    }
  }
  function partsFor(wanted: Wanted): Held[] {
    if (wanted !== 'all' && 'caseId' in wanted)
      return (byCase.get(wanted.caseId) ?? []).flatMap((id) => parts.get(id) ?? [])
    return [...parts.values()].filter(({ kinds }) => wanted === 'all' || kinds.has(wanted.kind))
  }

  return {
    /** So many records. */
    get size() {
      return places.size
    },
    has: (key: EntityKey) => places.has(key),
    forget,
    add(part: LinePart): void {
      const { id, keys, cases } = part
      for (const key of keys) forget(key)
      const kinds = new Set(keys.map(kindOf))
      // A case's rows follow each other: one string for all of them.
      const shared = new Map<string, string>()
      const own = cases.map((caseId) => {
        if (caseId === null) return null
        const same = shared.get(caseId) ?? caseId
        shared.set(same, same)
        return same
      })
      parts.set(id, { ...part, cases: own, kinds, left: keys.length })
      for (const [line, key] of keys.entries()) places.set(key, placeOf(id, line))
      for (const caseId of shared.keys()) {
        const ids = byCase.get(caseId)
        if (ids === undefined) byCase.set(caseId, [id])
        else ids.push(id)
      }
    },
    /** What was written up to this version lies in the blocks by now. */
    dropUpTo(version: number): void {
      for (const part of parts.values()) {
        if (versionOf(part.id) > version) continue
        for (const [line, key] of part.keys.entries())
          if (places.get(key) === placeOf(part.id, line)) places.delete(key)
        letGo(part)
      }
    },
    /** What the lines of a part are about. */
    namesOf: (id: number): Omit<LinePart, 'id'> => parts.get(id) ?? NO_LINES,
    /** The records of a part of which nothing newer is known. */
    keysIn(id: number): EntityKey[] {
      const part = parts.get(id)
      return part === undefined ? [] : [...linesIn(part, 'all')].map((line) => part.keys[line] as EntityKey)
    },
    /** The parts after this one, so many. */
    after: (id: number, count: number): number[] => [...parts.keys()].filter((each) => each > id).slice(0, count),
    /** How many rows each write has brought. */
    sizes: (): [version: number, rows: number][] => [...parts.values()].map(({ id, left }) => [versionOf(id), left]),
    /** The parts in which these lie. */
    idsOf: (keys: readonly EntityKey[]): number[] => [
      ...new Set(keys.flatMap((key) => (places.has(key) ? [partAt(places.get(key) as number)] : []))),
    ],
    idsFor: (wanted: Wanted): number[] => partsFor(wanted).map(({ id }) => id),
    row(key: EntityKey, opened: OpenedLines): StoredRow | undefined {
      const place = places.get(key)
      return place === undefined ? undefined : opened.get(partAt(place))?.at(place % LINES_AT_MOST)
    },
    rowsIn(id: number, opened: OpenedLines): StoredRow[] {
      const [part, lines] = [parts.get(id), opened.get(id)]
      if (part === undefined || lines === undefined) return []
      return [...linesIn(part, 'all')].flatMap((line) => lines.at(line) ?? [])
    },
    /** The same, each to be read when it is looked at: all together would keep the page from everything else. */
    unreadIn(id: number, opened: OpenedLines): UnreadLine[] {
      const [part, lines] = [parts.get(id), opened.get(id)]
      if (part === undefined || lines === undefined) return []
      return [...linesIn(part, 'all')].map(
        (line) => new UnreadLine(part.keys[line] as EntityKey, part.cases[line] ?? null, lines, line),
      )
    },
    /** All that is wanted, of the parts that were opened. */
    rows: (wanted: Wanted, opened: OpenedLines): StoredRow[] =>
      partsFor(wanted).flatMap((part) => {
        const lines = opened.get(part.id)
        return lines === undefined ? [] : [...linesIn(part, wanted)].flatMap((line) => lines.at(line) ?? [])
      }),
  }
}
