import type { CustomerId, UserId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'

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
  /** In international form, "+44 20 7946 0018". Null: none known. */
  phone: string | null
  /** When they first bought or wrote. Null: not known. */
  since: EpochMs | null
  /** BCP 47 tag of the language the customer writes, such as "en" or "pt-BR". */
  language: string
  paymentMethods: PaymentMethod[]
  /** The customer that this one turned out to be. Null: themself. */
  mergedIntoId: CustomerId | null
  /** Who last changed which field by hand, so that two edits can be laid beside each other. */
  edits: { field: CustomerField; by: { id: UserId; name: string }; at: EpochMs }[]
}

/** What an agent may correct. */
export const CUSTOMER_FIELDS = ['email', 'phone', 'address', 'language'] as const
export type CustomerField = (typeof CUSTOMER_FIELDS)[number]

/** The customer's name in the order they write it. */
export const customerName = (customer: Pick<CustomerRecord, 'givenName' | 'familyName'>): string =>
  `${customer.givenName} ${customer.familyName}`.trim()
