import { hash, verify } from '@node-rs/argon2'
import type { Actor } from '../../domain/people/person.ts'
import type { Account } from '../../protocol/session.ts'
import type { Queryable } from '../store/database.ts'

/** Who makes a request, with all that rules need to know about them. */
export type SignedIn = {
  tenantId: string
  userId: string
  account: Account
  actor: Actor & { teamIds: readonly string[] }
  /** Number of shards of the tenant. */
  shards: number
}

type AccountRow = {
  tenant: string
  tenant_name: string
  id: string
  login: string
  name: string
  role: Account['role']
  team_ids: Account['teamIds']
  queue_ids: Account['queueIds']
  password_hash: string
  disabled: boolean
  shards: number
}

const SELECT = 'select a.*, t.shards, t.name as tenant_name from accounts a join tenants t on t.id = a.tenant'

/** The account as it is now. Null: there is none, or it is disabled (then `disabled` says so). */
export async function findAccount(
  on: Queryable,
  tenantId: string,
  userId: string,
): Promise<SignedIn | 'disabled' | null> {
  const [row] = await on.query<AccountRow>(`${SELECT} where a.tenant = $1 and a.id = $2`, [tenantId, userId])
  return row === undefined ? null : row.disabled ? 'disabled' : signedInOf(row)
}

/** Checks login and password; takes the same time whether the login exists or not. */
export async function checkPassword(
  on: Queryable,
  login: string,
  password: string,
): Promise<SignedIn | 'disabled' | null> {
  const [row] = await on.query<AccountRow>(`${SELECT} where a.login = $1`, [login])
  const isRight = await verify(row?.password_hash ?? (await decoyHash()), password)
  if (row === undefined || !isRight) return null
  return row.disabled ? 'disabled' : signedInOf(row)
}

/** Argon2id with the library's defaults (19 MiB, 2 passes), as OWASP recommends. */
export const hashPassword = (password: string): Promise<string> => hash(password)

let decoy: Promise<string> | undefined
const decoyHash = (): Promise<string> => (decoy ??= hashPassword('nobody has this password'))

function signedInOf(row: AccountRow): SignedIn {
  return {
    tenantId: row.tenant,
    userId: row.id,
    shards: row.shards,
    account: {
      tenantId: row.tenant as Account['tenantId'],
      tenantName: row.tenant_name,
      userId: row.id as Account['userId'],
      login: row.login,
      name: row.name,
      role: row.role,
      teamIds: row.team_ids,
      queueIds: row.queue_ids,
    },
    actor: {
      id: row.id as Actor['id'],
      name: row.name,
      role: row.role,
      queueIds: row.queue_ids,
      teamIds: row.team_ids,
    },
  }
}
