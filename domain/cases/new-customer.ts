import type { CustomerId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { CustomerRecord } from './customer.ts'

/** Somebody who was not known before, as the agent takes them down. Empty or null: not told. */
export type NewCustomer = {
  givenName: string
  familyName: string
  email: string
  /** In international form, "+44 20 7946 0018". */
  phone: string | null
  /** BCP 47 tag. */
  language: string
}

/** Why somebody cannot be taken down so. no-way: neither an e-mail address nor a telephone number. */
export type NewCustomerFault = 'no-name' | 'no-way' | 'bad-email' | 'bad-phone' | 'no-language'

/** Whether a text can be an e-mail address. Only a mail can tell whether it is one. */
export const isEmailAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+$/.test(text)

/** Numbers are compared and dialled in this form, so it begins with the country code. */
const isPhoneNumber = (text: string): boolean => /^\+[0-9][0-9 ().-]{4,30}$/.test(text)

/** What is wrong with it, the first thing first. Null: nothing. */
export function newCustomerFault(given: NewCustomer): NewCustomerFault | null {
  const { email, phone } = given
  if (`${given.givenName}${given.familyName}`.trim() === '') return 'no-name'
  if (email === '' && phone === null) return 'no-way'
  if (email !== '' && !isEmailAddress(email)) return 'bad-email'
  if (phone !== null && !isPhoneNumber(phone)) return 'bad-phone'
  return given.language.trim() === '' ? 'no-language' : null
}

/** The record of somebody new. `at`: when they first came. */
export function newCustomerRecord(id: CustomerId, given: NewCustomer, at: EpochMs): CustomerRecord {
  const { email, phone, language } = given
  return {
    id,
    givenName: given.givenName.trim(),
    familyName: given.familyName.trim(),
    email,
    address: { line1: '', line2: '', city: '', region: '', postcode: '', country: '' },
    phone,
    since: at,
    language,
    paymentMethods: [],
    mergedIntoId: null,
    edits: [],
  }
}

const digits = (text: string | null): string => (text ?? '').replaceAll(/\D/g, '')

/**
 * Who of those known has that e-mail address or telephone number. An address is one person's; a number may be a
 * household's, so that it is only worth asking about. Null: nobody.
 */
export function findKnown(
  known: readonly CustomerRecord[],
  { email, phone }: Pick<NewCustomer, 'email' | 'phone'>,
): { customer: CustomerRecord; by: 'email' | 'phone' } | null {
  const themselves = known.filter(({ mergedIntoId }) => mergedIntoId === null)
  const byEmail = email === '' ? undefined : themselves.find((each) => each.email.toLowerCase() === email.toLowerCase())
  if (byEmail !== undefined) return { customer: byEmail, by: 'email' }
  const number = digits(phone)
  const byPhone = number.length < 6 ? undefined : themselves.find((each) => digits(each.phone) === number)
  return byPhone === undefined ? null : { customer: byPhone, by: 'phone' }
}
