import { describe, expect, it } from 'vitest'
import type { DeliveryState, OutboxState, ShownDelivery } from '../../domain/cases/delivery.ts'
import { shownDelivery } from '../../domain/cases/delivery.ts'
import { compareInThread } from '../../domain/cases/message.ts'
import type { MessageId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { entityKey, splitKey } from '../../domain/mutations/entities.ts'
import type { Action } from '../../domain/people/permissions.ts'
import { ACTIONS, isAllowed } from '../../domain/people/permissions.ts'
import type { Role } from '../../domain/people/person.ts'
import { ROLES } from '../../domain/people/person.ts'
import { planText } from '../../domain/replying/plan-reply.ts'
import { NOON, someCase, someMessage } from '../support/records.ts'

describe('the word on a message', () => {
  const table: [OutboxState, DeliveryState | null, ShownDelivery][] = [
    ['waiting', 'queued', 'queued'],
    ['waiting', null, 'queued'],
    ['sealed', 'queued', 'sending'],
    ['sealed', null, 'sending'],
    ['acked', 'queued', 'sending'],
    ['acked', 'sent', 'sent'],
    ['rejected', 'queued', 'needs-you'],
    ['rejected', null, 'needs-you'],
    [null, 'queued', 'sending'],
    [null, 'sending', 'sending'],
    [null, 'sent', 'sent'],
    [null, 'failed', 'needs-you'],
    [null, 'unknown', 'delivery-unknown'],
    [null, null, 'sent'],
  ]
  it.each(table)('outbox %s, delivery %s reads %s', (outbox, delivery, shown) => {
    expect(shownDelivery(outbox, delivery)).toBe(shown)
  })
})

describe('the order of a thread', () => {
  const at = (id: string, receivedAt: number | null, writtenAt: number) =>
    someMessage({ id: id as MessageId, receivedAt: receivedAt as EpochMs | null, writtenAt: writtenAt as EpochMs })

  it("is the server's for what it has, then what waits by when it was written; ids break ties", () => {
    const waitsOld = at('a-waits', null, NOON - 9_000)
    const waitsNew = at('b-waits', null, NOON)
    const first = at('z-first', NOON, NOON + 500)
    const second = at('c-second', NOON + 1, NOON - 500)
    const tie = at('d-second', NOON + 1, NOON)
    expect([waitsNew, tie, second, waitsOld, first].sort(compareInThread)).toEqual([
      first,
      second,
      tie,
      waitsOld,
      waitsNew,
    ])
  })
})

describe('a text before it is sent', () => {
  it.each([
    ['is trimmed', '  Hello \n', 'open', 'public', { ok: true, value: 'Hello' }],
    ['must not be empty', ' ', 'open', 'public', { ok: false, refusal: 'empty-body' }],
    ['must not be endless', 'x'.repeat(50_001), 'open', 'note', { ok: false, refusal: 'too-long' }],
    ['goes to no closed case', 'Hello', 'closed', 'public', { ok: false, refusal: 'case-closed' }],
    ['may be noted on a closed case', 'Hello', 'closed', 'note', { ok: true, value: 'Hello' }],
  ] as const)('%s', (_, body, status, visibility, outcome) => {
    expect(planText(someCase({ status }), body, visibility)).toEqual(outcome)
  })
})

describe('the permission matrix', () => {
  const customerSees: Action[] = ['reply.send']
  const mayWriteToCustomers: Role[] = ['agent', 'lead']
  it.each(ROLES.flatMap((role) => customerSees.map((action) => [role, action] as const)))('%s %s', (role, action) => {
    expect(isAllowed(role, action)).toBe(mayWriteToCustomers.includes(role))
  })

  it('lets only leads give a case to somebody else', () => {
    expect(ROLES.filter((role) => isAllowed(role, 'case.assign'))).toEqual(['lead'])
  })

  it('gives an admin nothing of customers', () => {
    expect(ACTIONS.filter((action) => isAllowed('admin', action))).toEqual(['settings.set'])
  })
})

it("a record's key is taken apart into what it was made of, also when the id holds a colon", () => {
  expect(splitKey(entityKey('message', 'a:b'))).toEqual({ kind: 'message', id: 'a:b' })
})
