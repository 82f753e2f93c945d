import type { CaseRecord } from '../../domain/cases/case.ts'
import type { DeliveryRecord } from '../../domain/cases/delivery.ts'
import type { MessageRecord } from '../../domain/cases/message.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { decide } from '../../domain/mutations/decide.ts'
import type { EntityKey, EntityKind } from '../../domain/mutations/entities.ts'
import { ENTITY_KINDS, entityKey } from '../../domain/mutations/entities.ts'
import type { Actor } from '../../domain/people/person.ts'
import type { Failure, Outcome } from '../../protocol/bridge-kit.ts'
import { caseOf } from '../../domain/mutations/mutation.ts'
import type { NumberedMutation } from '../../protocol/sync/mutations.ts'
import type { Cursor } from '../../protocol/sync/pull.ts'
import type { PushRequest, PushResponse, Verdict } from '../../protocol/sync/push.ts'
import { caseScopes, maySeeCase } from '../../server/store/scopes.ts'

/** Seeded mistakes of a server. All absent: the rules of the real one. */
export type ServerMistake =
  | 'noDedupe'
  | 'poison'
  | 'noExit'
  | 'noTouch'
  | 'noEpoch'
  | 'naiveSeq'
  | 'splitSeq'
  | 'noBackfill'
  | 'exitElided'
  | 'wideFeed'

export type ModelRow = {
  kind: EntityKind
  id: string
  record: { [field: string]: unknown }
  tags: string[]
  shard: string
  seq: number
  rev: number
  clientId: string | null
}
export type ModelExit = { kind: EntityKind; id: string; scope: string; shard: string; seq: number }
type Decided = { clientId: string; n: number; verdict: Exclude<Verdict, { status: 'gap' }> }
export type AppliedAction = { mutationId: string; userId: string; lane: string }
/** All that a backup holds. */
type World = {
  rows: Map<EntityKey, ModelRow>
  exits: ModelExit[]
  heads: Cursor
  lmids: Map<string, number>
  byMutation: Map<string, Decided>
  byNumber: Map<string, Decided>
  applied: AppliedAction[]
}

const SHARDS = ['0', '1']
const CHILDREN = new Set<EntityKind>(['message', 'delivery', 'event', 'promise', 'contact', 'guideRun'])
const shardOf = (caseId: string) => SHARDS[caseId.charCodeAt(caseId.length - 1) % SHARDS.length] as string

/** The server as a model: everything in memory, one transaction at a time, the rules of the real one (server/sync). */
export function openModelServer(mistakes: ReadonlySet<ServerMistake>, now: () => EpochMs) {
  let world: World = {
    rows: new Map(),
    exits: [],
    heads: Object.fromEntries(SHARDS.map((shard) => [shard, 0])),
    lmids: new Map(),
    byMutation: new Map(),
    byNumber: new Map(),
    applied: [],
  }
  let backup: World | null = null
  const forks: { epoch: string; heads: Cursor }[] = [{ epoch: 'e1', heads: {} }]
  /** With the mistake "naiveSeq": transactions that have taken their number and are not visible yet. */
  let unseen: (() => void)[] = []
  /** What the customers have received. Outside of the system, so that no restore takes it back. */
  const mailbox: string[] = []

  const epoch = () => (forks.at(-1) as { epoch: string }).epoch

  /** One transaction: rows and exits that get one number per shard at the end. */
  function transaction<Value>(work: (tx: Tx) => Value, isSlow = false): { value: Value; seqs: Map<string, number> } {
    const touched = new Map<EntityKey, ModelRow>()
    const left: ModelExit[] = []
    const read = (key: EntityKey) => touched.get(key) ?? world.rows.get(key)
    const tx: Tx = {
      read,
      rows: () => [...new Map([...world.rows, ...touched]).values()],
      put(kind, record, tags, shard, clientId = null) {
        const key = entityKey(kind, record.id)
        const before = read(key)
        touched.set(key, { kind, id: record.id, record, tags, shard, seq: 0, rev: before?.rev ?? 0, clientId })
      },
      exit: (kind, id, scope, shard) => left.push({ kind, id, scope, shard, seq: 0 }),
    }
    const value = work(tx)
    const seqs = new Map<string, number>()
    for (const { shard } of [...touched.values(), ...left]) {
      if (!seqs.has(shard)) seqs.set(shard, (world.heads[shard] = (world.heads[shard] ?? 0) + 1))
    }
    const show = () => {
      for (const [key, row] of touched) world.rows.set(key, { ...row, seq: seqs.get(row.shard) ?? 0, rev: row.rev + 1 })
      for (const each of left) world.exits.push({ ...each, seq: seqs.get(each.shard) ?? 0 })
    }
    if (isSlow && mistakes.has('naiveSeq')) unseen.push(show)
    else show()
    return { value, seqs }
  }

  function changeCase(tx: Tx, before: CaseRecord, after: CaseRecord): void {
    const [was, is] = [caseScopes(before), caseScopes(after)]
    const shard = shardOf(after.id)
    tx.put('case', after, is, shard)
    if (was.join() === is.join()) return
    const left = mistakes.has('noExit') ? [] : was.filter((scope) => !is.includes(scope))
    for (const scope of left) tx.exit('case', after.id, scope, shard)
    if (mistakes.has('noTouch')) return
    for (const row of tx.rows()) {
      if (!CHILDREN.has(row.kind) || row.record['caseId'] !== after.id) continue
      tx.put(row.kind, row.record as { id: string }, is, shard, row.clientId)
      for (const scope of left) tx.exit(row.kind, row.id, scope, shard)
    }
  }

  function decideOne(tx: Tx, actor: Actor, clientId: string, { mutation, replay }: NumberedMutation): Decision {
    if (mutation.name === 'interval.record') {
      const outcome = decide(mutation, { actor, case: null, unseenPublic: false, unseenFromCustomer: false })
      if (!outcome.ok) return { status: 'rejected', code: outcome.refusal, shard: '0' }
      tx.put('interval', mutation.args.interval, [`me:${actor.id}`], '0')
      return { status: 'applied', shard: '0' }
    }
    const caseId = caseOf(mutation)
    if (caseId === null) throw new Error(`The model does not know ${mutation.name}.`)
    const shard = shardOf(caseId)
    const found = tx.read(entityKey('case', caseId))?.record as CaseRecord | undefined
    const kase = found !== undefined && maySeeCase(actor, found) ? found : null
    const { pre } = mutation
    const since = tx
      .rows()
      .filter(
        (row) =>
          pre !== null &&
          row.kind === 'message' &&
          row.record['caseId'] === caseId &&
          Number(row.record['publicOrdinal'] ?? 0) > pre.lastPublicOrdinal &&
          row.clientId !== clientId,
      )
      .map((row) => row.record as MessageRecord)
    const outcome = decide(mutation, {
      actor,
      case: kase,
      unseenPublic: since.length > 0,
      unseenFromCustomer: since.some((message) => message.author.kind === 'customer'),
      find: (kind, id) => (id === null ? null : ((tx.read(entityKey(kind, id))?.record as never) ?? null)),
    })
    if (!outcome.ok) return { status: 'rejected', code: outcome.refusal, shard }
    const effect = outcome.value
    if (effect.noop !== undefined) return { status: 'noop', code: effect.noop, shard }
    if (kase === null) throw new Error('A case that nobody sees was changed.')
    let changed = effect.case ?? kase
    if (effect.message !== undefined) {
      const publicOrdinal = effect.message.visibility === 'public' ? kase.publicCount + 1 : null
      if (publicOrdinal !== null) changed = { ...changed, publicCount: publicOrdinal }
      const message: MessageRecord = { ...effect.message, receivedAt: now(), publicOrdinal }
      tx.put('message', message, caseScopes(kase), shard, clientId)
    }
    if (effect.delivery !== undefined) {
      const delivery: DeliveryRecord = replay ? { ...effect.delivery, state: 'unknown' } : effect.delivery
      tx.put('delivery', delivery, caseScopes(kase), shard)
    }
    for (const { kind, record } of effect.also ?? []) tx.put(kind, record, caseScopes(kase), shard)
    if (changed !== kase) changeCase(tx, kase, changed)
    return { status: 'applied', shard }
  }

  const numberKey = (clientId: string, n: number) => `${clientId} ${n}`
  const knownFor = (clientId: string, { n, mutation }: NumberedMutation) => {
    const sameNumber = world.byNumber.get(numberKey(clientId, n))
    return sameNumber ?? world.byMutation.get(mutation.id)
  }

  function push(actor: Actor, request: PushRequest): Outcome<PushResponse> {
    const { clientId } = request
    let lmid = world.lmids.get(clientId) ?? 0
    if (request.epoch !== epoch()) return { ok: false, failure: epochFailure(request.epoch, clientId) }
    // The whole request is one transaction: a fork anywhere undoes it, so it is looked for first.
    for (const numbered of mistakes.has('noDedupe') ? [] : request.mutations) {
      const known = knownFor(clientId, numbered)
      const isFork = known ? known.verdict.id !== numbered.mutation.id : numbered.n <= lmid
      if (isFork) return { ok: false, failure: { kind: 'client-forked', lmid } }
    }
    const decided: { numbered: NumberedMutation; decision: Decision }[] = []
    const verdicts: (Verdict | number)[] = []
    const { seqs } = transaction((tx) => {
      for (const numbered of request.mutations) {
        const { n, mutation } = numbered
        if (n > lmid + 1 && !mistakes.has('noDedupe')) {
          verdicts.push({ status: 'gap', n, id: mutation.id, expect: lmid + 1 })
          break
        }
        const known = mistakes.has('noDedupe') ? undefined : knownFor(clientId, numbered)
        if (known) {
          verdicts.push({ ...known.verdict, n })
          lmid = Math.max(lmid, n)
          continue
        }
        const decision = decideOne(tx, actor, clientId, numbered)
        if (decision.status === 'rejected' && mistakes.has('poison')) break
        verdicts.push(decided.push({ numbered, decision }) - 1)
        lmid = Math.max(lmid, n)
      }
    })
    world.lmids.set(clientId, lmid)
    const answers = decided.map(({ numbered, decision }) => {
      const { n, mutation } = numbered
      const verdict = verdictOf(decision, n, mutation.id, seqs.get(decision.shard) ?? 0)
      const kept: Decided = { clientId, n, verdict }
      world.byMutation.set(mutation.id, kept)
      world.byNumber.set(numberKey(clientId, n), kept)
      if (decision.status === 'applied')
        world.applied.push({ mutationId: mutation.id, userId: actor.id, lane: mutation.lane })
      return verdict
    })
    const told = verdicts.map((each) => (typeof each === 'number' ? (answers[each] as Verdict) : each))
    return { ok: true, value: { epoch: epoch(), verdicts: told, lmid, now: now() } }
  }

  /** What a desk of another epoch is told. */
  function epochFailure(epochOfDesk: string, clientId: string): Failure {
    const after = forks.slice(forks.findIndex((fork) => fork.epoch === epochOfDesk) + 1)
    const forkHead: Cursor = {}
    for (const { heads } of after)
      for (const [shard, seq] of Object.entries(heads)) forkHead[shard] = Math.min(forkHead[shard] ?? seq, seq)
    return { kind: 'epoch', epoch: epoch(), forkHead, lmid: world.lmids.get(clientId) ?? 0 }
  }

  return {
    mistakes,
    mailbox,
    epoch,
    epochFailure,
    transaction,
    changeCase,
    push,
    now,
    world: () => world,
    lmid: (clientId: string) => world.lmids.get(clientId) ?? 0,
    takeBackup() {
      backup = structuredClone(world)
    },
    /** Everything since the backup is gone, except what left the house. */
    restore() {
      if (backup === null) return
      world = structuredClone(backup)
      unseen = []
      if (mistakes.has('noEpoch')) return
      forks.push({ epoch: `e${forks.length + 1}`, heads: { ...world.heads } })
      // What the backup holds as waiting to leave may have left since then: a person decides.
      transaction((tx) => {
        for (const row of tx.rows())
          if (row.kind === 'delivery' && row.record['state'] === 'queued')
            tx.put('delivery', { ...row.record, state: 'unknown' } as unknown as DeliveryRecord, row.tags, row.shard)
      })
    },
    /** A message leaves for the customer. */
    deliverOne(choose: (rows: ModelRow[]) => ModelRow) {
      const queued = [...world.rows.values()].filter(
        (row) => row.record['state'] === 'queued' && row.kind === 'delivery',
      )
      if (queued.length === 0) return
      const row = choose(queued)
      mailbox.push(row.id)
      const sent = { ...row.record, state: 'sent', sentAt: now() } as unknown as DeliveryRecord
      transaction((tx) => tx.put('delivery', sent, row.tags, row.shard))
    },
    /** With the mistake "naiveSeq": the slow transactions become visible after all. */
    showUnseen() {
      for (const show of unseen) show()
      unseen = []
    },
  }
}
export type ModelServer = ReturnType<typeof openModelServer>

export type Tx = {
  read(key: EntityKey): ModelRow | undefined
  rows(): ModelRow[]
  put(kind: EntityKind, record: { id: string }, tags: string[], shard: string, clientId?: string | null): void
  exit(kind: EntityKind, id: string, scope: string, shard: string): void
}
type Decision = { status: 'applied' | 'noop' | 'rejected'; code?: string; shard: string }

const verdictOf = (decision: Decision, n: number, id: string, seq: number): Exclude<Verdict, { status: 'gap' }> =>
  ({
    status: decision.status,
    n,
    id,
    shard: decision.shard,
    seq,
    ...(decision.status === 'applied' ? {} : { code: decision.code }),
    ...(decision.status === 'rejected' ? { reference: null } : {}),
  }) as Exclude<Verdict, { status: 'gap' }>

/** Order of kinds in the feed. */
export const placeOf = (kind: EntityKind) => ENTITY_KINDS.indexOf(kind) + 1
