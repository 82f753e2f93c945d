import type { SlaPolicy } from '../sla/sla-policy.ts'
import type { QueueId, TeamId, UserId } from '../kernel/ids.ts'

export const ROLES = ['agent', 'lead', 'analyst', 'trainer', 'trainee', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** A colleague, as everyone in the tenant may know them. */
export type PersonRecord = { id: UserId; name: string; role: Role; teamIds: TeamId[] }

/** Where cases wait, and for whom. */
export type QueueRecord = {
  id: QueueId
  name: string
  teamIds: TeamId[]
  /** What is promised to customers who wait here. */
  sla: SlaPolicy
}

/** Who acts, as far as rules need to know. */
export type Actor = { id: UserId; name: string; role: Role; queueIds: readonly QueueId[] }
