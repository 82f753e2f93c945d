import type { CustomerId } from '../kernel/ids.ts'

/** A postal address as the customer gave it. */
export type PostalAddress = {
  line1: string
  line2: string
  city: string
  region: string
  postcode: string
  country: string
}

/** How a customer can pay. Only what an agent may see: never a full number. */
export type PaymentMethod = {
  id: string
  kind: 'card' | 'paypal' | 'gift-card'
  /** Card brand. Null for other kinds. */
  brand: string | null
  /** Last four digits of a card. Null for other kinds. */
  lastFour: string | null
}

/** The person with the problem. */
export type CustomerRecord = {
  id: CustomerId
  givenName: string
  familyName: string
  email: string
  address: PostalAddress
  /** BCP 47 tag of the language the customer writes, such as "en" or "pt-BR". */
  language: string
  paymentMethods: PaymentMethod[]
}

/** The customer's name in the order they write it. */
export const customerName = (customer: Pick<CustomerRecord, 'givenName' | 'familyName'>): string =>
  `${customer.givenName} ${customer.familyName}`.trim()
