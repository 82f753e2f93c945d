import type { CustomerRecord } from '../../../domain/cases/customer.ts'
import { customerName } from '../../../domain/cases/customer.ts'

/** More would not be read, only scrolled. */
const MOST = 8

const bare = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase('en')

/** Customers whose name or e-mail holds every word of the query; not `except`, and nobody who was merged already. */
export function findCustomers(
  customers: readonly CustomerRecord[],
  query: string,
  except: CustomerRecord['id'],
): CustomerRecord[] {
  const sought = bare(query).trim().split(/\s+/).filter(Boolean)
  if (sought.join('').length < 2) return []
  const isMeant = (customer: CustomerRecord) => {
    if (customer.id === except || customer.mergedIntoId !== null) return false
    const known = bare(`${customerName(customer)} ${customer.email}`)
    return sought.every((word) => known.includes(word))
  }
  return customers.filter(isMeant).slice(0, MOST)
}
