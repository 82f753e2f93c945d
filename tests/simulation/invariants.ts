import type { CaseId } from '../../domain/kernel/ids.ts'
import type { EntityKey } from '../../domain/mutations/entities.ts'
import { entityKey } from '../../domain/mutations/entities.ts'
import type { Mutation, MutationArgs } from '../../domain/mutations/mutation.ts'
import type { Cursor, PullPage } from '../../protocol/sync/pull.ts'
import { rebase } from '../../renderer/data/rebase.ts'
import { ownScopes } from '../../server/store/scopes.ts'
import { Violation } from './faults.ts'
import type { ModelServer } from './model-server.ts'
import type { SimDesk, SimWindow } from './sim-desk.ts'

/** What an agent did, and what they have been told about it. */
export type Deed = {
  desk: SimDesk
  mutation: Mutation
  order: number
  window: SimWindow
  /** The order of the first action that was begun after this one was kept. Null: it was never said to be. */
  keptBefore: number | null
  /** kept: the desk said so. refused: the desk said that it was not kept. asked: it has not answered. */
  told: 'asked' | 'kept' | 'refused'
  /** asked: the desk has not answered. */
  takenBack: 'no' | 'asked' | 'withdrawn' | 'dismissed'
}

const same = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b)

/** After any applied page: it led on from where the desk stood, and every row is there by a tag the person may see. */
export function checkPage(desk: SimDesk, before: Cursor, page: PullPage): void {
  for (const [shard, seq] of Object.entries(before))
    if ((page.footer.cursor[shard] ?? 0) < seq) throw new Violation(`stale: the cursor of ${desk.actor.id} went back`)
  const allowed = new Set(page.header.scopes)
  for (const row of desk.mirror.rows.values()) {
    if (row.server && !row.server.scopes.some((scope) => allowed.has(scope)))
      throw new Violation(`isolation: ${desk.actor.id} still holds ${row.key}`)
  }
}

/** After every step: what is shown is the server's copy with the pending actions on top, and nothing flickers. */
export function checkDesk(desk: SimDesk, deeds: ReadonlyMap<string, Deed>): void {
  const { mirror } = desk
  if (mirror.isChecked) return
  mirror.isChecked = true
  const server = new Map([...mirror.rows.values()].flatMap((row) => (row.server ? [[row.key, row.server.record]] : [])))
  const pending = mirror.items().filter((item) => item.state !== 'rejected')
  const due = rebase(
    pending.map((item) => item.mutation),
    server as Map<EntityKey, { [field: string]: unknown }>,
    desk.actor,
    new Set(pending.flatMap((item) => (item.state === 'acked' ? [item.mutation.id] : []))),
  )
  for (const key of new Set([...mirror.rows.keys(), ...due.keys()])) {
    if (!same(mirror.rows.get(key)?.view ?? null, due.get(key) ?? null))
      throw new Violation(`view: ${desk.actor.id} is shown something else than copy plus pending for ${key}`)
  }
  const numbers = mirror.items().flatMap((item) => (item.state === 'sealed' && item.n !== null ? [item.n] : []))
  if (new Set(numbers).size !== numbers.length) throw new Violation('numbers: the same number was given twice')
  if (desk.isRefetching) return
  for (const deed of deeds.values()) {
    if (deed.desk !== desk || !mirror.accepted.has(deed.mutation.id) || !('messageId' in deed.mutation.args)) continue
    const { caseId, messageId } = deed.mutation.args as MutationArgs['note.add']
    const isCaseShown = Boolean(mirror.rows.get(entityKey('case', caseId as CaseId))?.server)
    if (isCaseShown && !mirror.rows.get(entityKey('message', messageId))?.view)
      throw new Violation(`flicker: the accepted message ${messageId} of ${desk.actor.id} vanished`)
  }
}

/** Of what two windows do at once none is the first. */
function isDoneFirst(deed: Deed, other: Deed): boolean {
  if (deed.window === other.window || deed.keptBefore === null) return deed.order < other.order
  return deed.keptBefore <= other.order
}

/** Once everything has healed. */
export function checkEnd(server: ModelServer, desks: readonly SimDesk[], deeds: ReadonlyMap<string, Deed>): void {
  const world = server.world()
  for (const desk of desks) {
    const { mirror, actor } = desk
    const stuck = mirror.items().filter((item) => item.state !== 'rejected')
    if (stuck.length > 0)
      throw new Violation(`liveness: ${stuck.length} actions of ${actor.id} are stuck (${stuck[0]?.state})`)
    const scopes = new Set(ownScopes({ ...actor, teamIds: [] }))
    const due = [...world.rows].filter(([, row]) => row.tags.some((tag) => scopes.has(tag)))
    for (const [key, row] of due) {
      const held = mirror.rows.get(key)
      if (!same(held?.view ?? null, row.record) || held?.server?.seq !== row.seq)
        throw new Violation(
          `convergence: ${actor.id} shows another ${key} than the server: ${JSON.stringify([held ?? null, row])}`,
        )
    }
    const known = new Set(due.map(([key]) => key))
    for (const row of mirror.rows.values())
      if (!known.has(row.key)) throw new Violation(`convergence: ${actor.id} still holds ${row.key}`)
  }
  const times = new Map<string, number>()
  const before = new Map<string, Deed[]>()
  for (const { mutationId, userId, lane } of world.applied) {
    times.set(mutationId, (times.get(mutationId) ?? 0) + 1)
    if ((times.get(mutationId) ?? 0) > 1) throw new Violation(`exactly once: ${mutationId} was applied twice`)
    const deed = deeds.get(mutationId)
    if (!deed) throw new Violation(`${mutationId} came from nowhere`)
    if (deed.desk.actor.id !== userId) throw new Violation(`identity: ${mutationId} was applied as ${userId}`)
    const path = `${userId} ${lane}`
    const earlier = before.get(path) ?? []
    if (earlier.some((each) => isDoneFirst(deed, each)))
      throw new Violation(`order: ${mutationId} was applied too late`)
    before.set(path, [...earlier, deed])
  }
  for (const deed of deeds.values()) {
    const { id } = deed.mutation
    const isApplied = world.byMutation.get(id)?.verdict.status !== 'rejected' && world.byMutation.has(id)
    if ((deed.takenBack === 'withdrawn' || deed.takenBack === 'dismissed') && isApplied)
      throw new Violation(`${deed.takenBack} ${id} was applied all the same`)
    if (deed.told === 'refused' && isApplied) throw new Violation(`refused: ${id} was not kept, and was applied`)
    const isShownRefused = deed.desk.mirror.outbox.get(id)?.state === 'rejected'
    if (isShownRefused && isApplied) throw new Violation(`refused: ${id} is shown as refused, and was applied`)
    if (deed.told !== 'kept' || deed.takenBack !== 'no' || isApplied) continue
    if (!isShownRefused) throw new Violation(`durability: kept ${id} (${deed.mutation.name}) is lost`)
  }
  const twice = server.mailbox.find((id, at) => server.mailbox.indexOf(id) !== at)
  if (twice !== undefined) throw new Violation(`mailbox: the customer got ${twice} twice`)
}
