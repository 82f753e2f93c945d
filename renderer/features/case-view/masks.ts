import type { PaymentMethod, PostalAddress } from '../../../domain/cases/customer.ts'
import type { Words } from '../../words/use-words.ts'

/** The last three digits: enough to ask "ends in 218?", too little to call. */
export const maskedPhone = (phone: string): string => `•••• ••• ${phone.replaceAll(/\D/g, '').slice(-3)}`

/** Town and the first part of the postcode: enough to tell two addresses apart, too little to find the door. */
export function maskedAddress({ city, postcode }: PostalAddress): string {
  const [outward = ''] = postcode.trim().split(/\s+/)
  const area = postcode.trim().includes(' ') ? outward : ''
  return ['••••••,', city, area].filter(Boolean).join(' ')
}

/** What kind of thing pays, and no figure of it. */
export const maskedPayment = (words: Words, method: PaymentMethod): string =>
  words(`customer.payment.masked.${method.kind}`)

/** The lines of an address as they stand on a parcel, each once. */
export function addressLines({ line1, line2, city, region, postcode, country }: PostalAddress): string[] {
  const lines = [line1, line2, [postcode, city].filter(Boolean).join(' '), [region, country].filter(Boolean).join(', ')]
  return [...new Set(lines.filter((line) => line !== ''))]
}
