import type { IntervalRecord } from '../agent-time/interval.ts'
import { spansOf } from '../agent-time/spans-of.ts'
import type { ContactRecord } from '../cases/contact.ts'
import type { ShiftId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { ShiftDay } from '../schedule/shift-days.ts'
import { BEFORE_SHIFT_MS, shiftDays } from '../schedule/shift-days.ts'
import type { ShiftRecord } from '../schedule/shift.ts'
import { addFigures } from './add-figures.ts'
import type { AgentFigures, DayFacts } from './agent-figures.ts'
import { AGENT_METRICS, dayFigures, filesOfDay, OF_A_MOMENT } from './agent-figures.ts'
import { clipSpans } from './clip-spans.ts'
import type { MetricPolicy } from './metric-policy.ts'
import { oneWorkday } from './workday.ts'

/** What the figures of an agent are made of beside their time. */
export type WorkFacts = Pick<DayFacts, 'of' | 'files' | 'queues' | 'ratings' | 'audits'> & {
  policy: MetricPolicy
  /** Up to when: what comes later has not happened yet. */
  asOf: EpochMs
}

/** A day that is looked at: of a shift, or of the calendar where nothing was planned. */
export type FigureDay = { shift: ShiftDay | null; zone: string; from: number; to: number; startsAt: number }

/** The day of a shift. */
export const figureDayOf = (shift: ShiftDay): FigureDay => {
  const { zone, from, to, plan } = shift
  return { shift, zone, from, to, startsAt: plan[0]?.from ?? from }
}

/** The time in which cases, ratings and audits count on a day. */
export const stretchOf = ({ from, to, startsAt }: FigureDay): Pick<DayFacts, 'from' | 'to'> => ({
  from: Math.max(from, startsAt - BEFORE_SHIFT_MS),
  to,
})

/** All that the figures of one day read. `spans`: of that day, as `clipSpans` cuts them. */
export function dayFactsOf(work: WorkFacts, day: FigureDay, spans: DayFacts['spans']): DayFacts {
  const { policy, asOf, of, queues } = work
  const stretch = { ...stretchOf(day), asOf }
  const isIn = ({ at }: { at: EpochMs }) => at >= stretch.from && at < stretch.to && at <= asOf
  return {
    ...stretch,
    of,
    queues,
    files: filesOfDay(work.files, stretch),
    ratings: work.ratings.filter(isIn),
    audits: work.audits.filter(isIn),
    spans,
    workdays: oneWorkday(spans, day.shift, policy, asOf),
    frame: { policy, zone: day.zone },
  }
}

/** The figures of several days, in order, as one: added up; of a moment, the last. Null: there is no day. */
export function addDays(days: readonly AgentFigures[], policy: MetricPolicy, zone: string): AgentFigures | null {
  const last = days.at(-1)
  if (last === undefined) return null
  const added = AGENT_METRICS.map((metric) => {
    const one = OF_A_MOMENT.includes(metric)
      ? last[metric]
      : addFigures(
          days.map((each) => each[metric]),
          { policy, zone },
        )
    return [metric, one ?? last[metric]]
  })
  return Object.fromEntries(added) as AgentFigures
}

/** What the figures of an agent are made of, as the records have it. */
export type AgentFacts = WorkFacts & {
  /** The whole log of the agent, in any order: where a session stands is told by all of its entries. */
  log: readonly IntervalRecord[]
  /** Contacts that the log names, as far as known. */
  contacts: readonly ContactRecord[]
  /** All versions of all shifts of the agent, in any order. */
  shifts: readonly ShiftRecord[]
}

/**
 * Every figure of an agent over the shifts that are wanted, in a fixed order; told in the zone of the first of them, UTC
 * where there is none.
 */
export function agentFigures({ log, contacts, shifts, ...work }: AgentFacts, wanted: readonly ShiftId[]): AgentFigures {
  const spans = clipSpans(spansOf(log, work.asOf, contacts), { from: -Infinity, to: work.asOf })
  const days = shiftDays(shifts).filter(({ shiftId }) => wanted.includes(shiftId))
  const each = days.map((day) => dayFigures(dayFactsOf(work, figureDayOf(day), clipSpans(spans, day))))
  return addDays(each, work.policy, days[0]?.zone ?? 'UTC') ?? noFigures(work)
}

/** What is told where there is no day: of each figure that there is nothing. */
function noFigures(work: WorkFacts): AgentFigures {
  const nothing = { files: [], ratings: [], audits: [] }
  const empty: DayFacts = {
    ...dayFactsOf({ ...work, ...nothing }, { shift: null, zone: 'UTC', from: 0, to: 0, startsAt: 0 }, []),
  }
  return dayFigures(empty)
}
