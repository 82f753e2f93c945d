import type { TimeSpan } from '../../../domain/agent-time/time-span.ts'
import type { UserId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import { resolutionAccuracy } from '../../../domain/metrics/accuracy.ts'
import { csat } from '../../../domain/metrics/csat.ts'
import type { Figure } from '../../../domain/metrics/figure.ts'
import { concurrency, contactsPerHour, handlingTime } from '../../../domain/metrics/handling.ts'
import type { MetricFrame, MetricPolicy } from '../../../domain/metrics/metric-policy.ts'
import { responseTime } from '../../../domain/metrics/response.ts'
import { adherence, occupancy } from '../../../domain/metrics/time-figures.ts'
import type { Conversation } from '../../../domain/metrics/waits.ts'
import { waitsOf } from '../../../domain/metrics/waits.ts'
import { pickDays, workdaysOf } from '../../../domain/metrics/workday.ts'
import type { ShiftRecord } from '../../../domain/schedule/shift.ts'
import type { WorkingDay } from './working-days.ts'

/** What the figures of one agent are made of on this desk. */
export type FigureFacts = {
  me: UserId
  days: readonly WorkingDay[]
  /** Of these days, as `spansWithin` has them. */
  spans: readonly TimeSpan[]
  shifts: readonly ShiftRecord[]
  conversations: readonly Conversation[]
  policy: MetricPolicy
  now: EpochMs
}

/** The figures that an agent sees of themselves, each with all its lines. */
export type OwnFigures = {
  adherence: Figure
  adherenceRaw: Figure
  response: Figure
  ahtEffort: Figure
  ahtSession: Figure
  occupancy: Figure
  concurrency: Figure
  perHour: Figure
  accuracy: Figure
  csat: Figure
}

/** Makes them for the days together. Audits and ratings are on no wire yet: those two say so and nothing else. */
export function makeFigures({ me, days, spans, shifts, conversations, policy, now }: FigureFacts): OwnFigures {
  const frame: MetricFrame = { policy, zone: days[0]?.zone ?? 'UTC' }
  const ids = new Set(days.map(({ shiftId }) => shiftId))
  // Without a plan there is one day of the calendar, and nothing to be held against.
  const isPlanned = days.some(({ shiftId }) => shiftId !== null)
  const all = workdaysOf(spans, isPlanned ? shifts : [], policy, now)
  const workdays = isPlanned ? pickDays(all, (day) => ids.has(day.shiftId)) : all
  const waits = conversations
    .flatMap((each) => waitsOf(each, now))
    .filter(({ writtenAt, since }) => days.some(({ from, to }) => isIn(writtenAt ?? since, from, to)))
  return {
    adherence: adherence(workdays, frame, 'protected'),
    adherenceRaw: adherence(workdays, frame, 'raw'),
    response: responseTime(waits, frame, { which: 'first', clock: 'agent', asOf: now, of: me }),
    ahtEffort: handlingTime(spans, frame, 'effort'),
    ahtSession: handlingTime(spans, frame, 'session'),
    occupancy: occupancy(workdays, frame),
    concurrency: concurrency(spans, frame),
    perHour: contactsPerHour(spans, frame),
    accuracy: resolutionAccuracy([], frame),
    csat: csat([], frame, me),
  }
}

const isIn = (at: number, from: number, to: number): boolean => from <= at && at < to

/** How many contacts were handled. */
export const contactsIn = ({ ahtEffort }: Pick<OwnFigures, 'ahtEffort'>): number => ahtEffort.denominator
