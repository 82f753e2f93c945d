import { caseOfRecord, splitKey } from '../../domain/mutations/entities.ts'
import type { StoredRow } from './store-port.ts'

/** The case that a row belongs to. Null: none. */
export function caseIdOf(row: StoredRow): string | null {
  if (row.caseId !== undefined) return row.caseId
  const { kind, id } = splitKey(row.key)
  return caseOfRecord(kind, id, row.view ?? row.server?.record ?? null)
}
