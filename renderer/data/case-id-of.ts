import { splitKey } from '../../domain/mutations/entities.ts'
import type { StoredRow } from './store-port.ts'

/** The case that a row belongs to. Null: none. */
export function caseIdOf(row: StoredRow): string | null {
  const { kind, id } = splitKey(row.key)
  if (kind === 'case') return id
  const caseId = (row.view ?? row.server?.record)?.['caseId']
  return typeof caseId === 'string' ? caseId : null
}
