import { describe, expect, it } from 'vitest'
import type { CaseId, ContactId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import { resolutionAccuracy } from '../../domain/metrics/accuracy.ts'
import { backlogAge, slaAttainment } from '../../domain/metrics/case-figures.ts'
import type { RatingFact } from '../../domain/metrics/csat.ts'
import { csat } from '../../domain/metrics/csat.ts'
import { mayBeJudged } from '../../domain/metrics/figure.ts'
import type { IssueContact } from '../../domain/metrics/first-contact.ts'
import { firstContactResolution } from '../../domain/metrics/first-contact.ts'
import type { CaseCourse, StatusChange } from '../../domain/metrics/resolution.ts'
import { reopenRate, resolutionTime, resolverAt } from '../../domain/metrics/resolution.ts'
import { openWaits, responseTime } from '../../domain/metrics/response.ts'
import { roundedMs, roundedShare } from '../../domain/metrics/rounding.ts'
import type { Conversation, Word } from '../../domain/metrics/waits.ts'
import { conversationOf, waitsOf } from '../../domain/metrics/waits.ts'
import { whatIf } from '../../domain/metrics/what-if.ts'
import { wholePercent, wilsonInterval } from '../../domain/metrics/wilson.ts'
import { clock, frame } from '../support/metric-spans.ts'
import { someCase, someMessage } from '../support/records.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const [ANA, BEN] = ['u-ana' as UserId, 'u-ben' as UserId]
const caseId = 'c-7' as CaseId

const customer = (time: string): Word => ({
  id: `c ${time}`,
  by: 'customer',
  userId: null,
  at: clock(time),
  deliveredAt: clock(time),
})
const agent = (time: string, delivered: string | null = time, userId = ANA): Word => ({
  id: `a ${time}`,
  by: 'agent',
  userId,
  at: clock(time),
  deliveredAt: delivered === null ? null : clock(delivered),
})
const auto = (time: string): Word => ({ ...agent(time), id: `auto ${time}`, by: 'auto', userId: null })
const talk = (words: Word[], more: Partial<Conversation> = {}): Conversation => ({
  caseId,
  openedAt: clock('10:00'),
  openedBy: 'customer',
  words,
  assignments: [{ userId: ANA, from: clock('10:00') }],
  ...more,
})

describe('the time to an answer', () => {
  const asOf = clock('12:00')
  const of = (
    conversation: Conversation,
    which: 'first' | 'next',
    at: 'customer' | 'agent',
    whose: UserId | null = null,
  ) => {
    const figure = responseTime(waitsOf(conversation, asOf), frame, { which, clock: at, asOf, of: whose })
    return { minutes: figure.value === null ? null : (roundedMs(figure) ?? 0) / MINUTE, figure }
  }

  it('fixture 2.6: a reply written offline at 10:03 and delivered at 10:20 is 20 min for the customer and 3 for the agent', () => {
    const offline = talk([customer('10:00'), agent('10:03', '10:20')])
    expect(of(offline, 'first', 'customer').minutes).toBe(20)
    expect(of(offline, 'first', 'agent').minutes).toBe(3)
    expect(of(offline, 'first', 'customer').figure.beside.deliveryDelayMs).toBe(17 * MINUTE)
  })
  it('is never stopped by what a machine sends', () => {
    expect(of(talk([customer('10:00'), auto('10:01'), agent('10:09')]), 'first', 'customer').minutes).toBe(9)
  })
  it('counts a case that was assigned and never answered as an open wait', () => {
    const { figure, minutes } = of(talk([customer('10:00'), auto('10:01')]), 'first', 'customer', ANA)
    expect([minutes, figure.nothing, figure.beside.openCount, figure.beside.longestOpenMs]).toEqual([
      null,
      'no-answers',
      1,
      120 * MINUTE,
    ])
    expect(figure.lines.map((line) => line.reason)).toEqual(['open-wait'])
    expect(openWaits(waitsOf(talk([customer('10:00')]), asOf), frame, { asOf, of: ANA }).value).toBe(1)
    expect(openWaits(waitsOf(talk([customer('10:00')]), asOf), frame, { asOf, of: BEN }).value).toBe(0)
  })
  it('starts the agent when it became theirs, and the customer when the case was opened', () => {
    const later = talk([customer('10:00'), agent('10:45')], {
      assignments: [
        { userId: BEN, from: clock('10:00') },
        { userId: ANA, from: clock('10:30') },
      ],
    })
    expect([of(later, 'first', 'customer').minutes, of(later, 'first', 'agent').minutes]).toEqual([45, 15])
  })
  it('runs from the oldest of several messages in a row', () => {
    const words = [customer('10:00'), agent('10:05'), customer('10:10'), customer('10:20'), agent('10:30')]
    expect(of(talk(words), 'next', 'customer').minutes).toBe(20)
  })
  it('does not take a reply for an answer to what came after it was written', () => {
    const { figure } = of(talk([customer('10:00'), agent('10:03', '10:20'), customer('10:10')]), 'next', 'customer')
    expect(figure.lines.map((line) => [line.reason, line.from])).toEqual([['open-wait', clock('10:10')]])
  })
  it('ends for the customer with whichever answer came through first', () => {
    const words = [customer('10:00'), agent('10:03', '10:20'), agent('10:10', '10:10', BEN)]
    expect(of(talk(words), 'first', 'customer').minutes).toBe(10)
  })
  it('stays open for the customer while the answer is on its way', () => {
    const { figure } = of(talk([customer('10:00'), agent('10:03', null)]), 'first', 'customer')
    expect([figure.value, figure.lines[0]?.reason]).toEqual([null, 'not-delivered'])
    expect(of(talk([customer('10:00'), agent('10:03', null)]), 'first', 'agent').minutes).toBe(3)
  })
  it('is to the second public word where an agent opened the case with the first', () => {
    const ours = talk([agent('10:00'), customer('10:20'), agent('10:30')], { openedBy: 'agent' })
    expect(of(ours, 'first', 'customer').minutes).toBe(30)
    expect(waitsOf(talk([agent('10:00')], { openedBy: 'agent' }), asOf)).toEqual([])
  })
  it('keeps what was late in the mean, and tells the median beside it', () => {
    const waits = ['10:01', '10:02', '11:30'].flatMap((time) => waitsOf(talk([customer('10:00'), agent(time)]), asOf))
    const figure = responseTime(waits, frame, { which: 'first', clock: 'customer', asOf, of: null })
    expect([roundedMs(figure), figure.beside.medianMs]).toEqual([31 * MINUTE, 2 * MINUTE])
  })
  it('reads the words of a case from its records: notes are none, a call that was taken is one', () => {
    const kase = someCase({ openedAt: clock('10:00') })
    const note = someMessage({
      visibility: 'note',
      author: { kind: 'agent', id: ANA, name: 'Ana' },
      writtenAt: clock('10:01'),
    })
    const asked = someMessage({ writtenAt: clock('10:00') })
    const call = {
      id: 'k-1' as ContactId,
      channel: 'phone',
      direction: 'inbound',
      agentId: ANA,
      offeredAt: clock('10:04'),
      answeredAt: clock('10:05'),
    }
    const read = conversationOf(kase, [note, asked], [], [call as never], [])
    expect(read.words.map((word) => [word.by, word.at])).toEqual([
      ['customer', clock('10:00')],
      ['customer', clock('10:04')],
      ['agent', clock('10:05')],
    ])
    expect(of(read, 'first', 'customer').minutes).toBe(5)
  })
})

const change = (to: StatusChange['to'], at: number, by: UserId | null = ANA, isThankYou = false): StatusChange => ({
  to,
  at: (clock('10:00') + at) as EpochMs,
  by,
  isThankYou,
})
const course = (changes: StatusChange[], more: Partial<CaseCourse> = {}): CaseCourse => ({
  caseId,
  openedAt: clock('10:00'),
  isMerged: false,
  changes,
  ...more,
})
const inDays = (days: number) => (clock('10:00') + days * DAY) as EpochMs

describe('resolution', () => {
  const twice = course([change('solved', DAY), change('open', 2 * DAY, null), change('solved', 3 * DAY, BEN)])
  it('is first to the first time and full to the last', () => {
    expect(roundedMs(resolutionTime([twice], frame, 'first', inDays(9)))).toBe(DAY)
    expect(roundedMs(resolutionTime([twice], frame, 'full', inDays(9)))).toBe(3 * DAY)
    expect(resolutionTime([twice], frame, 'full', inDays(2.5)).lines[0]?.reason).toBe('open')
  })
  it('is not begun anew by closing what was solved', () => {
    const closed = course([change('solved', DAY), change('closed', 5 * DAY, null)])
    expect(roundedMs(resolutionTime([closed], frame, 'full', inDays(9)))).toBe(DAY)
  })
  it('credits whoever solved it last', () => {
    expect([resolverAt(twice, inDays(2)), resolverAt(twice, inDays(4)), resolverAt(twice, inDays(0.5))]).toEqual([
      ANA,
      BEN,
      null,
    ])
  })

  const rate = (courses: CaseCourse[], of: UserId | null, days = 30) => {
    const { numerator, denominator, lines, beside } = reopenRate(courses, frame, { asOf: inDays(days), of })
    return { share: [numerator, denominator], reasons: lines.map((line) => line.reason), beside }
  }
  it('holds a reopening against the one who had solved it', () => {
    expect(rate([twice], ANA).share).toEqual([1, 1])
    expect(rate([twice], BEN).share).toEqual([0, 1])
  })
  it.each([
    [7 * DAY, 1],
    [7 * DAY + 1, 0],
  ])('counts a return after %i ms as %i, by a policy of 7 days', (after, reopened) => {
    expect(rate([course([change('solved', 0), change('open', after, null)])], ANA).share).toEqual([reopened, 1])
  })
  it('leaves merged cases out, and a marked thank-you is no reopening', () => {
    expect(rate([course(twice.changes, { isMerged: true })], null).reasons).toEqual(['merged', 'merged'])
    const thanks = course([change('solved', 0), change('open', DAY, null, true), change('solved', 2 * DAY, BEN)])
    expect([rate([thanks], ANA).share, rate([thanks], BEN).share]).toEqual([
      [0, 1],
      [0, 0],
    ])
  })
  it('says what may still come back', () => {
    expect(rate([course([change('solved', 0)])], ANA, 3).beside.notSettled).toBe(1)
  })
})

describe('resolution accuracy', () => {
  const item = (weight: number, score: number | null, isCritical = false) => ({ weight, score, isCritical })
  const audit = (items: ReturnType<typeof item>[]) => ({ auditId: 'q-1', caseId, at: clock('10:00'), items })
  it('weighs what applied, and shows n', () => {
    const figure = resolutionAccuracy([audit([item(3, 1_000), item(1, 0), item(5, null)])], frame)
    expect([figure.value, figure.beside.sampleSize]).toEqual([0.75, 1])
  })
  it('is 0 for an audit with a critical fail, however good the rest', () => {
    const figure = resolutionAccuracy([audit([item(9, 1_000), item(1, 0, true)]), audit([item(10, 1_000)])], frame)
    expect([figure.value, figure.lines.map((line) => line.reason)]).toEqual([0.5, ['critical-fail', 'scored']])
  })
})

describe('first contact resolution', () => {
  const contact = (id: string, day: number, more: Partial<IssueContact> = {}): IssueContact => ({
    contactId: id as ContactId,
    issueId: 'c-7',
    agentId: ANA,
    at: inDays(day),
    isOurs: false,
    isResolved: true,
    couldNotBe: false,
    ...more,
  })
  const fcr = (contacts: IssueContact[], kind: 'gross' | 'net' = 'gross', days = 30) => {
    const figure = firstContactResolution(contacts, frame, { kind, asOf: inDays(days), of: null })
    return [figure.numerator, figure.denominator, ...figure.lines.map((line) => line.reason)]
  }
  const table: [string, IssueContact[], 'gross' | 'net', (number | string)[]][] = [
    ['one contact that resolved it', [contact('1', 0)], 'gross', [1, 1, 'resolved']],
    ['a return within the window', [contact('1', 0), contact('2', 6)], 'gross', [0, 1, 'came-back', 'not-first']],
    ['a return after the window', [contact('1', 0), contact('2', 8)], 'gross', [2, 2, 'resolved', 'resolved']],
    [
      'another issue of the same customer',
      [contact('1', 0), contact('2', 1, { issueId: 'c-8' })],
      'gross',
      [2, 2, 'resolved', 'resolved'],
    ],
    [
      'the call back that we promised',
      [contact('1', 0), contact('2', 1, { isOurs: true })],
      'gross',
      [1, 1, 'resolved'],
    ],
    [
      'what could not be resolved, gross',
      [contact('1', 0, { couldNotBe: true, isResolved: false })],
      'gross',
      [0, 1, 'not-resolved'],
    ],
    [
      'what could not be resolved, net',
      [contact('1', 0, { couldNotBe: true, isResolved: false })],
      'net',
      [0, 0, 'could-not-be'],
    ],
    ['the last seven days', [contact('1', 24)], 'gross', [0, 0, 'not-settled']],
  ]
  it.each(table)('takes %s', (_what, contacts, kind, said) => {
    expect(fcr(contacts, kind)).toEqual(said)
  })
  it('is grey while some of it is not settled', () => {
    const figure = firstContactResolution([contact('1', 0), contact('2', 24, { issueId: 'c-8' })], frame, {
      kind: 'gross',
      asOf: inDays(30),
      of: ANA,
    })
    expect([figure.value, figure.standing, mayBeJudged(figure)]).toEqual([1, 'not-settled', false])
  })
})

describe('CSAT', () => {
  const rating = (score: number, more: Partial<RatingFact> = {}): RatingFact => ({
    ratingId: 'r',
    caseId,
    at: clock('10:00'),
    score,
    creditedTo: ANA,
    about: 'agent',
    isConfirmed: false,
    ...more,
  })
  const good = (k: number, n: number) => Array.from({ length: n }, (_, at) => rating(at < k ? 5 : 3))

  it.each([
    [9, 10, 60, 98],
    [90, 100, 83, 95],
    [4, 5, 38, 96],
    [7, 8, 53, 98],
    [0, 3, 0, 56],
    [3, 3, 44, 100],
  ])('fixture 2.9: %i of %i good ones are likely between %i and %i %%', (k, n, low, high) => {
    const { beside } = csat(good(k, n), frame, ANA)
    expect([wholePercent(beside.lowPermille!), wholePercent(beside.highPermille!)]).toEqual([low, high])
  })
  it('lies within what the textbook formula gives, to the tenth', () => {
    for (let n = 1; n <= 60; n++)
      for (let k = 0; k <= n; k++) {
        const [z2, p] = [3.8416, k / n]
        const half = 1.96 * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))
        const bounds = [-half, half].map((by) => Math.round((1_000 * (p + z2 / (2 * n) + by)) / (1 + z2 / n)))
        const { lowPermille, highPermille } = wilsonInterval(k, n)
        expect([lowPermille, highPermille], `${k}/${n}`).toEqual(bounds.map((bound) => bound + 0))
      }
  })
  it('[C54] has no colour and no rank under ten ratings, and shows n', () => {
    const [nine, ten] = [csat(good(9, 9), frame, ANA), csat(good(9, 10), frame, ANA)]
    expect([nine.standing, mayBeJudged(nine), nine.beside.sampleSize]).toEqual(['small-sample', false, 9])
    expect([ten.standing, mayBeJudged(ten)]).toEqual(['full', true])
  })
  it('is not the agent’s where a lead has confirmed that it was about policy or courier', () => {
    const about = (isConfirmed: boolean) => csat([rating(1, { about: 'courier', isConfirmed }), rating(5)], frame, ANA)
    expect([about(true).value, about(false).value]).toEqual([1, 0.5])
    expect(
      about(true)
        .lines.map((line) => line.reason)
        .sort(),
    ).toEqual(['good', 'not-the-agents'])
  })
  it('has nothing to tell without a rating', () => {
    expect(csat([], frame, ANA).nothing).toBe('no-ratings')
  })
})

describe('promises and backlog', () => {
  it('count an open promise that is past due as broken, and leave out what is not due yet', () => {
    const fact = (dueAt: string, metAt: string | null) => ({
      caseId,
      since: clock('10:00'),
      dueAt: clock(dueAt),
      metAt: metAt === null ? null : clock(metAt),
    })
    const facts = [fact('11:00', '11:00'), fact('11:00', '11:01'), fact('11:30', null), fact('12:30', null)]
    const figure = slaAttainment(facts, frame, clock('12:00'))
    expect([figure.numerator, figure.denominator]).toEqual([1, 3])
    expect(figure.lines.map((line) => line.reason).sort()).toEqual(['kept', 'late', 'late', 'running'])
  })
  it('tell the mean age and the oldest', () => {
    const figure = backlogAge(
      [
        { caseId, openedAt: clock('10:00') },
        { caseId, openedAt: clock('11:00') },
      ],
      frame,
      clock('12:00'),
    )
    expect([roundedMs(figure), figure.beside.longestOpenMs, figure.beside.openCount]).toEqual([
      90 * MINUTE,
      120 * MINUTE,
      2,
    ])
    expect(roundedShare(figure, 1)).toBe(90 * MINUTE)
  })
})

describe('[C55] what the rest of the shift can do', () => {
  const facts = {
    now: clock('15:00'),
    shiftEndsAt: clock('16:00'),
    response: { numerator: 10 * 4 * MINUTE, denominator: 10 },
    targetMs: (8 * MINUTE) as Ms,
    effortMs: (5 * MINUTE) as Ms,
    urgentSince: [clock('14:46'), clock('14:44')],
  }
  it('is two more urgent cases within 13 min', () => {
    // Twelve answers bear 96 min; 40 were used and the two have waited 30 so far: 26 for two are 13 each.
    expect(whatIf(facts)).toEqual({ kind: 'keep', cases: 2, within: 13 * MINUTE })
  })
  it('is the fewest that bring the mean back', () => {
    const missed = {
      ...facts,
      response: { numerator: 82 * MINUTE, denominator: 10 },
      urgentSince: Array(5).fill(clock('14:59')),
    }
    expect(whatIf(missed)).toEqual({ kind: 'reach', cases: 1, within: 5 * MINUTE })
  })
  it.each([
    ['nothing was answered yet', { response: { numerator: 0, denominator: 0 } }, 'no-answers'],
    ['nothing urgent waits', { urgentSince: [] }, 'no-urgent'],
    ['the shift is over', { shiftEndsAt: clock('15:00') }, 'out-of-reach'],
    ['there is no time for it by the own effort', { effortMs: (60 * MINUTE) as Ms }, 'out-of-reach'],
  ])('says nothing where %s', (_what, change, because) => {
    expect(whatIf({ ...facts, ...change })).toEqual({ kind: 'nothing', because })
  })
})
