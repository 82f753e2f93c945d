import type { EpochMs } from '../../domain/kernel/time.ts'
import type { NumberedMutation } from '../../protocol/sync/mutations.ts'
import type { PushRequest, PushResponse, Verdict } from '../../protocol/sync/push.ts'
import type { SignedIn } from '../auth/accounts.ts'
import type { Changes } from '../store/changes.ts'
import { openChanges } from '../store/changes.ts'
import { missingFiles } from '../files/files-of-reply.ts'
import type { Db, Tx } from '../store/database.ts'
import type { Applied } from './apply-mutation.ts'
import { applyMutation } from './apply-mutation.ts'
import { forkHeadFor } from './heads.ts'
import { SyncRefusal } from './refusal.ts'

/** What handling a push needs from outside. */
export type PushPorts = {
  db: Db
  now(): EpochMs
  epoch(): string
  /** Waits between tries of a mutation that makes the server fail. */
  pause(ms: number): Promise<void>
  newReference(): string
  report(message: string, detail: Record<string, unknown>): void
}

/** Tries of a mutation that makes the server fail, with what to wait before each, before it is set aside (decision 0006). */
const PAUSES_MS = [0, 20, 60, 180, 540]
const TRANSACTION_TRIES = 5

/** Decides the mutations in one transaction: verdicts, rows and sequence numbers land together or not at all. Throws `SyncRefusal`. */
export async function handlePush(ports: PushPorts, who: SignedIn, request: PushRequest): Promise<PushResponse> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ports.db.transaction('write', (tx) => pushOnce(ports, tx, who, request))
    } catch (error) {
      if (!isPassing(error) || attempt === TRANSACTION_TRIES) throw error
      await ports.pause(10 * 2 ** attempt)
    }
  }
}

/**
 * Deadlocks and serialization failures: the whole transaction is simply run again. So it is when the same mutation was
 * decided under another client id a moment ago: the second run finds its verdict.
 */
function isPassing(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string }
  return code === '40P01' || code === '40001' || (code === '23505' && constraint === 'sync_result_mutation')
}

async function pushOnce(ports: PushPorts, tx: Tx, who: SignedIn, request: PushRequest): Promise<PushResponse> {
  const now = ports.now()
  const lmidBefore = await lockClient(tx, who, request.clientId, now)
  const epoch = ports.epoch()
  if (request.epoch !== epoch) {
    throw new SyncRefusal('epoch', 'The server was restored or failed over: fetch anew from the fork.', {
      epoch: { epoch, forkHead: await forkHeadFor(tx, who.tenantId, request.epoch), lmid: lmidBefore },
    })
  }
  const changes = openChanges(tx, who.tenantId, now)
  const verdicts: (Verdict | Pending)[] = []
  let lmid = lmidBefore
  for (const numbered of request.mutations) {
    if (numbered.n > lmid + 1) {
      verdicts.push({ status: 'gap', n: numbered.n, id: numbered.mutation.id, expect: lmid + 1 })
      break
    }
    const known = await knownVerdict(tx, who.tenantId, request.clientId, numbered)
    if (known !== null && known.forked)
      throw new SyncRefusal('client_forked', 'This number was used for another action: take a new client id.', { lmid })
    if (known !== null) {
      verdicts.push(known.verdict)
      if (numbered.n === lmid + 1) lmid = await consumeKnown(tx, who.tenantId, request.clientId, numbered.n, lmid)
      continue
    }
    if (numbered.n <= lmid)
      throw new SyncRefusal('client_forked', 'The answer to this number is no longer kept: take a new client id.', {
        lmid,
      })
    const missing = await missingFiles(tx, who, numbered.mutation)
    if (missing.length > 0) {
      // The number is not spent: the desk brings the files and sends it again, and what stands behind it meanwhile.
      verdicts.push({ status: 'files', n: numbered.n, id: numbered.mutation.id, missing })
      break
    }
    verdicts.push({ numbered, applied: await decideSafely(ports, tx, changes, who, request.clientId, numbered) })
    lmid = numbered.n
  }
  if (lmid > lmidBefore)
    await tx.query('update sync_client set lmid = $1 where tenant = $2 and client_id = $3', [
      lmid,
      who.tenantId,
      request.clientId,
    ])
  return { epoch, verdicts: await settle(tx, changes, who, request.clientId, verdicts, now), lmid, now }
}

type Pending = { numbered: NumberedMutation; applied: Applied }

async function lockClient(tx: Tx, who: SignedIn, clientId: string, now: EpochMs): Promise<number> {
  await tx.query(
    `insert into sync_client (tenant, client_id, user_id, last_seen_at) values ($1, $2, $3, $4)
     on conflict (tenant, client_id) do nothing`,
    [who.tenantId, clientId, who.userId, now],
  )
  const [client] = await tx.query<{ user_id: string; lmid: number }>(
    'select user_id, lmid from sync_client where tenant = $1 and client_id = $2 for update',
    [who.tenantId, clientId],
  )
  if (client?.user_id !== who.userId) throw new SyncRefusal('forbidden', 'This client id belongs to another person.')
  await tx.query('update sync_client set last_seen_at = $1 where tenant = $2 and client_id = $3', [
    now,
    who.tenantId,
    clientId,
  ])
  return client.lmid
}

type ResultRow = {
  n: number
  client_id: string
  mutation_id: string
  status: Verdict['status']
  code: string | null
  reference: string | null
  shard: number
  seq: number
}

/** The verdict given before, by number or by mutation: the same action is never decided twice. Null: it is new. */
async function knownVerdict(
  tx: Tx,
  tenant: string,
  clientId: string,
  { n, mutation }: NumberedMutation,
): Promise<{ forked: true } | { forked: false; verdict: Verdict } | null> {
  const rows = await tx.query<ResultRow>(
    'select * from sync_result where tenant = $1 and ((client_id = $2 and n = $3) or mutation_id = $4)',
    [tenant, clientId, n, mutation.id],
  )
  const sameNumber = rows.find((row) => row.client_id === clientId && row.n === n)
  if (sameNumber !== undefined && sameNumber.mutation_id !== mutation.id) return { forked: true }
  const row = sameNumber ?? rows[0]
  if (row === undefined) return null
  return { forked: false, verdict: verdictOf({ ...row, n, code: row.code, reference: row.reference }) }
}

/** The mutation was decided under another number; this number is spent on it too, so that the row of numbers has no gap. */
async function consumeKnown(tx: Tx, tenant: string, clientId: string, n: number, lmid: number): Promise<number> {
  await tx.query('update sync_client set lmid = $1 where tenant = $2 and client_id = $3', [n, tenant, clientId])
  return Math.max(n, lmid)
}

const verdictOf = (row: Omit<ResultRow, 'client_id'>): Verdict =>
  ({
    status: row.status,
    n: row.n,
    id: row.mutation_id,
    shard: String(row.shard),
    seq: row.seq,
    ...(row.status === 'applied' ? {} : { code: row.code }),
    ...(row.status === 'rejected' ? { reference: row.reference } : {}),
  }) as Verdict

/** Each in its own savepoint: one that makes the server fail is set aside and holds up nobody else's work. */
async function decideSafely(
  ports: PushPorts,
  tx: Tx,
  changes: Changes,
  who: SignedIn,
  clientId: string,
  numbered: NumberedMutation,
): Promise<Applied> {
  for (const pauseMs of PAUSES_MS) {
    if (pauseMs > 0) await ports.pause(pauseMs)
    await tx.run('savepoint mutation')
    const undo = changes.mark()
    try {
      const applied = await applyMutation(tx, changes, who, clientId, numbered, ports.now())
      await tx.run('release savepoint mutation')
      return applied
    } catch (error) {
      if (isPassing(error)) throw error
      undo()
      await tx.run('rollback to savepoint mutation')
      ports.report('A mutation makes the server fail', {
        name: numbered.mutation.name,
        id: numbered.mutation.id,
        error: String(error),
      })
    }
  }
  const reference = ports.newReference()
  ports.report('A mutation was set aside', { name: numbered.mutation.name, id: numbered.mutation.id, reference })
  return { status: 'rejected', code: 'quarantined', reference, shard: null, messageId: null, caseId: null }
}

/** Numbers come last; with them the verdicts are complete and kept, in the same transaction. */
async function settle(
  tx: Tx,
  changes: Changes,
  who: SignedIn,
  clientId: string,
  verdicts: (Verdict | Pending)[],
  now: EpochMs,
): Promise<Verdict[]> {
  const pending = verdicts.filter((each): each is Pending => 'applied' in each)
  const seqs = await changes.stamp()
  const done = new Map<Pending, Verdict>()
  for (const each of pending) {
    const { applied, numbered } = each
    const shard = applied.shard ?? 0
    const row = {
      n: numbered.n,
      mutation_id: numbered.mutation.id,
      status: applied.status,
      code: applied.code,
      reference: applied.reference,
      shard,
      seq: seqs.get(shard) ?? 0,
    }
    await tx.query(
      `insert into sync_result (tenant, client_id, n, mutation_id, name, status, code, reference, case_id, message_id, shard, seq, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        who.tenantId,
        clientId,
        row.n,
        row.mutation_id,
        numbered.mutation.name,
        row.status,
        row.code,
        row.reference,
        applied.caseId,
        applied.messageId,
        shard,
        row.seq,
        now,
      ],
    )
    done.set(each, verdictOf(row))
  }
  return verdicts.map((each) => ('applied' in each ? (done.get(each) as Verdict) : each))
}
