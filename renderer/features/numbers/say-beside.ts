import type { AgentFigures, AgentMetric } from '../../../domain/metrics/agent-figures.ts'
import type { Figure } from '../../../domain/metrics/figure.ts'
import { wholePercent } from '../../../domain/metrics/wilson.ts'
import type { Words } from '../../words/use-words.ts'
import { sayAge, sayLength, sayValue } from './say-figure.ts'

/** How many contacts were handled. */
export const contactsIn = (figures: Pick<AgentFigures, 'aht-effort'>): number => figures['aht-effort'].denominator

/** What is told below a figure, so that it is not read for more than it says. Empty: nothing more. */
export function sayBeside(words: Words, metric: AgentMetric, figures: AgentFigures): string {
  const figure = figures[metric]
  const { beside } = figure
  switch (metric) {
    case 'adherence-protected':
      return words('numbers.beside.adherence', {
        raw: sayValue(words, figures['adherence-raw']),
        protected: sayLength(words, beside.protectedMs ?? 0),
      })
    case 'first-response-agent':
    case 'first-response-customer':
    case 'next-response-agent':
    case 'next-response-customer':
      return words('numbers.beside.response', {
        count: figure.denominator,
        hasMedian: beside.medianMs === undefined ? 'no' : 'yes',
        median: sayLength(words, beside.medianMs ?? 0),
        open: beside.openCount ?? 0,
      })
    case 'aht-effort':
      return words('numbers.beside.handling', { session: sayValue(words, figures['aht-session']) })
    case 'aht-session':
      return words('numbers.beside.session', { contacts: contactsIn(figures) })
    case 'occupancy':
      return figures.concurrency.value === null
        ? words('numbers.beside.noChats')
        : words('numbers.beside.occupancy', { chats: sayValue(words, figures.concurrency) })
    case 'contacts-per-hour':
      return words('numbers.beside.perHour', { contacts: contactsIn(figures) })
    case 'resolution-accuracy':
      return words('numbers.beside.accuracy', { audits: beside.sampleSize ?? 0 })
    case 'csat':
      return sayRange(words, figure)
    case 'fcr-gross':
    case 'fcr-net':
    case 'reopen-rate':
      return words(metric === 'reopen-rate' ? 'numbers.beside.reopened' : 'numbers.beside.firstContacts', {
        part: figure.numerator,
        whole: figure.denominator,
        open: beside.notSettled ?? 0,
      })
    case 'first-resolution':
    case 'full-resolution':
      return words('numbers.beside.solved', { count: figure.denominator })
    case 'sla-attainment':
      return words('numbers.beside.promised', { part: figure.numerator, whole: figure.denominator })
    case 'backlog-age':
      return words('numbers.beside.backlog', {
        count: beside.openCount ?? 0,
        oldest: sayAge(words, beside.longestOpenMs ?? 0),
      })
    case 'open-waits':
      return words('numbers.beside.waits', {
        count: figure.numerator,
        longest: sayAge(words, beside.longestOpenMs ?? 0),
      })
    case 'adherence-raw':
    case 'conformance-presence':
    case 'conformance-capped':
    case 'utilisation':
    case 'shrinkage-paid':
    case 'shrinkage-scheduled':
      return words('numbers.beside.time', {
        part: sayLength(words, figure.numerator),
        whole: sayLength(words, figure.denominator),
      })
    case 'concurrency':
      return figure.value === null
        ? words('numbers.beside.noChats')
        : words('numbers.beside.chats', { time: sayLength(words, figure.denominator) })
  }
}

/** n and the range in which the true share likely lies; of few ratings also that they are too few to judge. */
function sayRange(words: Words, { value, standing, beside }: Figure): string {
  if (value === null) return words('numbers.beside.noRatings')
  const range = { low: wholePercent(beside.lowPermille ?? 0), high: wholePercent(beside.highPermille ?? 0) }
  return standing === 'small-sample'
    ? words('numbers.beside.few', range)
    : words('numbers.beside.range', { ...range, count: beside.sampleSize ?? 0 })
}
