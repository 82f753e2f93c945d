import type { CaseRecord } from '../../domain/cases/case.ts'
import type { Actor } from '../../domain/people/person.ts'
import { isAllowed } from '../../domain/people/permissions.ts'

/** Everyone in the tenant: colleagues, queues. */
export const SHARED = 'shared'

/** The scopes a case belongs to; its thread, deliveries and contacts are in the same ones. */
export function caseScopes(kase: Pick<CaseRecord, 'id' | 'queueId' | 'assigneeId'>): string[] {
  const held = kase.assigneeId === null ? [] : [`assigned:${kase.assigneeId}`]
  return [`queue:${kase.queueId}`, ...held, `case:${kase.id}`]
}

/** What only those who lead the team may see of it. */
const leadScope = (teamId: string): string => `lead:${teamId}`

/** The scopes of a person's plan, their recorded time, what they contest of it, ratings and audits of their work: their own, and those of whoever leads them. No colleague sees it. */
export const planScopes = (userId: string, teamIds: readonly string[]): string[] => [
  `me:${userId}`,
  ...teamIds.map(leadScope),
]

/** The scopes of what is about a team and about nobody in particular: those who lead it. */
export const leadScopes = (teamIds: readonly string[]): string[] => teamIds.map(leadScope)

/** The scopes a person is given without asking. Those without the right to read cases get only the shared ones. */
export function ownScopes(actor: Actor & { teamIds: readonly string[] }): string[] {
  const cases = isAllowed(actor.role, 'case.read')
    ? [`assigned:${actor.id}`, ...actor.queueIds.map((id) => `queue:${id}`)]
    : []
  const led = isAllowed(actor.role, 'time.readTeam') ? actor.teamIds.map(leadScope) : []
  return [`me:${actor.id}`, SHARED, ...actor.teamIds.map((id) => `team:${id}`), ...led, ...cases].sort()
}

/** Whether the person may see the case. */
export function maySeeCase(actor: Actor, kase: Pick<CaseRecord, 'queueId' | 'assigneeId'>): boolean {
  if (isAllowed(actor.role, 'case.readAny')) return true
  if (!isAllowed(actor.role, 'case.read')) return false
  return kase.assigneeId === actor.id || actor.queueIds.includes(kase.queueId)
}
