import type { EpochMs } from '../../domain/kernel/time.ts'
import type { Outcome } from '../../protocol/bridge-kit.ts'
import type { PullPage, PullRequest } from '../../protocol/sync/pull.ts'
import type { PushRequest, PushResponse } from '../../protocol/sync/push.ts'
import { agentActs } from './agent-acts.ts'
import type { Fault } from './faults.ts'
import { FAULTS, someFaults, Violation } from './faults.ts'
import { heal, settle } from './heal.ts'
import type { Deed } from './invariants.ts'
import { checkDesk, checkEnd } from './invariants.ts'
import { modelPull } from './model-feed.ts'
import { openModelServer } from './model-server.ts'
import type { Mutant } from './mutants.ts'
import { seededRng } from './rng.ts'
import type { Call, SimDesk } from './sim-desk.ts'
import { makeDesk } from './sim-desk.ts'
import { CASE_IDS, customerWrites, fillServer, QUEUES, someAgents, START } from './sim-world.ts'

export type Story = { applied: number; epochs: number; violation: Violation | null }

/** One story: some desks, one server and what goes wrong between them. The same seed is always the same story. */
export async function runSeed(
  seed: number,
  steps: number,
  mutant: Mutant | null = null,
  tell: (line: string) => void = () => {},
  opensBeside = mutant?.opensBeside ?? false,
): Promise<Story> {
  const rng = seededRng(seed)
  const faults = someFaults(rng)
  // What one window was refused another one may have brought into the store from the journal by then (decision 0056).
  if (opensBeside) faults.delete('abortStore')
  const happens = (fault: Fault) => {
    const does = faults.has(fault) && rng.chance(FAULTS[fault])
    if (does) tell(fault)
    return does
  }
  const clock = { now: START as number }
  let made = 0
  const newId = () => `id-${++made}`
  const calls: Call[] = []
  /** Copies of requests that arrive a second time, later. */
  const echoes: Call[] = []
  const deeds = new Map<string, Deed>()
  const server = openModelServer(new Set(mutant?.server), () => clock.now as EpochMs)
  fillServer(server)
  const agents = someAgents(2 + rng.below(2))
  const desks = agents.map((actor) =>
    makeDesk({
      rng,
      mutant,
      calls,
      actor,
      newId,
      tell,
      now: () => clock.now,
      noteDeed(desk, window, mutation) {
        // One that could not be taken back is journaled once more.
        const known = deeds.get(mutation.id)
        if (known) return known
        const order = deeds.size + 1
        const deed: Deed = { desk, window, mutation, order, told: 'asked', keptBefore: null, takenBack: 'no' }
        deeds.set(mutation.id, deed)
        tell(`${actor.id} does ${order} ${mutation.id} ${mutation.name}`)
        return deed
      },
    }),
  )
  const start = (desk: SimDesk) => void desk.start().catch((error: unknown) => desk.errors.push(error))

  function serve({ desk, kind, request }: Call): Outcome<never> {
    const outcome: Outcome<unknown> = !desk.isSignedIn
      ? { ok: false, failure: { kind: 'auth' } }
      : kind === 'pull'
        ? modelPull(server, desk.actor, request as PullRequest)
        : server.push(desk.actor, request as PushRequest)
    tell(`${desk.actor.id} ${kind} ${brief(request)} => ${brief(outcome.ok ? outcome.value : outcome.failure)}`)
    return outcome as Outcome<never>
  }

  const unreachable: Outcome<never> = { ok: false, failure: { kind: 'unreachable', detail: 'cable' } }
  /** A request moves on: to the server, or its answer to the desk. Anything may happen to it on the way. */
  function moveCall(call: Call): void {
    const reply = (outcome: Outcome<never>) => {
      calls.splice(calls.indexOf(call), 1)
      call.answer(outcome)
    }
    if (call.outcome === null) {
      if (happens('dropRequest')) return reply(unreachable)
      if (happens('overload')) return reply({ ok: false, failure: { kind: 'overloaded', retryAfterMs: 5_000 } })
      call.outcome = serve(call)
      if (happens('repeatRequest')) echoes.push(call)
      return
    }
    if (happens('loseAnswer')) return reply(unreachable)
    if (call.kind === 'push' || !call.outcome.ok) return reply(call.outcome)
    if (happens('damagePage')) return reply({ ok: false, failure: { kind: 'damaged', detail: 'crc' } })
    const { oldPages } = call.desk
    const page = call.outcome.value as PullPage
    const wrong = oldPages.length > 0 && happens('mixUpAnswer') ? rng.pick(oldPages) : null
    oldPages.push(page)
    if (oldPages.length > 3) oldPages.shift()
    reply({ ok: true, value: (wrong ?? page) as never })
  }

  function goWrong(desk: SimDesk): void {
    if (happens('crash')) desk.awaitsLeft = rng.below(12)
    if (happens('abortStore')) desk.abortNextWrite = true
    if (happens('failJournal')) desk.failNextJournal = true
    if (happens('wipeStore')) desk.wipe()
    if (faults.has('restoreServer') && rng.chance(0.03)) server.takeBackup()
    if (happens('restoreServer')) server.restore()
    if (happens('jumpClock')) desk.clockOffsetMs += rng.below(345_600_000) - 172_800_000
    if (happens('expireToken')) desk.isSignedIn = false
    if (happens('flipAccess')) {
      const { actor } = desk
      const queue = rng.pick(QUEUES)
      const without = actor.queueIds.filter((id) => id !== queue)
      if (without.length === actor.queueIds.length) actor.queueIds = [...without, queue]
      else if (without.length > 0) actor.queueIds = without
    }
  }

  function goOn(desk: SimDesk): void {
    const dice = rng.next()
    // What the other windows do in this step goes on while it opens.
    if (opensBeside && desk.isUp && rng.chance(0.2)) desk.openBeside()
    if (!desk.isUp) start(desk)
    else if (dice < 0.2) agentActs({ rng, desk, deeds, newId })
    else if (dice < 0.68 && calls.length > 0) moveCall(rng.pick(calls))
    else if (dice < 0.72 && echoes.length > 0) serve(echoes.splice(rng.below(echoes.length), 1)[0] as Call)
    else if (dice < 0.76) customerWrites(server, rng.pick(CASE_IDS), newId())
    else if (dice < 0.8) server.deliverOne(rng.pick)
    else if (dice < 0.82) server.showUnseen()
    else if (dice < 0.88) desk.hear('sync.poked', { heads: {} })
    else if (dice < 0.91 && !desk.isSignedIn) {
      desk.isSignedIn = true
      desk.hear('session.changed', { state: 'signed-in' })
    } else {
      const timer = desk.nextTimer()
      if (timer === null) return
      clock.now = Math.max(clock.now, timer.at)
      desk.fire(timer)
    }
  }

  function check(): void {
    for (const desk of desks) {
      const [error] = desk.errors
      if (error !== undefined)
        throw error instanceof Violation
          ? error
          : new Violation(`bug: ${error instanceof Error ? error.stack : JSON.stringify(error)}`)
      checkDesk(desk, deeds)
    }
  }

  const end = (violation: Violation | null): Story => {
    for (const desk of desks) desk.stop()
    return { applied: server.world().applied.length, epochs: Number(server.epoch().slice(1)), violation }
  }
  try {
    for (let at = 0; at < steps; at++) {
      clock.now += rng.below(2_000)
      const desk = rng.pick(desks)
      goWrong(desk)
      goOn(desk)
      await settle()
      check()
    }
    for (const echo of echoes) serve(echo)
    await heal({ server, desks, calls, clock, start, serve, check, tell })
    checkEnd(server, desks, deeds)
    return end(null)
  } catch (error) {
    if (!(error instanceof Violation)) throw error
    return end(error)
  }
}

/** A request or an answer on one line, for whoever follows a story. */
function brief(value: unknown): string {
  const about = value as Partial<PushRequest & PullRequest & PullPage & PushResponse>
  const sent = about.mutations?.map(({ n, mutation, replay }) => `${n}:${mutation.id}${replay ? '(again)' : ''}`)
  const told = about.verdicts?.map(
    (each) =>
      `${each.n}:${'seq' in each ? each.seq : each.status === 'gap' ? each.expect : each.missing.join()}${each.status}`,
  )
  const brought = about.changes?.map(
    ({ t, e, id, seq, shard }) => `${t === 'exit' ? '-' : '+'}${e}:${id}@${shard}/${seq}`,
  )
  const { cursor, scopes, more, backfill }: Partial<PullRequest & PullPage['footer']> = about.footer ?? about
  const all = { sent, told, brought, epoch: about.epoch ?? about.header?.epoch, cursor, scopes, more, backfill }
  return JSON.stringify({ ...(about.header ? {} : about.mutations || about.cursor ? {} : about), ...all }).replaceAll(
    '"',
    '',
  )
}
