import type { AuditId, CaseId, UserId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { AuditItem, AuditMark } from './accuracy.ts'

/** What somebody found who looked at a case for its quality. Written once. */
export type AuditRecord = {
  id: AuditId
  caseId: CaseId
  /** Whose work was looked at. */
  agentId: UserId
  at: EpochMs
  /** What was looked at, one item or more: "Right amount", "Greeting". */
  items: (AuditItem & { name: string })[]
}

/** As accuracy reads it. */
export const auditMarkOf = ({ id, caseId, at, items }: AuditRecord): AuditMark => ({ auditId: id, caseId, at, items })
