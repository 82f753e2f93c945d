import { describe, expect, it } from 'vitest'
import type { IntervalRecord } from '../../domain/agent-time/interval.ts'
import type { CaseRecord } from '../../domain/cases/case.ts'
import type {
  DisputeId,
  CaseId,
  ContactId,
  CustomerId,
  GuideId,
  GuideRunId,
  IntervalId,
  MessageId,
  PromiseId,
  QueueId,
  UserId,
  UrgentBlockId,
} from '../../domain/kernel/ids.ts'
import type { Ms } from '../../domain/kernel/time.ts'
import type { Facts } from '../../domain/mutations/decide.ts'
import { decide } from '../../domain/mutations/decide.ts'
import type { Mutation, MutationArgs, MutationName } from '../../domain/mutations/mutation.ts'
import { touchedKeys } from '../../domain/mutations/touched.ts'
import { asReserved, someBlock } from '../support/blocks.ts'
import { someDispute } from '../support/intervals.ts'
import { BODY_LIMIT } from '../../domain/replying/plan-reply.ts'
import {
  ana,
  ben,
  NOON,
  someCase,
  someContact,
  someCustomer,
  someMutation,
  somePromise,
  someQueue,
  someRun,
} from '../support/records.ts'

const caseId = 'c-7' as CaseId
const customerId = 'k-1' as CustomerId
const facts = (change: Partial<Facts> = {}): Facts => ({
  actor: ana,
  case: someCase(),
  unseenPublic: false,
  unseenFromCustomer: false,
  ...change,
})
const reply = (body = 'It left today.') =>
  someMutation('reply.send', { caseId, messageId: 'm-9' as MessageId, body, channel: 'email' })

const interval: IntervalRecord = {
  id: 'i-1' as IntervalId,
  userId: ana.id,
  state: 'available',
  source: 'desk',
  startedAt: { at: NOON, offsetMs: null, monotonicMs: 0 as Ms },
  endedAt: null,
  caseId: null,
  replaces: null,
}

const everyArgs: MutationArgs = {
  'case.setStatus': { caseId, status: 'pending' },
  'case.claim': { caseId },
  'case.assign': { caseId, assigneeId: ben.id },
  'case.move': { caseId, queueId: 'returns' as QueueId },
  'case.tag.add': { caseId, tag: 'late' },
  'case.tag.remove': { caseId, tag: 'late' },
  'note.add': { caseId, messageId: 'm-9' as MessageId, body: 'Depot called.' },
  'reply.send': { caseId, messageId: 'm-9' as MessageId, body: 'It left today.', channel: 'email' },
  'interval.record': { interval },
  'interval.contest': { dispute: { ...someDispute(), intervalId: 'i-2' as IntervalId } },
  'interval.decide': {
    disputeId: 'd-ben' as DisputeId,
    isAccepted: false,
    words: 'The door log says so.',
    corrections: [],
  },
  'urgentBlock.reserve': asReserved(),
  'urgentBlock.end': { blockId: 'b-2' as UrgentBlockId, because: 'agent' },
  'case.open': {
    caseId,
    customerId,
    subject: 'Lamp broken',
    channel: 'phone',
    queueId: 'orders' as QueueId,
    orderId: null,
    reason: 'damaged-item',
  },
  'case.skip': { caseId, reason: 'language' },
  'case.escalate': {
    caseId,
    childId: 'c-8' as CaseId,
    queueId: 'finance' as QueueId,
    subject: 'Refund 24.00',
    messageId: 'm-9' as MessageId,
    body: 'Please pay it back.',
  },
  'case.edit': { caseId, field: 'reason', from: null, to: 'late-parcel' },
  'case.merge': { caseId, intoId: 'c-5' as CaseId },
  'case.unmerge': { caseId },
  'case.reveal': { caseId, field: 'phone' },
  'customer.edit': { caseId, customerId, field: 'phone', from: null, to: '+44 20 7946 0018' },
  'customer.merge': { caseId, customerId, intoId: 'k-2' as CustomerId },
  'customer.unmerge': { caseId, customerId },
  'contact.start': { caseId, contactId: 'x-1' as ContactId, channel: 'phone', direction: 'inbound' },
  'contact.step': { caseId, contactId: 'x-2' as ContactId, step: 'hold' },
  'contact.wrapUp': { caseId, contactId: 'x-2' as ContactId, disposition: 'refund', summary: 'Torn cushion.' },
  'promise.make': {
    caseId,
    promiseId: 'p-1' as PromiseId,
    promise: 'update',
    words: 'News by noon',
    dueAt: NOON,
    messageId: null,
  },
  'promise.move': { caseId, promiseId: 'p-2' as PromiseId, dueAt: NOON, ownerId: ben.id, why: 'My shift ends' },
  'promise.settle': { caseId, promiseId: 'p-2' as PromiseId, state: 'kept', why: '' },
  'guide.start': { caseId, runId: 'r-1' as GuideRunId, guideId: 'late-parcel@1' as GuideId },
  'guide.answer': { caseId, runId: 'r-2' as GuideRunId, at: 0, stepId: 's1', choiceId: 'yes', text: null },
  'guide.end': { caseId, runId: 'r-2' as GuideRunId, outcomeId: 'refund', disposition: 'refund' },
  'settings.set': { key: 'keys', value: '{}' },
}

/** What lies beside the case: a talk going on, an open promise, a guide half done. */
const beside: Record<string, unknown> = {
  'case:c-5': someCase({ id: 'c-5' as CaseId, number: 48_200 }),
  'customer:k-1': someCustomer(),
  'customer:k-2': someCustomer({ id: 'k-2' as CustomerId }),
  'contact:x-2': someContact({ id: 'x-2' as ContactId, agentId: ana.id, answeredAt: NOON }),
  'promise:p-2': somePromise({ id: 'p-2' as PromiseId }),
  'guideRun:r-2': someRun({ id: 'r-2' as GuideRunId }),
  'interval:i-2': { ...interval, id: 'i-2', endedAt: interval.startedAt },
  'dispute:d-ben': someDispute({ id: 'd-ben' as DisputeId, userId: ben.id }),
  'urgentBlock:b-2': someBlock({ id: 'b-2' as UrgentBlockId }),
  'queue:orders': someQueue(),
  'queue:returns': someQueue({ id: 'returns' as QueueId }),
  'queue:finance': someQueue({ id: 'finance' as QueueId }),
}
const find: Facts['find'] = (kind, id) => (beside[`${kind}:${id}`] as never) ?? null
const every = (Object.keys(everyArgs) as MutationName[]).map((name) => someMutation(name, everyArgs[name]) as Mutation)

describe('what an action does to a case', () => {
  const changes: [string, Mutation, Partial<CaseRecord>, Partial<CaseRecord> | 'already_so'][] = [
    [
      'setting a status sets it and pauses the clock',
      someMutation('case.setStatus', { caseId, status: 'pending' }),
      {},
      { status: 'pending', replyDueAt: null },
    ],
    [
      'opening keeps the clock',
      someMutation('case.setStatus', { caseId, status: 'open' }),
      { status: 'pending', replyDueAt: null },
      { status: 'open', replyDueAt: null },
    ],
    [
      'the same status again is nothing new',
      someMutation('case.setStatus', { caseId, status: 'open' }),
      {},
      'already_so',
    ],
    ['claiming a free case takes it', someMutation('case.claim', { caseId }), {}, { assigneeId: ana.id }],
    [
      "claiming one's own case is nothing new",
      someMutation('case.claim', { caseId }),
      { assigneeId: ana.id },
      'already_so',
    ],
    [
      'moving frees it',
      someMutation('case.move', { caseId, queueId: 'returns' as QueueId }),
      { assigneeId: ana.id },
      { queueId: 'returns' as QueueId, assigneeId: null },
    ],
    [
      'moving to where it is, is nothing new',
      someMutation('case.move', { caseId, queueId: 'orders' as QueueId }),
      {},
      'already_so',
    ],
    [
      'a tag is added',
      someMutation('case.tag.add', { caseId, tag: ' late ' }),
      { tags: ['vip'] },
      { tags: ['vip', 'late'] },
    ],
    ['a tag is added once', someMutation('case.tag.add', { caseId, tag: 'late' }), { tags: ['late'] }, 'already_so'],
    [
      'a tag is removed',
      someMutation('case.tag.remove', { caseId, tag: 'late' }),
      { tags: ['vip', 'late'] },
      { tags: ['vip'] },
    ],
    ['a missing tag is nothing to remove', someMutation('case.tag.remove', { caseId, tag: 'late' }), {}, 'already_so'],
    [
      'a reply takes a free case and pauses the clock',
      reply(),
      {},
      { assigneeId: ana.id, replyDueAt: null, waitingSince: null },
    ],
    [
      'a reply does not take a case from its holder',
      reply(),
      { assigneeId: ben.id },
      { assigneeId: ben.id, replyDueAt: null, waitingSince: null },
    ],
  ]
  it.each(changes)('%s', (_, mutation, before, after) => {
    const kase = someCase(before)
    const outcome = decide(mutation, facts({ case: kase }))
    if (!outcome.ok) throw new Error(`refused: ${outcome.refusal}`)
    if (after === 'already_so') expect(outcome.value).toEqual({ noop: 'already_so' })
    else expect(outcome.value.case).toEqual({ ...kase, ...after })
  })

  it('a reply is a public message with a delivery; a note has neither delivery nor effect on the case', () => {
    const sent = decide(reply('  It left today. '), facts())
    expect(sent).toMatchObject({
      ok: true,
      value: {
        message: { visibility: 'public', body: 'It left today.', receivedAt: null, publicOrdinal: null },
        delivery: { id: 'm-9', state: 'queued' },
      },
    })
    const noted = decide(someMutation('note.add', everyArgs['note.add']), facts())
    expect(noted.ok && Object.keys(noted.value)).toEqual(['message'])
  })

  it("is written at the device's time, corrected by its known offset", () => {
    const late = { ...reply(), stamp: { at: NOON, offsetMs: 420_000 as Ms, monotonicMs: 5 as Ms } }
    const outcome = decide(late, facts())
    expect(outcome.ok && outcome.value.message?.writtenAt).toBe(NOON + 420_000)
  })
})

describe('what is refused', () => {
  const refused: [string, Mutation, Partial<Facts>, string][] = [
    [
      'a claim of a case that somebody holds',
      someMutation('case.claim', { caseId }),
      { case: someCase({ assigneeId: ben.id }) },
      'claimed',
    ],
    ['a reply after an unseen public message', reply(), { unseenPublic: true }, 'stale_context'],
    ['a reply to a closed case', reply(), { case: someCase({ status: 'closed' }) }, 'closed'],
    [
      'a status for a closed case',
      someMutation('case.setStatus', { caseId, status: 'open' }),
      { case: someCase({ status: 'closed' }) },
      'closed',
    ],
    ['an empty reply', reply(' \n '), {}, 'validation'],
    ['a reply that is too long', reply('x'.repeat(BODY_LIMIT + 1)), {}, 'too_large'],
    ['an empty tag', someMutation('case.tag.add', { caseId, tag: '  ' }), {}, 'validation'],
    ['anything on a case out of scope', reply(), { case: null }, 'forbidden'],
    ['giving a case to somebody, for an agent', someMutation('case.assign', everyArgs['case.assign']), {}, 'forbidden'],
    [
      "another person's time",
      someMutation('interval.record', { interval: { ...interval, userId: 'u-ben' as UserId } }),
      {},
      'forbidden',
    ],
    ["a trainee's reply", reply(), { actor: { ...ana, role: 'trainee' } }, 'forbidden'],
    [
      "an admin's note",
      someMutation('note.add', everyArgs['note.add']),
      { actor: { ...ana, role: 'admin' } },
      'forbidden',
    ],
  ]
  it.each(refused)('%s', (_, mutation, change, code) => {
    expect(decide(mutation, facts(change))).toEqual({ ok: false, refusal: code })
  })

  it('a case that the customer reopened stays open when "solved" comes late', () => {
    const solve = someMutation('case.setStatus', { caseId, status: 'solved' })
    expect(decide(solve, facts({ unseenPublic: true, unseenFromCustomer: true }))).toEqual({
      ok: true,
      value: { noop: 'reopen_kept' },
    })
    expect(decide(solve, facts({ unseenPublic: true }))).toMatchObject({
      ok: true,
      value: { case: { status: 'solved' } },
    })
  })

  it('a note on a closed case is taken: the team may still write to itself', () => {
    expect(
      decide(someMutation('note.add', everyArgs['note.add']), facts({ case: someCase({ status: 'closed' }) })).ok,
    ).toBe(true)
  })
})

describe('what an action touches', () => {
  it.each(every)('$name changes something, and only records it names', (mutation) => {
    const kase = someCase({
      tags: mutation.name === 'case.tag.remove' ? ['late'] : [],
      mergedIntoId: mutation.name === 'case.unmerge' ? ('c-5' as CaseId) : null,
    })
    const merged: Facts['find'] = (kind, id) =>
      kind === 'customer' ? ({ ...find(kind, id), mergedIntoId: 'k-2' } as never) : (find(kind, id) as never)
    const given = facts({
      actor: { ...ana, role: 'lead' },
      case: mutation.name === 'case.open' ? null : kase,
      find: mutation.name === 'customer.unmerge' ? merged : find,
    })
    const outcome = decide(mutation, given)
    if (!outcome.ok) throw new Error(outcome.refusal)
    const { case: changedCase, message, delivery, interval: recorded, also = [] } = outcome.value
    const changed = [
      changedCase && `case:${changedCase.id}`,
      message && `message:${message.id}`,
      delivery && `delivery:${delivery.id}`,
      recorded && `interval:${recorded.id}`,
      ...also.map(({ kind, record }) => `${kind}:${record.id}`),
    ].filter(Boolean)
    expect(changed).not.toEqual([])
    expect(touchedKeys(mutation, ana.id)).toEqual(expect.arrayContaining(changed))
  })
})
