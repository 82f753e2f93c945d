import type { CaseRecord } from '../../domain/cases/case.ts'
import type { CaseId, UserId } from '../../domain/kernel/ids.ts'
import type { Facts } from '../../domain/mutations/decide.ts'
import type { EntityKey } from '../../domain/mutations/entities.ts'
import { entityKey } from '../../domain/mutations/entities.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import { readKeys, touchedKeys } from '../../domain/mutations/touched.ts'
import type { readRows } from './read-rows.ts'
import type { Shelf } from './store-port.ts'

/** What the decision reads, as the agent sees it now: the case with the server's count of its changes, and all else that it names. */
export async function findFor(
  shelf: Shelf,
  me: UserId,
  mutation: Mutation,
  caseId: CaseId | null,
): Promise<{ kase: CaseRecord | null; rev: number | null; find: NonNullable<Facts['find']> }> {
  const named = caseId === null ? [] : [entityKey('case', caseId)]
  const first = [...new Set([...named, ...touchedKeys(mutation, me), ...readKeys(mutation, null)])]
  const rows = new Map((await shelf.get('rows', first)).map((row, at) => [first[at] as EntityKey, row]))
  const row = caseId === null ? undefined : rows.get(entityKey('case', caseId))
  const kase = (row?.view as CaseRecord | null | undefined) ?? null
  const rest = readKeys(mutation, kase).filter((key) => !rows.has(key))
  const others = rest.length === 0 ? [] : await (shelf.remembered ?? shelf).get('rows', rest)
  rest.forEach((key, at) => rows.set(key, others[at]))
  const find: NonNullable<Facts['find']> = (kind, id) =>
    id === null ? null : ((rows.get(entityKey(kind, id))?.view as never) ?? null)
  return { kase, rev: row?.server?.rev ?? null, find }
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
