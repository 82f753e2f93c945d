import type { CustomerRecord, PostalAddress } from '../cases/customer.ts'
import { isEmailAddress } from '../cases/new-customer.ts'
import type { Result } from '../kernel/result.ts'
import { ok, refuse } from '../kernel/result.ts'
import { correctedAt } from '../kernel/time.ts'
import type { Effect, Facts, RefusalCode } from './decide.ts'
import { eventOf } from './event-of.ts'
import type { MutationOf } from './mutation.ts'

/** A correction of what is known about a customer, or that two of them are one. */
export function decideCustomer(
  mutation: MutationOf<'customer.edit'> | MutationOf<'customer.merge'> | MutationOf<'customer.unmerge'>,
  facts: Facts,
): Result<Effect, RefusalCode> {
  const { actor, case: kase } = facts
  if (kase === null) return refuse('forbidden')
  const customer = facts.find?.('customer', mutation.args.customerId) ?? null
  if (customer === null) return refuse('forbidden')
  if (mutation.name === 'customer.merge') {
    const into = facts.find?.('customer', mutation.args.intoId) ?? null
    if (into === null) return refuse('forbidden')
    if (into.id === customer.id || into.mergedIntoId !== null) return refuse('validation')
    if (customer.mergedIntoId === into.id) return ok({ noop: 'already_so' })
    const event = eventOf(mutation, actor, kase.id, 'customer-merged', { intoId: into.id })
    return ok({ also: [{ kind: 'customer', record: { ...customer, mergedIntoId: into.id } }, event] })
  }
  if (mutation.name === 'customer.unmerge') {
    if (customer.mergedIntoId === null) return ok({ noop: 'already_so' })
    const event = eventOf(mutation, actor, kase.id, 'customer-unmerged', { fromId: customer.mergedIntoId })
    return ok({ also: [{ kind: 'customer', record: { ...customer, mergedIntoId: null } }, event] })
  }
  const { field, from, to } = mutation.args
  const current = fieldText(customer, field)
  if (current === to) return ok({ noop: 'already_so' })
  if (current !== from) return refuse('conflict')
  const changed = withField(customer, field, to)
  if (changed === null) return refuse('validation')
  const by = { field, by: { id: actor.id, name: actor.name }, at: correctedAt(mutation.stamp) }
  const edits = [...customer.edits.filter((each) => each.field !== field), by]
  // The history says that it was changed, not what to: the line is read by more people than the field.
  const event = eventOf(mutation, actor, kase.id, 'edited', { field: `customer.${field}` })
  return ok({ also: [{ kind: 'customer', record: { ...changed, edits } }, event] })
}

type Editable = 'email' | 'phone' | 'address' | 'language'

/** The field as it is compared and sent: text; an address as JSON of its fields in a fixed order. Null: none. */
export function fieldText(customer: CustomerRecord, field: Editable): string | null {
  return field === 'address' ? addressText(customer.address) : customer[field]
}

const addressText = ({ line1, line2, city, region, postcode, country }: PostalAddress): string =>
  JSON.stringify({ line1, line2, city, region, postcode, country })

/** Null: the text is none that the field can hold. */
function withField(customer: CustomerRecord, field: Editable, to: string | null): CustomerRecord | null {
  if (field === 'phone') return { ...customer, phone: to }
  if (to === null || to.trim() === '') return null
  if (field === 'email') return isEmailAddress(to) ? { ...customer, email: to } : null
  if (field === 'language') return { ...customer, language: to }
  const address = readAddress(to)
  return address === null ? null : { ...customer, address }
}

/** Reads what `fieldText` wrote. Null: not an address. */
export function readAddress(text: string): PostalAddress | null {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof parsed !== 'object' || parsed === null) return null
  const at = (name: string) => {
    const value = (parsed as Record<string, unknown>)[name]
    return typeof value === 'string' ? value : ''
  }
  const address = {
    line1: at('line1'),
    line2: at('line2'),
    city: at('city'),
    region: at('region'),
    postcode: at('postcode'),
    country: at('country'),
  }
  return address.line1 === '' || address.city === '' ? null : address
}
