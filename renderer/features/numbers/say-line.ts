import type { FigureLine } from '../../../domain/metrics/figure.ts'
import type { Side } from './audit-rows.ts'
import { pointsOf } from './audit-rows.ts'
import { sayDuration } from './say-figure.ts'
import type { Words } from '../../words/use-words.ts'

/** What was recorded: "Call", "Nothing recorded". */
export function sayState(words: Words, { state, bucket }: Pick<FigureLine, 'state' | 'bucket'>): string {
  if (state !== null) return words(`time-state.${state}`)
  if (bucket === 'rating' || bucket === 'audit') return words(`time-state.${bucket}`)
  return words(isOfCase(bucket) ? 'time-state.case' : 'time-state.none')
}

/** How it is known: "You", "Desk, recorded offline", "From the case". */
export function saySource(words: Words, { source, isOffline, bucket }: FigureLine): string {
  if (source === null && (bucket === 'rating' || bucket === 'audit')) return words(`audit.record.${bucket}`)
  if (source === null) return isOfCase(bucket) ? words('audit.record') : ''
  const said = words(`time-source.${source}`)
  return isOffline ? words('audit.offline', { source: said }) : said
}

/** Whether it comes from a case, a rating or an audit, and not from recorded time. */
export const isOfCase = (bucket: FigureLine['bucket']): boolean =>
  ['wait', 'case', 'contact', 'audit', 'rating'].includes(bucket)

/** What one side of a figure comes to: "7:23", "12", "58.5" points. */
export const sideWords = (side: Side, amount: number): string =>
  side === 'time' ? sayDuration(amount * 1_000) : String(side === 'points' ? pointsOf(amount) : amount)
