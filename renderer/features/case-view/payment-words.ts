import type { PaymentMethod } from '../../../domain/cases/customer.ts'
import type { Words } from '../../words/use-words.ts'

/** A way to pay, never more of a number than its last four digits. */
export function paymentWords(words: Words, method: PaymentMethod): string {
  if (method.kind !== 'card') return words(`customer.payment.${method.kind}`)
  return words('customer.payment.card', { brand: method.brand ?? '', lastFour: method.lastFour ?? '' }).trim()
}
