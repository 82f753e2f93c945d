import { layOutCorrection, lengthOfInterval } from '../../domain/agent-time/correct-interval.ts'
import type { IntervalRecord } from '../../domain/agent-time/interval.ts'
import type { DisputeId, IntervalId, ShiftId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms, Stamp } from '../../domain/kernel/time.ts'
import type { Figure } from '../../domain/metrics/figure.ts'
import { policyInForce, USUAL_METRIC_POLICY } from '../../domain/metrics/metric-policy.ts'
import type { MetricPolicyRecord } from '../../domain/metrics/metric-policy.ts'
import { agentFigures } from '../../domain/metrics/period-figures.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import type { ShiftHistory } from '../../domain/schedule/shift-history.ts'
import type { Cursor } from '../../protocol/sync/pull.ts'
import { openChanges } from '../../server/store/changes.ts'
import type { EntityKind, EntityOf } from '../../domain/mutations/entities.ts'
import { openMemoryShelf } from '../../renderer/data/memory-shelf.ts'
import { keepCaseFiles, readOwnCases } from '../../renderer/data/read-own-cases.ts'
import { readRows } from '../../renderer/data/read-rows.ts'
import { TABLES } from '../../server/store/entity-tables.ts'
import { caseScopes, planScopes, SHARED } from '../../server/store/scopes.ts'
import type { Rng } from '../simulation/rng.ts'
import { seededRng } from '../simulation/rng.ts'
import { someDispute } from './intervals.ts'
import { randomShift, shuffled } from './random-shifts.ts'
import type { RandomWork } from './random-work.ts'
import { randomWork } from './random-work.ts'
import { ana as anaRibeiro, someMutation } from './records.ts'
import type { TestServer } from './test-server.ts'
import { connect } from './wire.ts'

export type Agreement = { shifts: number; figures: number; differences: number; firstDifference: string | null }

/** One value has one text: names in order, nothing left out, nothing added. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const fields = Object.entries(value).filter(([, each]) => each !== undefined)
  return `{${fields
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`)
    .join(',')}}`
}

/**
 * The log that a desk with imperfect clocks would have written of this shift: its clock is off and known to be so, or
 * not compared with the server yet; it is put forward or back in the middle; the desk restarts.
 */
function logOf(seed: number, rng: Rng): IntervalRecord[] {
  let [session, offsetMs, jumpMs, startedMs] = [0, 0, 0, 0]
  let isCompared = true
  const restart = (at: number) => {
    session++
    offsetMs = rng.below(600_000) - 300_000
    jumpMs = 0
    startedMs = at - rng.below(3_600_000)
    isCompared = rng.chance(0.8)
  }
  return randomShift(seed).spans.map((span, n): IntervalRecord => {
    if (n === 0 || rng.chance(0.08)) restart(span.startsAt)
    if (rng.chance(0.1)) jumpMs += rng.below(7_200_000) - 3_600_000
    const stamp = (at: number): Stamp => ({
      at: (at - offsetMs + jumpMs) as EpochMs,
      offsetMs: (isCompared ? offsetMs - jumpMs : null) as Ms | null,
      monotonicMs: (at - startedMs) as Ms,
    })
    const { state, contactId, channel, caseId, isOffline, isFaultSeen } = span
    return {
      id: `i-${seed}-${n}` as IntervalId,
      userId: 'u-ana' as IntervalRecord['userId'],
      state,
      source: span.source === 'lead' ? 'agent' : span.source,
      startedAt: stamp(span.startsAt),
      endedAt: n > 0 && rng.chance(0.02) ? null : stamp(span.endsAt),
      caseId,
      contactId,
      channel,
      replaces: null,
      session: `s-${seed}-${session}`,
      ...(isOffline ? { isOffline } : {}),
      ...(isFaultSeen ? { isFaultSeen } : {}),
    }
  })
}

/** Some of the time is contested, and the lead puts one to three parts in its place, or refuses. */
function disputesOf(seed: number, log: readonly IntervalRecord[], rng: Rng): { contest: Mutation; decide: Mutation }[] {
  return log.flatMap((entry, n) => {
    const lengthMs = lengthOfInterval(entry)
    if (lengthMs === null || lengthMs < 10 || !rng.chance(0.08)) return []
    const { decision: _, ...dispute } = someDispute({ id: `d-${seed}-${n}` as DisputeId, intervalId: entry.id })
    const parts = Array.from({ length: 1 + rng.below(3) }, () => ({
      state: rng.pick(['break', 'meeting', 'available', 'tech-issue', 'lunch'] as const),
      lengthMs: (1 + rng.below(Math.floor(lengthMs / 3) - 1)) as Ms,
    }))
    const isAccepted = rng.chance(0.8)
    const corrections = isAccepted
      ? layOutCorrection(
          entry,
          parts,
          parts.map((_part, at) => `l-${seed}-${n}-${at}` as IntervalId),
        )
      : []
    const decision = { disputeId: dispute.id, isAccepted, words: 'Looked at.', corrections }
    return [
      { contest: someMutation('interval.contest', { dispute }), decide: someMutation('interval.decide', decision) },
    ]
  })
}

/** What a desk knows after pulling: the records of the feed as they came over the wire. */
type DeskCopy = { rows: Map<string, { e: EntityKind; d: object }>; cursor: Cursor; scopes: string[] }

/** What the desk's own screens would read of it. */
async function readCopy(copy: DeskCopy, asOf: EpochMs) {
  const shelf = openMemoryShelf()
  const puts = [...copy.rows].map(([key, { d }]) => ({
    table: 'rows' as const,
    put: { key: key as `case:${string}`, server: null, view: d as Record<string, unknown> },
  }))
  await shelf.write(puts, await shelf.version(), 'relaxed')
  const rows = readRows(shelf)
  const of = anaRibeiro.id
  const own = async <Kind extends EntityKind>(kind: Kind, isOwn: (record: EntityOf[Kind]) => boolean) =>
    (await rows.every(kind)).filter(isOwn)
  const isAnas = ({ agentId }: { agentId: string | null }) => agentId === of
  return {
    of,
    asOf,
    log: await own('interval', ({ userId }) => userId === of),
    contacts: await own('contact', isAnas),
    shifts: (await own('shift', ({ userId }) => userId === of)).flatMap(({ versions }) => versions),
    files: await readOwnCases(rows, keepCaseFiles(shelf), of, (asOf - FOUR_WEEKS_MS) as EpochMs),
    queues: await rows.every('queue'),
    ratings: await own('rating', isAnas),
    audits: await own('audit', isAnas),
    policy: policyInForce(await rows.every('metricPolicy')),
  }
}
const FOUR_WEEKS_MS = 29 * 86_400_000

/** All that the database holds of a kind beside what the small shop began with. */
const EMPTIED = ['interval', 'dispute', 'shift', 'message', 'delivery', 'contact', 'event', 'rating', 'audit'] as const

/**
 * Pushes random shifts through the real sync into the database and asks both sides for the figures: the desk from what
 * it pulled, the server over HTTP from its rows. Every figure is compared as canonical text, with all its lines.
 */
export async function compareFigures(
  server: TestServer,
  { shifts, from = 1, told }: { shifts: number; from?: number; told?: (sofar: Agreement) => void },
): Promise<Agreement> {
  const result: Agreement = { shifts: 0, figures: 0, differences: 0, firstDifference: null }
  const [ana, lea] = [await connect(server, 'ana'), await connect(server, 'lea')]
  const next = { ana: 1, lea: 1 }
  const push = async (who: 'ana' | 'lea', mutations: readonly Mutation[]) => {
    for (let at = 0; at < mutations.length; at += 40) {
      const batch = mutations.slice(at, at + 40).map((mutation) => ({ n: next[who]++, mutation }))
      const { verdicts } = await (who === 'ana' ? ana : lea).push(batch)
      const refused = verdicts.find(({ status }) => status !== 'applied')
      if (refused !== undefined) throw new Error(`Not taken: ${JSON.stringify(refused)}`)
    }
  }
  const copy: DeskCopy = { rows: new Map(), cursor: {}, scopes: [] }
  const take = (changes: Awaited<ReturnType<typeof ana.pull>>['changes']) => {
    for (const row of changes)
      if ('d' in row && row.d !== null) copy.rows.set(`${row.e}:${row.id}`, { e: row.e, d: row.d })
  }
  const pull = async () => {
    for (;;) {
      const page = await ana.pull({ cursor: copy.cursor, scopes: copy.scopes as never })
      take(page.changes)
      copy.cursor = page.footer.cursor
      copy.scopes = page.footer.scopes as never
      if (!page.footer.more) return
    }
  }
  const write = (put: (changes: ReturnType<typeof openChanges>) => Promise<void>) =>
    server.db.transaction('write', async (tx) => {
      const changes = openChanges(tx, ana.account.tenantId, server.clock.now)
      await put(changes)
      await changes.stamp()
    })
  const putWork = async (changes: ReturnType<typeof openChanges>, { cases, ratings, audits }: RandomWork) => {
    const own = planScopes('u-ana', ana.account.teamIds)
    for (const { kase, messages, deliveries, contacts, events } of cases) {
      const tags = caseScopes(kase)
      await changes.put('case', kase, tags, 0)
      for (const each of messages) await changes.put('message', each, tags, 0)
      for (const each of deliveries) await changes.put('delivery', each, tags, 0)
      for (const each of contacts) await changes.put('contact', each, tags, 0)
      for (const each of events) await changes.put('event', each, tags, 0)
    }
    for (const each of ratings) await changes.put('rating', each, own, 0)
    for (const each of audits) await changes.put('audit', each, own, 0)
  }
  // A house of its own mind: what it decided reaches both sides.
  const policy = { ...USUAL_METRIC_POLICY, version: 2, smallSample: 3, id: 'policy-2' as MetricPolicyRecord['id'] }
  await write((changes) => changes.put('metricPolicy', policy, [SHARED], 0))
  take((await ana.pullAll()).changes)
  await ana.pullAll().then(({ footer }) => Object.assign(copy, { cursor: footer.cursor, scopes: footer.scopes }))
  const began = new Map(copy.rows)

  for (let seed = from; seed < from + shifts; seed++) {
    const rng = seededRng(seed * 7 + 3)
    const log = logOf(seed, rng)
    const id = `s-${seed}` as ShiftId
    const versions = randomShift(seed).shifts.map((each) => ({ ...each, id }))
    const userId = 'u-ana' as ShiftHistory['userId']
    const work = randomWork(seed, versions[0]!.startsAt, rng)
    await write(async (changes) => {
      await changes.put('shift', { id, userId, versions }, planScopes(userId, ana.account.teamIds), 0)
      await putWork(changes, work)
    })
    const disputes = disputesOf(seed, log, rng)
    const entries = log.map((interval) => someMutation('interval.record', { interval }))
    await push('ana', [...entries, ...disputes.map(({ contest }) => contest)])
    await push(
      'lea',
      disputes.map(({ decide }) => decide),
    )
    await pull()
    const ends = versions.at(-1)!.endsAt
    // Mostly when it is over, sometimes in the middle of it.
    const asOf = (rng.chance(0.8) ? ends + 8 * 3_600_000 : ends - rng.below(6 * 3_600_000)) as EpochMs
    const answer = await server.fetch(`/api/v1/figures?userId=u-ana&shiftId=${id}&asOf=${asOf}`, {
      headers: ana.authorization,
    })
    if (answer.status !== 200) throw new Error(`figures: ${answer.status} ${await answer.text()}`)
    const theirs = ((await answer.json()) as { figures: Figure[] }).figures
    const facts = await readCopy(copy, asOf)
    const ours = Object.values(agentFigures({ ...facts, log: shuffled(facts.log, seed) }, [id]))
    result.shifts++
    result.figures += Math.max(ours.length, theirs.length)
    for (let at = 0; at < Math.max(ours.length, theirs.length); at++) {
      const [mine, other] = [canonical(ours[at] ?? null), canonical(theirs[at] ?? null)]
      if (mine === other) continue
      result.differences++
      result.firstDifference ??= `shift ${seed}, ${ours[at]?.metric}\ndesk   ${mine}\nserver ${other}`
    }
    for (const kind of EMPTIED) await server.db.query(`delete from ${TABLES[kind]}`)
    await server.db.query(`delete from cases where id like 'c-${seed}-%'`)
    copy.rows = new Map(began)
    if (seed % 100 === 0) told?.(result)
  }
  return result
}
