import type { IntervalSource, IntervalState } from '../agent-time/interval.ts'
import type { IntervalId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import { HOUR_MS } from '../kernel/time.ts'
import type { ActivityKind } from '../schedule/shift.ts'
import type { FigureUnit, MetricId } from './metric.ts'
import { METRICS } from './metric.ts'
import type { MetricFrame } from './metric-policy.ts'
import type { LineBucket, ReasonCode } from './reason-codes.ts'

/** One line of how a figure was made. The lines of a figure add up to its numerator and its denominator exactly. */
export type FigureLine = {
  /** The entry of the log that it comes from. Null: no entry covers this time, or it comes from a record. */
  intervalId: IntervalId | null
  /** The contact, case, message, audit or rating that it comes from. Null: from an interval alone. */
  recordId: string | null
  /** From `from` up to, not including, `to`; equal where it is about a moment. */
  from: EpochMs
  to: EpochMs
  /** What it gives to either side: ms, or a count, as the definition says. 0: listed because one looks for it here. */
  toNumerator: number
  toDenominator: number
  bucket: LineBucket
  reason: ReasonCode
  /** What was recorded. Null: nothing, or not about time. */
  state: IntervalState | null
  source: IntervalSource | null
  /** Whether it was recorded without a connection. It counts all the same. */
  isOffline: boolean
  /** What was planned. Null: nothing, or the plan does not matter here. */
  planned: ActivityKind | null
}

/** Why there is no value. */
export const NOTHING_TO_TELL = [
  'no-time',
  'no-plan',
  'no-contacts',
  'no-answers',
  'no-cases',
  'no-ratings',
  'no-audits',
  'not-settled',
] as const
export type NothingToTell = (typeof NOTHING_TO_TELL)[number]

/** full: may be coloured and ranked; small-sample: neither; not-settled: greyed, some of it may still change. */
export const FIGURE_STANDINGS = ['full', 'small-sample', 'not-settled'] as const
export type FigureStanding = (typeof FIGURE_STANDINGS)[number]

/** What is told beside a figure; whole numbers. Which ones: see its definition. */
export type Beside = {
  /** ms of it on hold. */
  holdMs?: number
  /** Contacts whose customer hung up while on hold. */
  hungUpOnHold?: number
  /** ms that the plan owed back and that count for the agent. */
  protectedMs?: number
  /** How many there were. */
  sampleSize?: number
  /** The Wilson 95 % interval, tenths of a per cent. */
  lowPermille?: number
  highPermille?: number
  /** Still open waits, and the longest of them so far. */
  openCount?: number
  longestOpenMs?: number
  medianMs?: number
  /** Between writing and delivery, ms over all; the connection's, not the agent's. */
  deliveryDelayMs?: number
  /** How many may still change. */
  notSettled?: number
}

/** A number together with all that is needed to check it. Plain JSON: the same on the desk, on the wire and on the server. */
export type Figure = {
  metric: MetricId
  unit: FigureUnit
  /**
   * numerator / denominator (times an hour for `per-hour`; the numerator for `count`): one IEEE division of two whole
   * numbers, the same bits everywhere. Rounded only when it is shown (`roundedShare` and others). Null: see `nothing`.
   */
  value: number | null
  nothing: NothingToTell | null
  /** Whole numbers: ms or counts, as the definition says. */
  numerator: number
  denominator: number
  /** In order of time. */
  lines: FigureLine[]
  standing: FigureStanding
  beside: Beside
  policyVersion: number
  zone: string
}

/** A line with what it says; the rest is empty. */
export const lineOf = (
  said: Pick<FigureLine, 'from' | 'to' | 'bucket' | 'reason'> & Partial<FigureLine>,
): FigureLine => ({
  intervalId: null,
  recordId: null,
  toNumerator: 0,
  toDenominator: 0,
  state: null,
  source: null,
  isOffline: false,
  planned: null,
  ...said,
})

/** What decides between lines of one time, so that their order is the same on every machine. */
const TIE_BREAKS = ['intervalId', 'recordId', 'bucket', 'reason', 'planned', 'toNumerator', 'toDenominator'] as const

function compareLines(a: FigureLine, b: FigureLine): number {
  if (a.from !== b.from) return a.from - b.from
  if (a.to !== b.to) return a.to - b.to
  for (const field of TIE_BREAKS) {
    const [ofA, ofB] = [a[field] ?? '', b[field] ?? '']
    if (ofA !== ofB) return ofA < ofB ? -1 : 1
  }
  return 0
}

const valueOf = (unit: FigureUnit, numerator: number, denominator: number): number =>
  unit === 'count' ? numerator : unit === 'per-hour' ? (numerator * HOUR_MS) / denominator : numerator / denominator

type More = { beside?: Beside; standing?: FigureStanding }

/** Adds up its lines. `nothing` is why there is no value should the denominator be 0. */
export function figureOf(
  metric: MetricId,
  frame: MetricFrame,
  lines: readonly FigureLine[],
  nothing: NothingToTell,
  more: More = {},
): Figure {
  let [numerator, denominator] = [0, 0]
  for (const line of lines) {
    numerator += line.toNumerator
    denominator += line.toDenominator
  }
  return figureOfSum(metric, frame, { lines: lines.toSorted(compareLines), numerator, denominator }, nothing, more)
}

/** The same of what is added up already. `lines`: in order. */
export function figureOfSum(
  metric: MetricId,
  frame: MetricFrame,
  { lines, numerator, denominator }: Pick<Figure, 'lines' | 'numerator' | 'denominator'>,
  nothing: NothingToTell,
  more: More = {},
): Figure {
  const unit = METRICS[metric]
  const isTold = unit === 'count' || denominator > 0
  return {
    metric,
    unit,
    value: isTold ? valueOf(unit, numerator, denominator) : null,
    nothing: isTold ? null : nothing,
    numerator,
    denominator,
    lines,
    standing: more.standing ?? 'full',
    beside: more.beside ?? {},
    policyVersion: frame.policy.version,
    zone: frame.zone,
  }
}

/** Lines in order and later ones in order as one. Only where they lie over each other is anything sorted. */
export function joinLines(lines: FigureLine[], later: readonly FigureLine[]): FigureLine[] {
  const [first] = later
  if (first === undefined) return lines
  let [low, high] = [0, lines.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareLines(lines[middle]!, first) <= 0) low = middle + 1
    else high = middle
  }
  if (low === lines.length) return lines.concat(later)
  return lines.slice(0, low).concat(lines.slice(low).concat(later).toSorted(compareLines))
}

/** Whether it may be shown in a colour or stand in a ranking. A small sample may not, nor what may still change. */
export const mayBeJudged = (figure: Pick<Figure, 'standing' | 'value'>): boolean =>
  figure.standing === 'full' && figure.value !== null
