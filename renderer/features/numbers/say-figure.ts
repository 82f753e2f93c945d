import { HOUR_MS } from '../../../domain/kernel/time.ts'
import type { Figure } from '../../../domain/metrics/figure.ts'
import type { MetricPolicy } from '../../../domain/metrics/metric-policy.ts'
import { policyValues } from '../../../domain/metrics/metric-policy.ts'
import { roundedMs, roundedShare, roundHalfUp } from '../../../domain/metrics/rounding.ts'
import { sayDefinition, sayMetric, sayNothing } from '../../words/metric-words.ts'
import type { Words } from '../../words/use-words.ts'

const HOUR_S = 3_600

/** "7:23:36", "6:10": whole seconds. `isLong`: hours always stand there. */
export function sayDuration(ms: number, isLong = false): string {
  const seconds = Math.round(ms / 1_000)
  const [h, m, s] = [Math.floor(seconds / HOUR_S), Math.floor((seconds % HOUR_S) / 60), seconds % 60]
  const two = (part: number) => String(part).padStart(2, '0')
  return h > 0 || isLong ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

/** "6 min 48 s", "1 h 2 min", "38 s" */
export function sayLength(words: Words, ms: number): string {
  const seconds = roundHalfUp(ms, 1_000, 1)
  if (seconds < 60) return words('numbers.seconds', { seconds })
  if (seconds < HOUR_S) return words('numbers.minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })
  return words('numbers.hours', { hours: Math.floor(seconds / HOUR_S), minutes: Math.floor((seconds % HOUR_S) / 60) })
}

const DAY_S = 24 * HOUR_S

/** As `sayLength`; from two days on in days: "7 d 14 h". For what waits or rests, not for time that was worked. */
export function sayAge(words: Words, ms: number): string {
  const seconds = roundHalfUp(ms, 1_000, 1)
  if (seconds < 2 * DAY_S) return sayLength(words, ms)
  return words('numbers.days', { days: Math.floor(seconds / DAY_S), hours: Math.floor((seconds % DAY_S) / HOUR_S) })
}

/** The value as it is shown, rounded here and nowhere else: "92.4 %". A small sample says its count; nothing says why. */
export function sayValue(words: Words, figure: Figure): string {
  if (figure.nothing !== null) return sayNothing(words, figure.nothing)
  if (figure.standing === 'small-sample')
    return words('numbers.fewOf', { part: figure.numerator, whole: figure.denominator })
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat(words.locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)
  switch (figure.unit) {
    case 'share':
      return words('numbers.percent', { value: number((roundedShare(figure, 1_000) ?? 0) / 10, 1) })
    case 'times':
      return number((roundedShare(figure, 100) ?? 0) / 100, 2)
    case 'per-hour':
      return number(roundHalfUp(figure.numerator * HOUR_MS, figure.denominator, 10) / 10, 1)
    case 'count':
      return number(figure.numerator, 0)
    case 'ms':
      return sayAge(words, roundedMs(figure) ?? 0)
  }
}

/** Name and value: what a figure's button is called. */
export const sayFigure = (words: Words, figure: Figure): string =>
  words('numbers.figure', { metric: shortName(words, figure), value: sayValue(words, figure) })

/** As agents call it; the definition says which of its kind it is. */
export function shortName(words: Words, { metric }: Pick<Figure, 'metric'>): string {
  if (metric === 'first-response-agent') return words('numbers.response')
  if (metric === 'aht-effort') return words('numbers.handling')
  if (metric === 'fcr-gross') return words('numbers.firstContact')
  return sayMetric(words, metric)
}

/**
 * The paragraph of its definition, with policy version and zone.
 * @param policy the version that the figure was made by
 */
export const sayFigureDefinition = (words: Words, figure: Figure, policy: MetricPolicy): string =>
  sayDefinition(
    words,
    figure.metric,
    policyValues({ policy: { ...policy, version: figure.policyVersion }, zone: figure.zone }),
  )

/** Grey: nothing to tell, too few, or some of it may still change. */
export const isGrey = (figure: Figure): boolean => figure.value === null || figure.standing !== 'full'
