import type { CaseRecord } from '../../domain/cases/case.ts'
import type { UserId } from '../../domain/kernel/ids.ts'
import type { Facts } from '../../domain/mutations/decide.ts'
import { entityKey } from '../../domain/mutations/entities.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import { readKeys, touchedKeys } from '../../domain/mutations/touched.ts'
import type { readRows } from './read-rows.ts'
import type { Shelf } from './store-port.ts'

/** What the decision reads, as the agent sees it now. */
export async function findFor(
  shelf: Shelf,
  me: UserId,
  mutation: Mutation,
  kase: CaseRecord | null,
): Promise<NonNullable<Facts['find']>> {
  const keys = [...touchedKeys(mutation, me), ...readKeys(mutation, kase)]
  const found = await shelf.get('rows', keys)
  const views = new Map(keys.map((key, at) => [key, found[at]?.view ?? null]))
  return (kind, id) => (id === null ? null : ((views.get(entityKey(kind, id)) as never) ?? null))
}

/** A stretch is contested once at a time; what is on this desk says so before the server does. */
export async function contestedFacts(
  rows: ReturnType<typeof readRows>,
  mutation: Mutation,
): Promise<Facts['contested']> {
  if (mutation.name !== 'interval.contest') return undefined
  const { intervalId } = mutation.args.dispute
  const [disputes, intervals] = [await rows.every('dispute'), await rows.every('interval')]
  return {
    isOpen: disputes.some((each) => each.intervalId === intervalId && each.decision === null),
    isCorrected: intervals.some((each) => each.replaces === intervalId),
  }
}

/** What the agent keeps for urgent cases, and their plan: the desk says no before the server would. */
export async function blockFacts(
  rows: ReturnType<typeof readRows>,
  me: UserId,
  { name }: Mutation,
): Promise<Pick<Facts, 'blocks' | 'shifts'>> {
  if (name !== 'case.claim' && name !== 'contact.start' && name !== 'urgentBlock.reserve') return {}
  const blocks = (await rows.every('urgentBlock')).filter(({ userId }) => userId === me)
  if (name !== 'urgentBlock.reserve') return { blocks }
  const shifts = (await rows.every('shift')).filter(({ userId }) => userId === me)
  return { blocks, shifts: shifts.flatMap(({ versions }) => versions) }
}
