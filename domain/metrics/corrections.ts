import type { IntervalRecord } from '../agent-time/interval.ts'
import type { IntervalId } from '../kernel/ids.ts'

/** The part of an entry that corrections turn on. */
export type Correctable = Pick<IntervalRecord, 'id' | 'replaces' | 'source'>

/** Which corrections are looked at. */
export type CorrectionView = {
  /** How many entries of the log are known: a figure as it was then. Null: all. */
  upTo?: number | null
  /** Corrections that are left out, to see the figure without them; entries that correct these are left out too. */
  without?: ReadonlySet<IntervalId>
}

/**
 * The entries that stand: those that no other one names. A correction may be several entries that name the same one (a
 * stretch cut in two); a second thought names the earlier correction. Nothing is ever taken out of the log, so every
 * earlier figure can be made again.
 * @param log in the order of the log
 */
export function entriesInForce<Entry extends Correctable>(log: readonly Entry[], view: CorrectionView = {}): Entry[] {
  const known = log.slice(0, view.upTo ?? log.length)
  const dropped = new Set<IntervalId>(view.without)
  for (const { id, replaces } of known) if (replaces !== null && dropped.has(replaces)) dropped.add(id)
  const left = known.filter(({ id }) => !dropped.has(id))
  const replaced = new Set(left.map(({ replaces }) => replaces))
  return left.filter(({ id }) => !replaced.has(id))
}

/** What a correction by a lead does to a figure, both sides with all their lines. */
export function compareCorrection<Entry extends Correctable, Made>(
  log: readonly Entry[],
  correction: readonly Entry[],
  figureOf: (entries: Entry[]) => Made,
): { before: Made; after: Made } {
  const ids = new Set(correction.map(({ id }) => id))
  const without = log.filter(({ id }) => !ids.has(id))
  return { before: figureOf(entriesInForce(without)), after: figureOf(entriesInForce([...without, ...correction])) }
}
