import { chosen, idOf, pick } from './chance.ts'
import type { SourceAddress, SourceUser } from './sources.ts'

const DAY_MS = 24 * 60 * 60_000
/** Area codes; with the exchange 555 and a number from 0100 on nobody is reached by them. */
const AREA_CODES = [
  206, 212, 213, 214, 215, 303, 305, 312, 313, 404, 407, 410, 412, 415, 503, 504, 512, 513, 602, 612, 614, 615, 617,
  619, 702, 704, 713, 716, 718, 720, 757, 773, 801, 804, 813, 816, 901, 904, 916, 919,
]

export type DemoCustomer = {
  id: string
  givenName: string
  familyName: string
  email: string
  phone: string | null
  language: string
  address: { line1: string; line2: string; city: string; region: string; postcode: string; country: string }
  sinceAgoMs: number | null
  paymentMethods: { id: string; kind: string; brand: string | null; lastFour: string | null }[]
  mergedIntoId: string | null
  edits: never[]
}

export const addressOf = (from: SourceAddress) => ({
  line1: from.address1,
  line2: from.address2,
  city: from.city,
  region: from.state,
  postcode: from.zip,
  country: from.country,
})

/** A customer of the sources, with what the sources lack: phone and how long they have been one. */
export function customerOf(key: string, user: SourceUser): DemoCustomer {
  const area = pick(`area ${key}`, AREA_CODES)
  return {
    id: idOf(key),
    givenName: user.name.first_name,
    familyName: user.name.last_name,
    email: user.email,
    // One in twelve has never told us a number.
    phone: chosen(`phone ${key}`, 12) === 0 ? null : `+1 ${area} 555 0${100 + chosen(`line ${key}`, 100)}`,
    language: 'en',
    address: addressOf(user.address),
    sinceAgoMs: (370 + chosen(`since ${key}`, 2_200)) * DAY_MS + chosen(`since h ${key}`, 1_440) * 60_000,
    paymentMethods: Object.values(user.payment_methods).map((method) => ({
      id: method.id,
      kind: method.source === 'credit_card' ? 'card' : method.source === 'paypal' ? 'paypal' : 'gift-card',
      brand: method.brand ?? null,
      lastFour: method.last_four ?? null,
    })),
    mergedIntoId: null,
    edits: [],
  }
}
