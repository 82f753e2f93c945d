import type { CaseRecord } from '../../domain/cases/case.ts'
import type { MutationId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { HOUR_MS } from '../../domain/kernel/time.ts'
import { makeDice } from './dice.ts'
import type { AgentAction, MessageRow, Rows } from './logical-rows.ts'
import type { Dataset } from './make-dataset.ts'
import { isActedOn, makeCustomer, ME, messageIdAt, MY_NAME, NEWEST, WHOLE } from './make-dataset.ts'
import { makeTexts } from './texts.ts'

/** How many deltas there are; each belongs after the one before it. */
export const DELTAS = 10
const DELTA_ROWS = { cases: 500, messages: 450, customers: 50 }
/** No case of the data set is as pressing: it comes in first. */
const MOST_PRESSING = (NEWEST - 400 * 24 * HOUR_MS) as EpochMs
/** The subject of the case by which one sees that the delta is on the screen. */
export const markerOf = (delta: number) => `Marker ${delta}`

/** 1,000 changed rows (fewer where there are not so many): cases, new messages of customers, customers. */
export function makeDelta(dataset: Dataset, delta: number): Rows {
  const dice = makeDice(100 + delta)
  const texts = makeTexts(makeDice(1))
  const free = dataset.cases.filter((kase, at) => !isActedOn(at) && kase.assigneeId !== ME)
  const from = delta * 4_001
  const take = (count: number): CaseRecord[] =>
    Array.from({ length: Math.min(count, free.length) }, (_, at) => free[(from + at) % free.length] as CaseRecord)
  const cases = take(DELTA_ROWS.cases).map((kase, at, all): CaseRecord => {
    const changedAt = (NEWEST + delta * 1_000_000 + at) as EpochMs
    if (at === all.length - 1)
      return {
        ...kase,
        subject: markerOf(delta),
        assigneeId: ME,
        status: 'open',
        waitingSince: MOST_PRESSING,
        replyDueAt: (MOST_PRESSING - delta * 1_000) as EpochMs,
      }
    const status = dice.pick(['open', 'pending', 'solved'] as const)
    return { ...kase, status, replyDueAt: status === 'open' ? changedAt : null, lastCustomerMessageAt: changedAt }
  })
  const messages = take(DELTA_ROWS.messages).map((kase, at): MessageRow => {
    const writtenAt = (NEWEST + delta * HOUR_MS + at) as EpochMs
    return {
      id: messageIdAt(WHOLE.messages * 2 + delta * 1_000 + at),
      caseId: kase.id,
      contactId: null,
      author: { kind: 'customer', id: kase.customerId, name: 'Customer' },
      visibility: 'public',
      channel: kase.channel,
      body: texts.write(dice, 'en', 300),
      html: null,
      links: [],
      writtenAt,
      receivedAt: writtenAt,
      publicOrdinal: kase.publicCount + delta + 1,
      delivery: null,
      sentAt: null,
    }
  })
  const customers = Array.from({ length: Math.min(DELTA_ROWS.customers, dataset.customers.length) }, (_, at) =>
    makeCustomer((delta * DELTA_ROWS.customers + at) % dataset.customers.length, dice, texts),
  )
  return { cases, messages, customers }
}

/** What an agent does, in turn a note, a reply and a change of status, each in another case; none of them is closed. */
export function makeActions(dataset: Dataset, count: number): AgentAction[] {
  const open = dataset.cases.filter((kase, at) => isActedOn(at) && kase.status !== 'closed')
  const actions = open.slice(0, count).map((kase, at): AgentAction => {
    const about = {
      id: `00000000-0000-7000-8000-${String(at).padStart(12, '0')}` as MutationId,
      at: (NEWEST + 30 * 24 * HOUR_MS + at * 1_000) as EpochMs,
      caseId: kase.id,
    }
    if (at % 3 === 2) return { ...about, kind: 'status', status: kase.status === 'pending' ? 'solved' : 'pending' }
    const isReply = at % 3 === 1
    const message: MessageRow = {
      id: messageIdAt(WHOLE.messages * 4 + at),
      caseId: kase.id,
      contactId: null,
      author: { kind: 'agent', id: ME, name: MY_NAME },
      visibility: isReply ? 'public' : 'note',
      channel: kase.channel,
      body: `${isReply ? 'Thank you for writing to us' : 'Looked at the parcel'}, number ${at}. `.repeat(6).trim(),
      html: null,
      links: [],
      writtenAt: about.at,
      receivedAt: null,
      publicOrdinal: null,
      // A note waits in the outbox as well, and says so.
      delivery: 'queued',
      sentAt: null,
    }
    return { ...about, kind: isReply ? 'reply' : 'note', message }
  })
  return actions
}
