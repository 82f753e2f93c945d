import type { EventRecord } from '../../../domain/cases/event.ts'
import type { CaseView } from '../../data/repository.ts'
import type { Telling } from './event-words.ts'

/** Who has the case: "Yours since 10:31", "Held by Ben Ito", "Waiting for Orders". */
export function holderWords(
  { words, format, now, me }: Telling,
  view: CaseView,
  events: readonly EventRecord[],
): string {
  const { assigneeId } = view.case
  if (assigneeId === null) return words('case.held.by-nobody', { queue: view.queueName })
  if (assigneeId !== me) return words('case.held.by-other', { name: view.assigneeName || words('queue.someone') })
  const taken = events.findLast(
    ({ kind, by, detail }) => (kind === 'claimed' && by.id === me) || (kind === 'assigned' && detail['to'] === me),
  )
  if (taken === undefined) return words('case.held.by-you')
  const isToday = new Date(taken.at).toDateString() === new Date(now).toDateString()
  return words('case.held.since', { since: isToday ? format.clock(taken.at) : format.day(taken.at, now) })
}
