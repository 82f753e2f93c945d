import type { Outcome } from '../../protocol/bridge-kit.ts'
import { ownScopes } from '../../server/store/scopes.ts'
import type { ModelServer } from './model-server.ts'
import type { Call, SimDesk } from './sim-desk.ts'

const ROUNDS = 300

/** Lets every promise that can go on go on. */
export const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Everything works again: every desk must come to rest with nothing left to send or to fetch. */
export async function heal(story: {
  server: ModelServer
  desks: readonly SimDesk[]
  calls: Call[]
  clock: { now: number }
  start(desk: SimDesk): void
  serve(call: Call): Outcome<never>
  check(): void
  tell(line: string): void
}): Promise<void> {
  const { server, desks, calls, clock } = story
  server.showUnseen()
  const isDone = (desk: SimDesk) => {
    const { meta, outbox } = desk.mirror
    if (meta === null || meta.backfill !== null || desk.isRefetching) return false
    if ([...outbox.values()].some((item) => item.state !== 'rejected')) return false
    const { heads } = server.world()
    const scopes = ownScopes({ ...desk.actor, teamIds: [] })
    return (
      Object.entries(heads).every(([shard, seq]) => meta.cursor[shard] === seq) &&
      [...meta.scopes].sort().join() === scopes.join()
    )
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const desk of desks) {
      desk.awaitsLeft = Number.POSITIVE_INFINITY
      desk.abortNextWrite = false
      desk.failNextJournal = false
      if (!desk.isUp) story.start(desk)
      if (desk.isSignedIn) continue
      desk.isSignedIn = true
      desk.hear('session.changed', { state: 'signed-in' })
    }
    await settle()
    for (let burst = 0; calls.length > 0 && burst < 200; burst++) {
      for (const call of calls.splice(0)) call.answer(call.outcome ?? story.serve(call))
      await settle()
      story.check()
    }
    if (round === 0)
      for (let left = server.world().rows.size; left > 0; left--) server.deliverOne((rows) => rows[0] as never)
    if (desks.every(isDone)) return
    for (const desk of desks) {
      const timer = desk.nextTimer()
      if (timer === null) continue
      clock.now = Math.max(clock.now, timer.at)
      desk.fire(timer)
    }
    await settle()
  }
  for (const desk of desks) story.tell(`${desk.actor.id} is up: ${desk.isUp}, engine: ${JSON.stringify(desk.engine)}`)
}
