import type { Words } from '../../words/use-words.ts'
import { wholePercent } from '../../../domain/metrics/wilson.ts'
import type { OwnFigures } from './make-figures.ts'
import { contactsIn } from './make-figures.ts'
import { sayLength, sayValue } from './say-figure.ts'

/** What is told below a figure, so that it is not read for more than it says. */
export function sayBeside(words: Words, name: keyof OwnFigures, figures: OwnFigures): string {
  const figure = figures[name]
  const { beside } = figure
  switch (name) {
    case 'adherence':
    case 'adherenceRaw':
      return words('numbers.beside.adherence', {
        raw: sayValue(words, figures.adherenceRaw),
        protected: sayLength(words, beside.protectedMs ?? 0),
      })
    case 'response':
      return words('numbers.beside.response', {
        count: figure.denominator,
        hasMedian: beside.medianMs === undefined ? 'no' : 'yes',
        median: sayLength(words, beside.medianMs ?? 0),
        open: beside.openCount ?? 0,
      })
    case 'ahtEffort':
      return words('numbers.beside.handling', { session: sayValue(words, figures.ahtSession) })
    case 'ahtSession':
      return words('numbers.beside.session', { contacts: contactsIn(figures) })
    case 'occupancy':
    case 'concurrency':
      return figures.concurrency.value === null
        ? words('numbers.beside.noChats')
        : words('numbers.beside.occupancy', { chats: sayValue(words, figures.concurrency) })
    case 'perHour':
      return words('numbers.beside.perHour', { contacts: contactsIn(figures) })
    case 'accuracy':
      return words('numbers.beside.accuracy')
    case 'csat':
      return figure.value === null
        ? words('numbers.beside.csat')
        : words('numbers.beside.few', {
            low: wholePercent(beside.lowPermille ?? 0),
            high: wholePercent(beside.highPermille ?? 0),
          })
  }
}
