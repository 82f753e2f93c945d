import { describe, expect, it } from 'vitest'
import type { IntervalRecord } from '../../domain/agent-time/interval.ts'
import type { IntervalId, ShiftId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../domain/kernel/time.ts'
import { AGENT_METRICS } from '../../domain/metrics/agent-figures.ts'
import type { CaseRecords } from '../../domain/metrics/case-file.ts'
import { caseFileOf } from '../../domain/metrics/case-file.ts'
import { USUAL_METRIC_POLICY } from '../../domain/metrics/metric-policy.ts'
import { agentFigures } from '../../domain/metrics/period-figures.ts'
import type { ShiftRecord } from '../../domain/schedule/shift.ts'
import type { Known } from '../../renderer/features/numbers/keep-days.ts'
import { keepDays } from '../../renderer/features/numbers/keep-days.ts'
import type { WorkingDay } from '../../renderer/features/numbers/working-days.ts'
import { daysOf } from '../../renderer/features/numbers/working-days.ts'
import { seededRng } from '../simulation/rng.ts'
import { someInterval } from '../support/intervals.ts'
import { planned, shiftOf } from '../support/metric-spans.ts'
import { randomWork } from '../support/random-work.ts'
import { ana, NOON, someQueue } from '../support/records.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 60 * MINUTE_MS
/** Noon is four hours after the shift began; the last of these days is the one that goes on. */
const DAYS = 20

const shifts: ShiftRecord[] = Array.from({ length: DAYS }, (_, n) => {
  const move = (at: number) => (at + (n - DAYS + 1) * DAY_MS) as EpochMs
  const plan = [planned('contacts', '08:00-12:00'), planned('lunch', '12:00-12:30'), planned('contacts', '12:30-16:00')]
  const activities = plan.map((each) => ({ ...each, startsAt: move(each.startsAt), endsAt: move(each.endsAt) }))
  return shiftOf(activities, { id: `s-${n}` as ShiftId, knownFrom: move(NOON - 9 * DAY_MS) })
})
const log: IntervalRecord[] = shifts.flatMap((_, n) => {
  const from = (n - DAYS + 1) * 24 * 60 - 240
  const session = { session: `day-${n}` }
  return [
    someInterval(`a-${n}`, 'available', from + (n % 7), from + 60, session),
    someInterval(`t-${n}`, 'talk', from + 60, from + 66 + (n % 5), { ...session, contactId: `k-${n}` as never }),
    // The same case on several days.
    someInterval(`e-${n}`, 'email-edit', from + 90, from + 100, { ...session, caseId: `c-${n % 3}` as never }),
    someInterval(`b-${n}`, 'break', from + 110, from + 120, session),
    someInterval(`w-${n}`, 'available', from + 120, from + 230, session),
  ]
})
const work = shifts.map((shift, n) => randomWork(n, shift.startsAt, seededRng(n + 1)))
const now = (NOON + 10 * MINUTE_MS) as EpochMs
const cases = work.flatMap((each): CaseRecords[] => each.cases)
const files = cases.map(caseFileOf)
const known = (asOf: EpochMs, change: Partial<Known['work']> = {}, changed: Partial<Known> = {}): Known => ({
  log,
  contacts: CONTACTS,
  ...changed,
  work: { ...WORK, ...change, asOf },
})
const CONTACTS: Known['contacts'] = []
const WORK = {
  of: ana.id,
  files,
  queues: [someQueue()],
  ratings: work.flatMap(({ ratings }) => ratings),
  audits: work.flatMap(({ audits }) => audits),
  policy: USUAL_METRIC_POLICY,
}
const days = daysOf('weeks', shifts, now, 'UTC')

/** As the server makes them: of everything, at once. */
const atOnce = ({ log: entries, contacts, work: facts }: Known) =>
  agentFigures(
    { ...facts, log: entries, contacts, shifts },
    days.flatMap(({ shiftId }) => shiftId ?? []),
  )

describe('four weeks', () => {
  it('are made once, and after that a look at the clock makes the day that goes on and no other', () => {
    const made: WorkingDay[] = []
    const kept = keepDays((day) => made.push(day))
    kept.sum(days, known(now))
    expect(made).toHaveLength(DAYS)
    made.length = 0
    for (let minute = 1; minute <= 3; minute++) kept.sum(days, known((now + minute * MINUTE_MS) as EpochMs))
    expect(made.map(({ shiftId }) => shiftId)).toEqual(Array(3).fill(`s-${DAYS - 1}`))
  })

  it('are bit for bit what they would be, made anew as a whole, at every look and after every change', () => {
    const kept = keepDays()
    const newer = { ...files[3]!, contacts: [] }
    const looks: Known[] = [
      known(now),
      known((now + MINUTE_MS) as EpochMs),
      // A lead has corrected a day of last week.
      known(
        (now + 2 * MINUTE_MS) as EpochMs,
        {},
        {
          log: [
            ...log,
            someInterval('x-1' as IntervalId, 'training', -10 * 24 * 60 - 120, -10 * 24 * 60 - 10, {
              replaces: `w-${DAYS - 11}` as IntervalId,
              source: 'lead',
              session: `day-${DAYS - 11}`,
            }),
          ],
        },
      ),
      known((now + 3 * MINUTE_MS) as EpochMs, { files: files.map((each, n) => (n === 3 ? newer : each)) }),
      known((now + 4 * MINUTE_MS) as EpochMs, { ratings: WORK.ratings.slice(1), audits: WORK.audits.slice(2) }),
      known((now + 5 * MINUTE_MS) as EpochMs, { policy: { ...USUAL_METRIC_POLICY, version: 2, graceMs: 0 as never } }),
      // Contacts of a week ago settle while the desk is open.
      ...Array.from({ length: 8 }, (_, hours) => known((now + (hours + 1) * HOUR_MS) as EpochMs)),
    ]
    for (const [at, look] of looks.entries()) {
      const [sum, whole] = [kept.sum(days, look)!, atOnce(look)]
      for (const metric of AGENT_METRICS) expect(sum[metric], `${metric}, look ${at}`).toStrictEqual(whole[metric])
    }
  })

  it('are looked at again where something of them changed, and only there', () => {
    const made: WorkingDay[] = []
    const kept = keepDays((day) => made.push(day))
    kept.sum(days, known(now))
    made.length = 0
    const rating = WORK.ratings.find(({ at }) => at < now - 3 * DAY_MS)!
    kept.sum(days, known(now, { ratings: WORK.ratings.filter((each) => each !== rating) }))
    const isOf = ({ from, to }: WorkingDay) => from <= rating.at && rating.at < to
    expect(made.filter((day) => day.to <= now).map(({ shiftId }) => shiftId)).toEqual(
      days.filter(isOf).map(({ shiftId }) => shiftId),
    )
  })
})
