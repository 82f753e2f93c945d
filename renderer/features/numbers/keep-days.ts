import type { IntervalRecord } from '../../../domain/agent-time/interval.ts'
import type { ContactRecord } from '../../../domain/cases/contact.ts'
import type { AgentFigures, DayFacts } from '../../../domain/metrics/agent-figures.ts'
import { dayFigures, filesOfDay, settledUntil } from '../../../domain/metrics/agent-figures.ts'
import type { WorkFacts } from '../../../domain/metrics/period-figures.ts'
import { addDays, dayFactsOf, stretchOf } from '../../../domain/metrics/period-figures.ts'
import { entriesFor, spansWithin } from './own-time.ts'
import type { WorkingDay } from './working-days.ts'

/** All that figures are made of. */
export type Known = { log: readonly IntervalRecord[]; contacts: readonly ContactRecord[]; work: WorkFacts }

type Kept = {
  /** As they were handed in, and what of them concerns the day: the second is looked at only where the first has changed. */
  given: readonly unknown[]
  parts: readonly unknown[]
  /** Until when time alone changes nothing. */
  until: number
  figures: AgentFigures
}

/**
 * The figures of days, each made once and kept until something that it is made of changes: its entries of the log, its cases,
 * ratings, audits, its plan, the policy; or, while its contacts may still come back, time itself. Only the day that goes on is
 * made at every look at the clock.
 */
export type KeptDays = {
  /** Null: it has to be made. */
  held(day: WorkingDay, known: Known): AgentFigures | null
  make(day: WorkingDay, known: Known): AgentFigures
  /**
   * The days together: those that are over are added up once, and the one that goes on is put to them. Null: there is none.
   * `fresh`: by their beginning, what was made for this very look.
   */
  sum(days: readonly WorkingDay[], known: Known, fresh?: ReadonlyMap<number, AgentFigures>): AgentFigures | null
}

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((each, at) => Object.is(each, b[at]))

const givenOf = ({ log, contacts, work }: Known): unknown[] => [
  log,
  contacts,
  work.of,
  work.policy,
  work.queues,
  work.files,
  work.ratings,
  work.audits,
]

/** An empty keep of days. `made`: told of each day that had to be made. */
export function keepDays(made: (day: WorkingDay) => void = () => {}): KeptDays {
  const days = new Map<string, Kept>()
  let past: { of: readonly unknown[]; figures: AgentFigures } | null = null
  const keyOf = ({ shiftId, startsAt }: WorkingDay) => `${shiftId ?? ''} ${startsAt}`

  const partsOf = (
    day: WorkingDay,
    { log, contacts, work }: Known,
    facts: Pick<DayFacts, 'from' | 'to'>,
  ): unknown[] => {
    const isIn = ({ at }: { at: number }) => at >= facts.from && at < facts.to
    // Marks between them, so that nothing moves unseen from one part to the next.
    return [
      day.shift,
      contacts,
      work.of,
      work.policy,
      work.queues,
      'entries',
      ...entriesFor(log, day),
      'files',
      ...filesOfDay(work.files, { ...facts, asOf: work.asOf }),
      'ratings',
      ...work.ratings.filter(isIn),
      'audits',
      ...work.audits.filter(isIn),
    ]
  }

  const held = (day: WorkingDay, known: Known): AgentFigures | null => {
    const kept = days.get(keyOf(day))
    if (kept === undefined || day.to > known.work.asOf || known.work.asOf >= kept.until) return null
    const given = [day, ...givenOf(known)]
    if (isSame(kept.given, given)) return kept.figures
    const parts = partsOf(day, known, stretchOf(day))
    if (!isSame(kept.parts, parts)) return null
    days.set(keyOf(day), { ...kept, given })
    return kept.figures
  }

  const make = (day: WorkingDay, known: Known): AgentFigures => {
    made(day)
    const { log, contacts, work } = known
    const facts = dayFactsOf(work, day, spansWithin(log, day, work.asOf, contacts))
    const figures = dayFigures(facts)
    if (day.to <= work.asOf) {
      const given = [day, ...givenOf(known)]
      const parts = partsOf(day, known, stretchOf(day))
      days.set(keyOf(day), { given, parts, until: settledUntil(facts), figures })
    }
    return figures
  }

  return {
    held,
    make,
    sum(wanted, known, fresh) {
      const [first] = wanted
      if (first === undefined) return null
      const { policy, asOf } = known.work
      const each = wanted.map((day) => fresh?.get(day.startsAt) ?? held(day, known) ?? make(day, known))
      const over = each.filter((_, at) => wanted[at]!.to <= asOf)
      const of = [policy, first.zone, ...over]
      if (past === null || !isSame(past.of, of)) {
        const figures = addDays(over, policy, first.zone)
        past = figures === null ? null : { of, figures }
      }
      const open = each.filter((_, at) => wanted[at]!.to > asOf)
      return addDays([...(past === null ? [] : [past.figures]), ...open], policy, first.zone)
    },
  }
}
