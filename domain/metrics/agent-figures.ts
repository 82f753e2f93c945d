import type { IntervalRecord } from '../agent-time/interval.ts'
import { spansOf } from '../agent-time/spans-of.ts'
import type { ContactRecord } from '../cases/contact.ts'
import type { ShiftId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { ShiftRecord } from '../schedule/shift.ts'
import { clipSpans } from './clip-spans.ts'
import { conformanceCapped, conformancePresence } from './conformance.ts'
import type { Figure } from './figure.ts'
import { concurrency, contactsPerHour, handlingTime } from './handling.ts'
import type { MetricFrame, MetricPolicy } from './metric-policy.ts'
import { shrinkage } from './shrinkage.ts'
import { adherence, occupancy, utilisation } from './time-figures.ts'
import { pickDays, workdaysOf } from './workday.ts'

/** What the figures of one agent's time are made of. */
export type AgentTimeFacts = {
  /** The whole log of the agent, in any order: where a session stands is told by all of its entries. */
  log: readonly IntervalRecord[]
  /** Contacts that the log names, as far as known. */
  contacts: readonly ContactRecord[]
  /** All versions of all shifts of the agent, in any order. */
  shifts: readonly ShiftRecord[]
  policy: MetricPolicy
  /** Up to when: what is planned later has not happened yet. */
  asOf: EpochMs
}

/**
 * Every figure that is made of an agent's time, over the shifts that are wanted, in a fixed order; told in the zone of
 * the first of them, UTC where there is none. Desk and server both come here, so that they cannot differ.
 */
export function agentFigures(
  { log, contacts, shifts, policy, asOf }: AgentTimeFacts,
  wanted: readonly ShiftId[],
): Figure[] {
  const spans = clipSpans(spansOf(log, asOf, contacts), { from: -Infinity, to: asOf })
  const days = pickDays(workdaysOf(spans, shifts, policy, asOf), ({ shiftId }) => wanted.includes(shiftId))
  const inDays = days.days.flatMap(({ day }) => (day === null ? [] : clipSpans(spans, day)))
  const frame: MetricFrame = { policy, zone: days.days[0]?.day?.zone ?? 'UTC' }
  return [
    handlingTime(inDays, frame, 'session'),
    handlingTime(inDays, frame, 'effort'),
    concurrency(inDays, frame),
    contactsPerHour(inDays, frame),
    occupancy(days, frame),
    utilisation(days, frame),
    adherence(days, frame, 'raw'),
    adherence(days, frame, 'protected'),
    conformancePresence(days, frame),
    conformanceCapped(days, frame),
    shrinkage(days, frame, 'paid'),
    shrinkage(days, frame, 'scheduled'),
  ]
}
