import type { CustomerRecord } from '../../domain/cases/customer.ts'
import { customerName } from '../../domain/cases/customer.ts'

/** More would not be read, only scrolled. */
const MOST = 8

const bare = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase('en')
const digits = (text: string): string => text.replaceAll(/\D/g, '')

/**
 * Customers by name, e-mail address or telephone number, those first whose name or address begins a word so; those who
 * turned out to be somebody else are left out.
 */
export function findPeople(
  customers: readonly CustomerRecord[],
  query: string,
): { found: CustomerRecord[]; total: number } {
  const sought = bare(query).trim().split(/\s+/).filter(Boolean)
  if (sought.join('').length < 2) return { found: [], total: 0 }
  const number = digits(query)
  const isNumber = number.length >= 4 && number.length >= query.replaceAll(/[\s+()/-]/g, '').length
  const matches: { customer: CustomerRecord; begins: number }[] = []
  for (const customer of customers) {
    if (customer.mergedIntoId !== null) continue
    const known = isNumber ? digits(customer.phone ?? '') : ` ${bare(`${customerName(customer)} ${customer.email}`)}`
    if (!(isNumber ? [number] : sought).every((word) => known.includes(word))) continue
    matches.push({ customer, begins: sought.filter((word) => known.includes(` ${word}`)).length })
  }
  const found = matches.toSorted((a, b) => b.begins - a.begins).slice(0, MOST)
  return { found: found.map(({ customer }) => customer), total: matches.length }
}
