import type { StagedAction } from '../../../domain/replying/staged-action.ts'
import type { TemplateAction } from '../../../domain/templates/template.ts'
import type { Format } from '../../words/format.ts'
import type { Words } from '../../words/use-words.ts'

/** What will happen with the reply, in words. `currencyOf`: of an order. */
export function stagedWords(
  words: Words,
  format: Format,
  action: StagedAction,
  currencyOf: (orderId: string) => string | null,
  now: number,
): string {
  switch (action.kind) {
    case 'tag':
      return words('guide.action.tag', { tag: action.tag })
    case 'status':
      return words('guide.action.status', { status: words(`case.status.${action.status}`) })
    case 'refund': {
      const currency = currencyOf(action.orderId)
      const amount = currency === null ? String(action.amountMinor) : format.money(action.amountMinor, currency)
      return words('guide.action.refund', { amount, why: action.why })
    }
    case 'promise':
      return words('guide.action.promise', { words: action.words, when: format.moment(action.dueAt, now) })
  }
}

/** What could not be staged, and has to be done by hand. */
export function leftWords(words: Words, action: TemplateAction): string {
  switch (action.kind) {
    case 'refund':
      return words('guide.left.refund', { why: action.why })
    case 'promise':
      return words('guide.left.promise')
    case 'tag':
    case 'status':
      return words('guide.left.other')
  }
}
