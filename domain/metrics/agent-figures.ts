import type { TimeSpan } from '../agent-time/time-span.ts'
import type { UserId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import { resolutionAccuracy } from './accuracy.ts'
import type { AuditRecord } from './audit.ts'
import { auditMarkOf } from './audit.ts'
import { backlogAge, slaAttainment } from './case-figures.ts'
import type { CaseFile } from './case-file.ts'
import { happenedIn, waitsAt } from './case-file.ts'
import { conformanceCapped, conformancePresence } from './conformance.ts'
import { csat } from './csat.ts'
import type { Figure } from './figure.ts'
import { firstContactResolution } from './first-contact.ts'
import { concurrency, contactsPerHour, handlingTime } from './handling.ts'
import { issueContactsOf } from './issue-contacts.ts'
import type { MetricId } from './metric.ts'
import type { MetricFrame } from './metric-policy.ts'
import type { RatingRecord } from './rating.ts'
import { ratingFactOf } from './rating.ts'
import { reopenRate, resolutionTime, solvesOf } from './resolution.ts'
import type { ResponseClock } from './response.ts'
import { openWaits, responseTime } from './response.ts'
import { shrinkage } from './shrinkage.ts'
import type { QueuePromise } from './sla-facts.ts'
import { slaFactsOf } from './sla-facts.ts'
import { adherence, occupancy, utilisation } from './time-figures.ts'
import type { Wait } from './waits.ts'
import type { Workdays } from './workday.ts'

/** What the figures of a person's time are made of. */
export type TimeFacts = { spans: readonly TimeSpan[]; workdays: Workdays; frame: MetricFrame }

/** What all figures of one agent's day are made of. */
export type DayFacts = TimeFacts & {
  of: UserId
  /** Cases, ratings and audits count from here up to, not including, `to`. */
  from: number
  to: number
  asOf: EpochMs
  /** As `filesOfDay` picks them from those that the agent worked in. */
  files: readonly CaseFile[]
  /** Where cases wait, with what is promised there. */
  queues: readonly QueuePromise[]
  ratings: readonly RatingRecord[]
  audits: readonly AuditRecord[]
}

/** Every figure that is made of time alone, in the order in which they are told. */
export const TIME_FIGURES = {
  'aht-session': ({ spans, frame }) => handlingTime(spans, frame, 'session'),
  'aht-effort': ({ spans, frame }) => handlingTime(spans, frame, 'effort'),
  concurrency: ({ spans, frame }) => concurrency(spans, frame),
  'contacts-per-hour': ({ spans, frame }) => contactsPerHour(spans, frame),
  occupancy: ({ workdays, frame }) => occupancy(workdays, frame),
  utilisation: ({ workdays, frame }) => utilisation(workdays, frame),
  'adherence-raw': ({ workdays, frame }) => adherence(workdays, frame, 'raw'),
  'adherence-protected': ({ workdays, frame }) => adherence(workdays, frame, 'protected'),
  'conformance-presence': ({ workdays, frame }) => conformancePresence(workdays, frame),
  'conformance-capped': ({ workdays, frame }) => conformanceCapped(workdays, frame),
  'shrinkage-paid': ({ workdays, frame }) => shrinkage(workdays, frame, 'paid'),
  'shrinkage-scheduled': ({ workdays, frame }) => shrinkage(workdays, frame, 'scheduled'),
} as const satisfies Partial<Record<MetricId, (facts: TimeFacts) => Figure>>

const CASE_FIGURES = {
  'first-response-customer': (facts) => response(facts, 'first', 'customer'),
  'first-response-agent': (facts) => response(facts, 'first', 'agent'),
  'next-response-customer': (facts) => response(facts, 'next', 'customer'),
  'next-response-agent': (facts) => response(facts, 'next', 'agent'),
  'open-waits': (facts) => {
    const at = lookedAt(facts)
    const waits = facts.files.flatMap((file) => (isOpenAt(file, at) ? waitsAt(file, at) : []))
    return openWaits(waits, facts.frame, { asOf: at, of: facts.of })
  },
  'first-resolution': (facts) => resolution(facts, 'first'),
  'full-resolution': (facts) => resolution(facts, 'full'),
  'reopen-rate': ({ files, frame, asOf, of, ...day }) =>
    reopenRate(
      files.filter((file) => happenedIn(file, day.from, day.to)).map(({ course }) => course),
      frame,
      { asOf, of, isIn: (at) => isIn(day, at) },
    ),
  'resolution-accuracy': (facts) =>
    resolutionAccuracy(
      facts.audits.filter(({ at, agentId }) => agentId === facts.of && isIn(facts, at)).map(auditMarkOf),
      facts.frame,
    ),
  'fcr-gross': (facts) => firstContacts(facts, 'gross'),
  'fcr-net': (facts) => firstContacts(facts, 'net'),
  csat: (facts) => csat(facts.ratings.filter(({ at }) => isIn(facts, at)).map(ratingFactOf), facts.frame, facts.of),
  'sla-attainment': (facts) => {
    const promises = facts.files
      .filter((file) => isNow(facts) || happenedIn(file, facts.from, facts.to))
      .flatMap((file) => slaFactsOf(file, facts.queues, facts.asOf, facts.of))
    return slaAttainment(
      promises.filter(({ metAt }) => countsOn(facts, metAt)),
      facts.frame,
      facts.asOf,
    )
  },
  'backlog-age': (facts) => {
    const at = lookedAt(facts)
    const held = facts.files.filter((file) => isOpenAt(file, at) && holderAt(file, at) === facts.of)
    return backlogAge(held, facts.frame, at)
  },
} as const satisfies Partial<Record<MetricId, (facts: DayFacts) => Figure>>

/** The one list of the figures of an agent: desk, server and tests make them by it, in this order. */
export const AGENT_FIGURES = { ...TIME_FIGURES, ...CASE_FIGURES } as const
export type AgentMetric = keyof typeof AGENT_FIGURES
export const AGENT_METRICS = Object.keys(AGENT_FIGURES) as AgentMetric[]
export type AgentFigures = Record<AgentMetric, Figure>

/** Told of a moment, the end of the day or `asOf`: of several days the last one says it, and they are not added up. */
export const OF_A_MOMENT: readonly MetricId[] = ['open-waits', 'backlog-age']

/** All figures of one day, or those that are asked for. */
export function dayFigures<Asked extends AgentMetric = AgentMetric>(
  facts: DayFacts,
  asked: readonly Asked[] = AGENT_METRICS as readonly AgentMetric[] as readonly Asked[],
): Record<Asked, Figure> {
  return Object.fromEntries(asked.map((metric) => [metric, AGENT_FIGURES[metric](facts)])) as Record<Asked, Figure>
}

/**
 * Until when the figures of a day that is over stay the same if nothing new is known: contacts and resolutions of it that
 * may still come back settle with time. Infinity: for ever.
 */
export function settledUntil({ files, from, to, asOf, frame }: DayFacts): number {
  const windows = [frame.policy.reopenDays, frame.policy.recontactDays].map((days) => days * DAY_MS)
  const flips = files
    .flatMap(({ moments }) => moments.filter((at) => at >= from && at < to))
    // Settled is what is further back than the window.
    .flatMap((at) => windows.map((window) => at + window + 1))
  return flips.reduce((least, at) => (at > asOf && at < least ? at : least), Infinity)
}

const DAY_MS = 86_400_000

type Stretch = Pick<DayFacts, 'from' | 'to'>
const isIn = ({ from, to }: Stretch, at: number): boolean => from <= at && at < to
/** Whether it is the day that goes on: what is still open counts on it, whenever it began. */
const isNow = ({ from, to, asOf }: DayFacts): boolean => from <= asOf && asOf < to
const countsOn = (facts: DayFacts, at: number | null): boolean =>
  at === null || at > facts.asOf ? isNow(facts) : isIn(facts, at)
const lookedAt = ({ to, asOf }: DayFacts): EpochMs => Math.min(asOf, to) as EpochMs

/** An answer counts on the day on which it was written, or reached the customer; an open wait today. */
function response(facts: DayFacts, which: 'first' | 'next', clock: ResponseClock): Figure {
  const { files, frame, asOf, of } = facts
  const endedAt = ({ writtenAt, reachedAt }: Wait) => (clock === 'agent' ? writtenAt : reachedAt)
  const waits = files
    .filter((file) => isNow(facts) || happenedIn(file, facts.from, facts.to))
    .flatMap((file) => waitsAt(file, asOf))
    .filter((wait) => countsOn(facts, endedAt(wait)))
  return responseTime(waits, frame, { which, clock, asOf, of })
}

/** A resolution counts on its day, for the one who resolved it. */
function resolution(facts: DayFacts, which: 'first' | 'full'): Figure {
  const courses = facts.files
    .filter((file) => happenedIn(file, facts.from, facts.to))
    .map(({ course }) => course)
    .filter((course) => {
      if (course.isMerged) return false
      const solves = solvesOf(course, facts.asOf)
      const solve = which === 'first' ? solves[0] : solves.at(-1)
      if (solve === undefined || solve.by !== facts.of || !isIn(facts, solve.at)) return false
      return which === 'first' || solve.reopenedAt === null || solve.isThankYou
    })
  return resolutionTime(courses, facts.frame, which, facts.asOf)
}

function firstContacts(facts: DayFacts, kind: 'gross' | 'net'): Figure {
  const issues = new Set(
    facts.files.filter((file) => happenedIn(file, facts.from, facts.to)).map(({ issueId }) => issueId),
  )
  const contacts = facts.files
    .filter(({ issueId }) => issues.has(issueId))
    .flatMap((file) => issueContactsOf(file, facts.asOf))
  return firstContactResolution(contacts, facts.frame, {
    kind,
    asOf: facts.asOf,
    of: facts.of,
    isIn: (at) => isIn(facts, at),
  })
}

function holderAt({ conversation }: CaseFile, at: number): UserId | null {
  const known = conversation.assignments.filter(({ from }) => from <= at)
  return (
    known.reduce<(typeof known)[number] | null>((a, b) => (a === null || b.from >= a.from ? b : a), null)?.userId ??
    null
  )
}

function isOpenAt({ course, openedAt }: CaseFile, at: EpochMs): boolean {
  if (course.isMerged || openedAt > at) return false
  const last = solvesOf(course, at).at(-1)
  return last === undefined || last.reopenedAt !== null
}

/**
 * The cases that the figures of a day read: in which something happened on it, those about the same thing, and those that were
 * still open when it ended. Nothing of any other can change a figure of that day.
 */
export function filesOfDay(files: readonly CaseFile[], { from, to, asOf }: Stretch & { asOf: EpochMs }): CaseFile[] {
  const happened = files.map((file) => happenedIn(file, from, to))
  const issues = new Set(files.filter((_, at) => happened[at]).map(({ issueId }) => issueId))
  const end = Math.min(asOf, to) as EpochMs
  return files.filter((file, at) => happened[at] || issues.has(file.issueId) || isOpenAt(file, end))
}
