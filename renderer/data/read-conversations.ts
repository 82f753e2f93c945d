import type { CaseRecord } from '../../domain/cases/case.ts'
import type { EventRecord } from '../../domain/cases/event.ts'
import type { UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { correctedAt } from '../../domain/kernel/time.ts'
import type { Conversation } from '../../domain/metrics/waits.ts'
import { conversationOf } from '../../domain/metrics/waits.ts'
import type { Rows } from './read-rows.ts'
import type { Shelf, StoredRow } from './store-port.ts'

/** Read past the cache of threads: a month of cases would push those out that are open. */
export async function readOwnConversations(
  rows: Rows,
  shelf: Pick<Shelf, 'rows'>,
  me: UserId,
  since: EpochMs,
): Promise<Conversation[]> {
  const contacts = (await rows.every('contact')).filter(
    ({ agentId, answeredAt }) => agentId === me && answeredAt !== null && answeredAt >= since,
  )
  const written = (await rows.every('interval')).filter(
    ({ userId, state, startedAt }) => userId === me && state === 'email-edit' && correctedAt(startedAt) >= since,
  )
  const ids = new Set([...contacts, ...written].flatMap(({ caseId }) => (caseId === null ? [] : [caseId])))
  const read: Conversation[] = []
  for (const id of ids) {
    const kase = await rows.one('case', id)
    if (kase !== null) read.push(await readConversation(kase, await shelf.rows({ caseId: id })))
  }
  return read
}

async function readConversation(kase: CaseRecord, ofCase: readonly StoredRow[]): Promise<Conversation> {
  const all = <Found>(kind: string) =>
    ofCase.flatMap(({ key, view }) => (view && key.startsWith(`${kind}:`) ? [view as unknown as Found] : []))
  const events = all<EventRecord>('event')
  return conversationOf(kase, all('message'), all('delivery'), all('contact'), assignmentsOf(kase, events))
}

/** Who had it from when on. Where its history does not say, whoever holds it now has had it all along. */
function assignmentsOf(kase: CaseRecord, events: readonly EventRecord[]): Conversation['assignments'] {
  const told = events.flatMap(({ kind, by, at, detail }): Conversation['assignments'] => {
    if (kind === 'claimed') return [{ userId: by.id, from: at }]
    if (kind === 'assigned') return [{ userId: detail['to'] ? (detail['to'] as UserId) : null, from: at }]
    return []
  })
  return told.length > 0 ? told : [{ userId: kase.assigneeId, from: kase.openedAt }]
}
