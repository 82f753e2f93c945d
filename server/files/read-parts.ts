import type { CaseRecord } from '../../domain/cases/case.ts'
import type { SignedIn } from '../auth/accounts.ts'
import type { Queryable } from '../store/database.ts'
import { maySeeCase } from '../store/scopes.ts'

/** The bytes of a file part by part, so that no more than one is held at a time. */
export async function* readParts(on: Queryable, tenant: string, id: string): AsyncGenerator<Uint8Array> {
  let after = -1
  for (;;) {
    const [part] = await on.query<{ at: number; bytes: Uint8Array }>(
      'select at, bytes from file_parts where tenant = $1 and id = $2 and at > $3 order by at limit 1',
      [tenant, id, after],
    )
    if (part === undefined) return
    yield part.bytes
    after = part.at
  }
}

/** The file of a message in a case that this person may read. Null: there is none, and why is nobody's business. */
export async function findReadable(
  on: Queryable,
  who: SignedIn,
  id: string,
): Promise<{ sizeBytes: number; sha256: string } | null> {
  const [row] = await on.query<{ size_bytes: number; sha256: string; d: CaseRecord }>(
    `select f.size_bytes, f.sha256, c.d from files f join cases c on c.tenant = f.tenant and c.id = f.case_id
     where f.tenant = $1 and f.id = $2 and f.is_complete and not c.deleted`,
    [who.tenantId, id],
  )
  if (row === undefined || !maySeeCase(who.actor, row.d)) return null
  return { sizeBytes: row.size_bytes, sha256: row.sha256 }
}
