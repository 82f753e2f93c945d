import type { UserId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { QueueRecord } from '../people/person.ts'
import { replyDueAt } from '../sla/reply-due.ts'
import type { SlaFact } from './case-figures.ts'
import type { CaseFile } from './case-file.ts'
import { waitsAt } from './case-file.ts'

/** What queues promise. */
export type QueuePromise = Pick<QueueRecord, 'id' | 'sla'>

/** What the queue of a case promised in it to customers whom this person answered, or holds. Kept when the answer reached them. */
export function slaFactsOf(file: CaseFile, queues: readonly QueuePromise[], asOf: EpochMs, of: UserId): SlaFact[] {
  const queue = queues.find(({ id }) => id === file.queueId)
  if (queue === undefined) return []
  return waitsAt(file, asOf).flatMap(({ since, reachedAt, answeredBy, holder }): SlaFact[] => {
    if ((answeredBy ?? holder) !== of) return []
    const dueAt = replyDueAt({ channel: file.channel, waitingSince: since }, queue)
    return dueAt === null ? [] : [{ caseId: file.caseId, since, dueAt, metAt: reachedAt }]
  })
}
