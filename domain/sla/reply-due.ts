import type { CaseRecord } from '../cases/case.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { QueueRecord } from '../people/person.ts'
import { afterWork } from './business-time.ts'

/** When the customer is to be answered by what the queue promises. Null: nobody waits. */
export function replyDueAt(
  kase: Pick<CaseRecord, 'channel' | 'waitingSince'>,
  queue: Pick<QueueRecord, 'sla'>,
): EpochMs | null {
  if (kase.waitingSince === null) return null
  return afterWork(queue.sla.calendar, kase.waitingSince, queue.sla.replyWithinMs[kase.channel])
}
