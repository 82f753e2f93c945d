import { describe, expect, it } from 'vitest'
import type { CaseId, MessageId } from '../../domain/kernel/ids.ts'
import type { RefusalCode } from '../../domain/mutations/decide.ts'
import type { OutboxEntry, ThreadEntry } from '../../renderer/data/repository.ts'
import { inOutboxOrder } from '../../renderer/features/outbox/outbox-words.ts'
import { newestOrdinal, overtakenReply, unseenPublic } from '../../renderer/features/reply/unseen.ts'
import { ana, ben, someMessage, someMutation } from '../support/records.ts'

const entry = (change: Parameters<typeof someMessage>[0]): ThreadEntry => ({
  message: someMessage(change),
  delivery: null,
  sentAt: null,
  refusal: null,
  failure: null,
  heldUntil: null,
  mutationId: null,
})
const by = ({ id, name }: typeof ana) => ({ kind: 'agent' as const, id, name })

const thread = [
  entry({ id: 'm-1' as MessageId, publicOrdinal: 1 }),
  entry({ id: 'm-2' as MessageId, publicOrdinal: 2, author: by(ana) }),
  entry({ id: 'm-3' as MessageId, publicOrdinal: null, visibility: 'note', author: by(ben) }),
  entry({ id: 'm-4' as MessageId, publicOrdinal: 3, author: by(ben) }),
  entry({ id: 'm-5' as MessageId, publicOrdinal: 4 }),
  entry({ id: 'm-6' as MessageId, publicOrdinal: null, author: by(ana) }),
]

describe('the send guard', () => {
  it('shows what anybody else wrote to or for the customer since, oldest first [C6]', () => {
    expect(unseenPublic(thread, 2, ana.id).map(({ message }) => message.id)).toEqual(['m-4', 'm-5'])
  })
  it("is silent about notes and about the agent's own replies", () => {
    expect(unseenPublic(thread.slice(1, 3), 0, ana.id)).toEqual([])
    expect(unseenPublic(thread, 4, ana.id)).toEqual([])
  })
  it("counts what has been read by the server's ordinals alone", () => {
    expect(newestOrdinal(thread)).toBe(4)
    expect(newestOrdinal([])).toBe(0)
  })
})

const item = (state: OutboxEntry['state'], refusal: RefusalCode | null, order = 1, caseId = 'c-7'): OutboxEntry => ({
  mutation: someMutation(
    'reply.send',
    { caseId: caseId as CaseId, messageId: 'm-9' as MessageId, body: 'Dear Ms Osei', channel: 'email' },
    { pre: { lastPublicOrdinal: 2 } },
  ),
  order,
  state,
  refusal,
  heldUntil: null,
  theirs: null,
  reference: null,
  caseSubject: 'Parcel',
  customerName: 'Nadia Osei',
})

describe('a reply that the server found overtaken', () => {
  it('comes back to its case with what the agent had seen', () => {
    expect(overtakenReply([item('needs-you', 'stale_context')], 'c-7')).toMatchObject({
      body: 'Dear Ms Osei',
      afterOrdinal: 2,
    })
  })
  it('is not confused with one that waits, was refused otherwise, or belongs elsewhere', () => {
    const others = [item('waiting', null), item('needs-you', 'closed'), item('needs-you', 'stale_context', 1, 'c-8')]
    expect(overtakenReply(others, 'c-7')).toBeNull()
  })
})

it('the outbox lists what needs the agent first, then the order of sending', () => {
  const listed = inOutboxOrder([item('waiting', null, 3), item('sending', null, 1), item('needs-you', 'closed', 2)])
  expect(listed.map(({ state, order }) => `${order} ${state}`)).toEqual(['2 needs-you', '1 sending', '3 waiting'])
})
