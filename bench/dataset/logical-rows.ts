import type { CaseRecord } from '../../domain/cases/case.ts'
import type { CustomerRecord } from '../../domain/cases/customer.ts'
import type { ShownDelivery } from '../../domain/cases/delivery.ts'
import type { MessageRecord } from '../../domain/cases/message.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'

/**
 * An entry of a thread with how far it has come: what the desk makes of two records (message and delivery) lies in one row
 * of the others, which is to their advantage.
 */
export type MessageRow = MessageRecord & { delivery: ShownDelivery | null; sentAt: EpochMs | null }

/** What every contender holds. */
export type Rows = { cases: CaseRecord[]; customers: CustomerRecord[]; messages: MessageRow[] }
export type TableName = keyof Rows
export const TABLE_NAMES = ['cases', 'customers', 'messages'] as const satisfies readonly TableName[]
export type Counts = Record<TableName, number>

/** One case as it is opened, the thread oldest first. */
export type OpenedCase = { case: CaseRecord; customer: CustomerRecord; messages: MessageRow[] }

/** The same thing an agent does, for each contender to keep durably: the changed rows and an entry of the outbox, at once. */
export type AgentAction = { id: string; at: EpochMs; caseId: CaseRecord['id'] } & (
  | { kind: 'note' | 'reply'; message: MessageRow }
  | { kind: 'status'; status: 'pending' | 'solved' }
)

/** What the action makes of the case, by `decideText` and `decideCase`; null: untouched. */
export function caseAfter(kase: CaseRecord, action: AgentAction): CaseRecord | null {
  if (action.kind === 'status') return { ...kase, status: action.status, replyDueAt: null }
  return action.kind === 'note' ? null : { ...kase, replyDueAt: null, waitingSince: null }
}
