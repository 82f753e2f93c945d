import type { FigureLine } from '../../../domain/metrics/figure.ts'
import type { Words } from '../../words/use-words.ts'

/** What was recorded: "Call", "Nothing recorded". */
export function sayState(words: Words, { state, bucket }: Pick<FigureLine, 'state' | 'bucket'>): string {
  if (state !== null) return words(`time-state.${state}`)
  return words(isOfCase(bucket) ? 'time-state.case' : 'time-state.none')
}

/** How it is known: "You", "Desk, recorded offline", "From the case". */
export function saySource(words: Words, { source, isOffline, bucket }: FigureLine): string {
  if (source === null) return isOfCase(bucket) ? words('audit.record') : ''
  const said = words(`time-source.${source}`)
  return isOffline ? words('audit.offline', { source: said }) : said
}

const isOfCase = (bucket: FigureLine['bucket']): boolean => ['wait', 'case', 'audit', 'rating'].includes(bucket)
