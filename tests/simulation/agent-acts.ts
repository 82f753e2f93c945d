import type { CaseRecord } from '../../domain/cases/case.ts'
import type { IntervalId, MessageId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms, Stamp } from '../../domain/kernel/time.ts'
import type { MutationArgs, MutationName } from '../../domain/mutations/mutation.ts'
import type { Deed } from './invariants.ts'
import type { Rng } from './rng.ts'
import type { SimDesk, SimWindow } from './sim-desk.ts'
import { QUEUES, START } from './sim-world.ts'

/** The agent at the desk does something, through the repository that the screens use. Not awaited: a life may end meanwhile. */
export function agentActs(scene: { rng: Rng; desk: SimDesk; deeds: Map<string, Deed>; newId(): string }): void {
  const { rng, desk } = scene
  const { windows, mirror } = desk
  const window = windows.length > 1 ? rng.pick(windows) : windows[0]
  if (window === undefined) return
  const { repository } = window
  const failed = (error: unknown) => void desk.errors.push(error)
  const items = mirror.items()
  const waiting = items.filter((item) => item.state === 'waiting')
  const refused = items.filter((item) => item.state === 'rejected')
  if (waiting.length > 0 && rng.chance(0.15)) {
    const { id } = rng.pick(waiting).mutation
    takeBack(scene.deeds.get(id), 'withdrawn', () => repository.withdraw(id)).catch(failed)
    return
  }
  if (refused.length > 0 && rng.chance(0.3)) {
    const { id } = rng.pick(refused).mutation
    takeBack(scene.deeds.get(id), 'dismissed', () => repository.dismiss(id, { asDraft: rng.chance(0.5) })).catch(failed)
    return
  }
  const cases = [...mirror.rows.values()].flatMap((row) => (row.key.startsWith('case:') && row.view ? [row.view] : []))
  if (cases.length === 0) return
  const kase = rng.pick(cases) as CaseRecord
  // Two or three at once: their awaits interleave with those of the engine.
  for (let left = 1 + rng.below(3); left > 0; left--) actOn(window, kase, scene).catch(failed)
}

async function takeBack(
  deed: Deed | undefined,
  how: 'withdrawn' | 'dismissed',
  ask: () => Promise<{ ok: boolean }>,
): Promise<void> {
  if (deed === undefined || deed.takenBack !== 'no') return
  deed.takenBack = 'asked'
  deed.takenBack = (await ask()).ok ? how : 'no'
}

async function actOn(
  window: SimWindow,
  kase: CaseRecord,
  { rng, desk, deeds, newId }: { rng: Rng; desk: SimDesk; deeds: Map<string, Deed>; newId(): string },
): Promise<void> {
  const { repository } = window
  const caseId = kase.id
  const messageId = newId() as MessageId
  const guards = rng.chance(0.5)
  const [name, args] = rng.pick<[MutationName, MutationArgs[MutationName]]>([
    ['reply.send', { caseId, messageId, body: 'Your parcel left today.', channel: 'email' }],
    ['reply.send', { caseId, messageId, body: 'It is on its way.', channel: 'email' }],
    ['note.add', { caseId, messageId, body: 'Called the carrier.' }],
    ['case.setStatus', { caseId, status: rng.pick(['open', 'pending', 'solved', 'open', 'closed']) }],
    ['case.tag.add', { caseId, tag: `tag-${rng.below(4)}` }],
    ['case.tag.remove', { caseId, tag: `tag-${rng.below(4)}` }],
    ['case.claim', { caseId }],
    ['case.assign', { caseId, assigneeId: null }],
    ['case.move', { caseId, queueId: rng.pick(QUEUES) }],
    ['interval.record', { interval: someInterval(desk.actor.id, newId()) }],
  ])
  const pre = guards && (name === 'reply.send' || name === 'case.setStatus') ? await repository.seen(caseId) : null
  const kept = await repository.commit(name, args as never, pre === null ? {} : { pre })
  if (kept.ok) {
    const deed = deeds.get(kept.value.id)
    if (deed) Object.assign(deed, { told: 'kept', keptBefore: deeds.size + 1 })
  } else if (kept.refusal.startsWith('disk') && window.lastAsked?.told === 'asked') window.lastAsked.told = 'refused'
}

function someInterval(userId: SimDesk['actor']['id'], id: string) {
  const at: Stamp = { at: START as EpochMs, offsetMs: null, monotonicMs: 0 as Ms }
  const rest = { endedAt: null, caseId: null, replaces: null }
  return { id: id as IntervalId, userId, state: 'break', source: 'agent', startedAt: at, ...rest } as const
}
