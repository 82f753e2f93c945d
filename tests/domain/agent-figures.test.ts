import { describe, expect, it } from 'vitest'
import type { CaseRecord } from '../../domain/cases/case.ts'
import type { EventRecord } from '../../domain/cases/event.ts'
import type { CaseId, EventId, MessageId, RatingId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../domain/kernel/time.ts'
import type { AgentMetric } from '../../domain/metrics/agent-figures.ts'
import { AGENT_METRICS, dayFigures } from '../../domain/metrics/agent-figures.ts'
import type { CaseRecords } from '../../domain/metrics/case-file.ts'
import { caseFileOf } from '../../domain/metrics/case-file.ts'
import { METRIC_IDS } from '../../domain/metrics/metric.ts'
import { policyInForce, policyOfVersion, USUAL_METRIC_POLICY } from '../../domain/metrics/metric-policy.ts'
import { addDays, dayFactsOf } from '../../domain/metrics/period-figures.ts'
import type { RatingRecord } from '../../domain/metrics/rating.ts'
import { ratingFactOf } from '../../domain/metrics/rating.ts'
import { resolverAt } from '../../domain/metrics/resolution.ts'
import { targetOf } from '../../domain/metrics/targets.ts'
import { urgentSince } from '../../domain/metrics/what-if.ts'
import { ana, ben, NOON, someCase, someMessage, someQueue } from '../support/records.ts'

const DAY_MS = 86_400_000
const at = (minutes: number) => (NOON + minutes * MINUTE_MS) as EpochMs
const asked = (minutes: number, id = `m-${minutes}`) =>
  someMessage({ id: id as MessageId, writtenAt: at(minutes), receivedAt: at(minutes) })
const answered = (minutes: number, who = ana) =>
  someMessage({
    id: `a-${minutes}` as MessageId,
    author: { kind: 'agent', id: who.id, name: who.name },
    writtenAt: at(minutes),
    receivedAt: at(minutes),
  })
const event = (
  kind: EventRecord['kind'],
  minutes: number,
  detail: Record<string, string> = {},
  who = ana,
): EventRecord => ({
  id: `e-${kind}-${minutes}` as EventId,
  caseId: 'c-7' as CaseId,
  kind,
  by: { id: who.id, name: who.name },
  at: at(minutes),
  detail,
})
const records = (more: Partial<CaseRecords>): CaseRecords => ({
  kase: someCase({ assigneeId: ana.id }),
  messages: [asked(0)],
  deliveries: [],
  contacts: [],
  events: [],
  ...more,
})

/** The day of noon, or one so many days later, looked at `asOf`. */
function figuresOf(
  cases: readonly CaseRecords[],
  asOf: EpochMs,
  daysLater = 0,
  more: { ratings?: RatingRecord[] } = {},
) {
  const startsAt = NOON - 3 * 3_600_000 + daysLater * DAY_MS
  const day = { shift: null, zone: 'UTC', from: startsAt, to: startsAt + DAY_MS, startsAt }
  const work = {
    of: ana.id,
    files: cases.map(caseFileOf),
    queues: [someQueue()],
    ratings: more.ratings ?? [],
    audits: [],
    policy: USUAL_METRIC_POLICY,
    asOf,
  }
  return dayFigures(dayFactsOf(work, day, []))
}
const solved = records({
  kase: someCase({ status: 'solved', assigneeId: ana.id }),
  messages: [asked(0), answered(30)],
  events: [event('claimed', 22), event('status', 31, { to: 'solved' })],
})

describe('the list of an agent’s figures', () => {
  it('holds every figure there is but the one that needs the time of everybody', () => {
    expect([...AGENT_METRICS, 'aht-contact'].toSorted()).toEqual(METRIC_IDS.toSorted())
  })

  it('tells an answer by both clocks, and whether it came as promised', () => {
    const told = figuresOf([solved], at(60))
    expect(told['first-response-agent']).toMatchObject({ numerator: 8 * MINUTE_MS, denominator: 1 })
    expect(told['first-response-customer']).toMatchObject({ numerator: 30 * MINUTE_MS, denominator: 1 })
    expect(told['sla-attainment']).toMatchObject({ value: 1, denominator: 1 })
    expect(told['first-resolution']).toMatchObject({ numerator: 31 * MINUTE_MS, denominator: 1 })
    const late = records({ messages: [asked(0), answered(61)], events: [event('claimed', 50)] })
    expect(figuresOf([late], at(90))['sla-attainment']).toMatchObject({ value: 0, denominator: 1 })
  })

  it('counts what is still open on the day that goes on, and nothing of it on the day it began', () => {
    const open = records({ messages: [asked(0)], events: [event('claimed', 5)] })
    const later = at(0) + DAY_MS
    const [then, now] = [figuresOf([open], later as EpochMs), figuresOf([open], later as EpochMs, 1)]
    expect(then['first-response-agent'].beside.openCount).toBe(0)
    expect(now['first-response-agent'].beside.openCount).toBe(1)
    expect(now['open-waits'].value).toBe(1)
    // As it was when the day ended.
    expect(then['backlog-age'].beside.openCount).toBe(1)
    expect(now['backlog-age']).toMatchObject({ value: DAY_MS })
  })

  it('takes a word of the customer after "solved" for a reopening, held against who had solved it', () => {
    const back = { ...solved, messages: [...solved.messages, asked(90)], kase: someCase({ status: 'open' }) }
    expect(figuresOf([solved], (at(40) + 8 * DAY_MS) as EpochMs)['reopen-rate']).toMatchObject({
      value: 0,
      standing: 'full',
    })
    expect(figuresOf([back], (at(40) + 8 * DAY_MS) as EpochMs)['reopen-rate']).toMatchObject({
      value: 1,
      denominator: 1,
    })
  })

  it('settles a first contact after the days of the policy, and not before', () => {
    const fcr = (asOf: number) => figuresOf([solved], asOf as EpochMs)['fcr-gross']
    expect(fcr(at(30) + 7 * DAY_MS)).toMatchObject({ value: null, nothing: 'not-settled', standing: 'not-settled' })
    expect(fcr(at(30) + 7 * DAY_MS + 1)).toMatchObject({ value: 1, standing: 'full' })
  })

  it('is the same for records in any order', () => {
    const cases = [
      solved,
      records({ kase: someCase({ id: 'c-8' as CaseId }), messages: [asked(3), answered(9), asked(10)] }),
    ]
    const turned = cases
      .map((each) => ({ ...each, messages: each.messages.toReversed(), events: each.events.toReversed() }))
      .toReversed()
    expect(figuresOf(turned, at(60))).toEqual(figuresOf(cases, at(60)))
  })

  it('knows who solved a case though its history does not say: whoever acted last', () => {
    const silent = records({
      kase: someCase({ status: 'solved' }),
      messages: [asked(0), answered(10), answered(20, ben)],
    })
    expect(resolverAt(caseFileOf(silent).course, at(60))).toBe(ben.id)
    expect(resolverAt(caseFileOf(silent).course, at(15))).toBeNull()
  })
})

describe('[C54] ratings', () => {
  const rating = (n: number, score: number, more: Partial<RatingRecord> = {}): RatingRecord => ({
    id: `r-${n}` as RatingId,
    caseId: 'c-7' as CaseId,
    contactId: null,
    agentId: ana.id,
    score,
    scale: 5,
    at: at(n),
    about: 'agent',
    confirmedBy: null,
    ...more,
  })
  const csatOf = (ratings: RatingRecord[], daysLater = 0) => figuresOf([], at(600), daysLater, { ratings }).csat

  it('of any scale are good in the upper two fifths', () => {
    const good = (score: number, scale: number) => ratingFactOf(rating(1, score, { scale })).score >= 4
    expect([good(4, 5), good(3, 5), good(2, 2), good(1, 2), good(8, 10), good(7, 10), good(3, 3), good(2, 3)]).toEqual([
      true,
      false,
      true,
      false,
      true,
      false,
      true,
      false,
    ])
    expect(ratingFactOf(rating(1, 1, { scale: 10 })).score).toBe(1)
  })

  it('count on the day on which they came, for whom they are credited to', () => {
    const ratings = [rating(0, 5), rating(1, 2), rating(2, 5, { agentId: ben.id }), rating(3, 5, { agentId: null })]
    expect(csatOf(ratings)).toMatchObject({ numerator: 1, denominator: 2 })
    expect(csatOf(ratings, 1).nothing).toBe('no-ratings')
  })

  it('are judged as soon as the days together have ten, with the range of all of them', () => {
    const day = (from: number, count: number, good: number) =>
      Array.from({ length: count }, (_, n) => rating(from + n, n < good ? 5 : 1))
    const [one, other] = [
      figuresOf([], at(600), 0, { ratings: day(0, 9, 9) }),
      figuresOf([], at(600), 0, { ratings: day(20, 1, 0) }),
    ]
    const sum = addDays([one, other], USUAL_METRIC_POLICY, 'UTC')!.csat
    expect([one.csat.standing, other.csat.standing, sum.standing]).toEqual(['small-sample', 'small-sample', 'full'])
    expect(sum).toEqual(figuresOf([], at(600), 0, { ratings: [...day(0, 9, 9), ...day(20, 1, 0)] }).csat)
  })
})

describe('the policy', () => {
  it('in force is the newest that was delivered, and what is usual where none was', () => {
    const newer = { ...USUAL_METRIC_POLICY, version: 3, adherenceTargetPermille: 920 }
    expect(policyInForce([])).toBe(USUAL_METRIC_POLICY)
    expect(policyInForce([newer, { ...newer, version: 2 }])).toBe(newer)
    expect(policyOfVersion([newer], 1)).toBe(USUAL_METRIC_POLICY)
    expect(policyOfVersion([newer], 3)).toBe(newer)
  })
  it('says what a figure is held against, the same for whoever draws it', () => {
    const own = { ...USUAL_METRIC_POLICY, adherenceTargetPermille: 925 }
    const asks = (metric: AgentMetric) => [targetOf(metric, USUAL_METRIC_POLICY), targetOf(metric, own)]
    expect(asks('adherence-protected')).toEqual([0.9, 0.925])
    expect(asks('occupancy')).toEqual([0.85, 0.85])
    expect(asks('first-response-agent')).toEqual([240_000, 240_000])
    expect(asks('csat')).toEqual([null, null])
  })
})

describe('[C55] the urgent cases of a what-if', () => {
  const urgent = (change: Partial<CaseRecord>) =>
    someCase({ priority: 'urgent', openedAt: at(0), waitingSince: at(0), ...change })
  it('are those that nobody has answered and that are free or one’s own, each by one’s own clock', () => {
    const since = (change: Partial<CaseRecord>) => urgentSince([urgent(change)], ana.id, at(9))
    expect(since({ assigneeId: null })).toEqual([at(9)])
    expect(since({ assigneeId: ana.id })).toEqual([at(0)])
    expect(since({ assigneeId: ben.id })).toEqual([])
    expect(since({ priority: 'normal' })).toEqual([])
    expect(since({ status: 'pending' })).toEqual([])
    expect(since({ waitingSince: at(5) })).toEqual([])
  })
})
