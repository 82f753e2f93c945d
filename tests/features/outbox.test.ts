import { describe, expect, it } from 'vitest'
import type {
  CaseId,
  ContactId,
  CustomerId,
  GuideRunId,
  MessageId,
  MutationId,
  QueueId,
} from '../../domain/kernel/ids.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import type { RefusalCode } from '../../domain/mutations/decide.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import type { DeskRepository, OutboxEntry } from '../../renderer/data/repository.ts'
import { valueWords } from '../../renderer/features/outbox/conflict-words.ts'
import { isStep } from '../../renderer/features/outbox/is-step.ts'
import { whatWords } from '../../renderer/features/outbox/outbox-words.ts'
import { waysOut } from '../../renderer/features/outbox/ways-out.ts'
import type { Words } from '../../renderer/words/use-words.ts'
import { someMutation } from '../support/records.ts'
import { someFile } from '../support/some-file.ts'

const words = ((key: string) => key) as unknown as Words
const caseId = 'c-7' as CaseId
const reply = someMutation('reply.send', {
  caseId,
  messageId: 'm-1' as MessageId,
  body: 'On its way.',
  channel: 'chat',
  contactId: 'x-1' as ContactId,
})
const edit = someMutation('customer.edit', {
  caseId,
  customerId: 'k-1' as CustomerId,
  field: 'phone',
  from: null,
  to: '+44 1',
})
const rosa = { givenName: 'Rosa', familyName: 'Amsel', email: 'rosa@example.net', phone: null, language: 'de' }
const newcomer = someMutation('case.open', {
  caseId,
  customerId: 'k-1' as CustomerId,
  subject: 'Lamp broken',
  channel: 'phone',
  queueId: 'orders' as QueueId,
  orderId: null,
  reason: null,
  customer: rosa,
})
const entry = (mutation: Mutation, change: Partial<OutboxEntry> = {}): OutboxEntry => ({
  mutation,
  order: 1,
  state: 'needs-you',
  heldUntil: null,
  refusal: null,
  reference: null,
  caseSubject: 'Lamp',
  customerName: 'Nadia',
  theirs: null,
  ...change,
})

/** Remembers what was asked of it; `takes`: whether the disk takes anything. */
function someRepository(takes = true) {
  const done: string[] = []
  const settle = (said: string) => {
    done.push(said)
    return Promise.resolve(ok(null))
  }
  const repository = {
    seen: async () => ({ lastPublicOrdinal: 3 }),
    async commit(name: string, args: object, options?: object) {
      done.push(`${name} ${JSON.stringify(args)} ${JSON.stringify(options ?? {})}`)
      return takes ? ok({ id: 'n' as MutationId, kept: 'journal' }) : refuse('disk-full')
    },
    withdraw: (id: string) => settle(`withdraw ${id}`),
    dismiss: (id: string, { asDraft }: { asDraft: boolean }) => settle(`dismiss ${id} ${asDraft}`),
  } as unknown as DeskRepository
  const forms = { change: (key: string, answers: unknown) => void done.push(`${key} ${JSON.stringify(answers)}`) }
  return { repository, done, forms, newId: () => 'new-id' }
}
const press = async (of: OutboxEntry, key: string, takes = true) => {
  const ports = someRepository(takes)
  let opened = 0
  const way = waysOut(of, words, ports, () => opened++).find((each) => each.key === key)
  const refusal = await way?.run()
  return { done: ports.done, refusal, opened }
}
const withFile = { ...reply, args: { ...reply.args, attachments: [someFile().attachment] } } as Mutation
const keys = (of: OutboxEntry) => waysOut(of, words, someRepository(), () => {}).map((way) => `${way.key} ${way.id}`)

describe('the ways out of the outbox', () => {
  const table: [string, OutboxEntry, string[]][] = [
    ['a waiting text', entry(reply, { state: 'waiting' }), ['e edit', 'Delete withdraw']],
    ['a waiting change', entry(edit, { state: 'waiting' }), ['Delete withdraw']],
    ['what is on its way', entry(reply, { state: 'sending' }), []],
    ['a refused text', entry(reply, { refusal: 'stale_context' }), ['1 put-back', '2 dismiss']],
    ['a refused new customer', entry(newcomer, { refusal: 'known_customer' }), ['1 fill-in-again', '2 dismiss']],
    ['a refused change', entry(edit, { refusal: 'forbidden' as RefusalCode }), ['1 dismiss']],
    [
      'a reply to a chat that is over',
      entry(reply, { refusal: 'chat_ended' }),
      ['1 e-mail-it', '2 keep-as-note', 'e put-back'],
    ],
    [
      'one that has a file, which a note could not carry',
      entry(withFile, { refusal: 'chat_ended' }),
      ['1 e-mail-it', 'e put-back'],
    ],
    [
      'two values for the same thing',
      entry(edit, { refusal: 'conflict', theirs: { value: '+44 2', by: 'Ben', at: null } }),
      ['1 keep-yours', '2 keep-theirs'],
    ],
    ['a conflict whose other side is not on this desk', entry(edit, { refusal: 'conflict' }), ['1 dismiss']],
  ]
  it.each(table)('of %s', (_, of, expected) => {
    expect(keys(of)).toEqual(expected)
  })

  it('keep yours by saying what stands there now, and only then let the old one go [C65]', async () => {
    const both = entry(edit, { refusal: 'conflict', theirs: { value: '+44 2', by: 'Ben', at: null } })
    const { done } = await press(both, '1')
    expect(done).toEqual([
      `customer.edit ${JSON.stringify({ ...edit.args, from: '+44 2' })} {}`,
      `dismiss ${edit.id} false`,
    ])
  })

  it('keep theirs by letting ours go', async () => {
    const both = entry(edit, { refusal: 'conflict', theirs: { value: '+44 2', by: 'Ben', at: null } })
    expect((await press(both, '2')).done).toEqual([`dismiss ${edit.id} false`])
  })

  it('e-mail a late chat reply as a new message outside the chat [C64]', async () => {
    const { done } = await press(entry(reply, { refusal: 'chat_ended' }), '1')
    const args = { ...reply.args, messageId: 'new-id', channel: 'email', contactId: null }
    expect(done).toEqual([
      `reply.send ${JSON.stringify(args)} {"pre":{"lastPublicOrdinal":3}}`,
      `dismiss ${reply.id} false`,
    ])
  })

  it('leave the item where it is when the disk takes nothing new', async () => {
    const { done, refusal } = await press(entry(reply, { refusal: 'chat_ended' }), '2', false)
    expect(refusal).toBe('disk-full')
    expect(done.some((each) => each.startsWith('dismiss'))).toBe(false)
  })

  it('put what was taken down of somebody new back into the form before the item goes', async () => {
    const { done } = await press(entry(newcomer, { refusal: 'known_customer' }), '1')
    const { subject, channel, queueId, orderId } = newcomer.args
    const answers = { customer: null, newcomer: rosa, subject, channel, queueId, orderId }
    expect(done).toEqual([`new-case ${JSON.stringify(answers)}`, `dismiss ${newcomer.id} false`])
  })

  it('open the case for an edit', async () => {
    expect(await press(entry(reply, { state: 'waiting' }), 'e')).toMatchObject({
      done: [`withdraw ${reply.id}`],
      opened: 1,
    })
  })
})

describe('what an item is called', () => {
  const contact = { caseId, contactId: 'x-1' as ContactId }
  const start = (channel: 'chat' | 'phone', direction: 'inbound' | 'outbound') =>
    someMutation('contact.start', { ...contact, channel, direction })
  it.each<[string, Mutation, string]>([
    ['answering a call', start('phone', 'inbound'), 'outbox.what.contact.answer.phone'],
    ['answering a chat', start('chat', 'inbound'), 'outbox.what.contact.answer.chat'],
    ['calling', start('phone', 'outbound'), 'outbox.what.contact.call'],
    ['hold', someMutation('contact.step', { ...contact, step: 'hold' }), 'outbox.what.contact.hold'],
    ['the end', someMutation('contact.step', { ...contact, step: 'end' }), 'outbox.what.contact.end'],
    [
      'wrap-up',
      someMutation('contact.wrapUp', { ...contact, disposition: 'resolved', summary: '' }),
      'outbox.what.contact.wrapUp',
    ],
  ])('tells %s from every other step of a contact', (_, mutation, key) => {
    expect(whatWords(words, entry(mutation))).toBe(key)
  })
})

describe('what was sent', () => {
  it('is what an agent would call so, not each step on the way', () => {
    const guideStep = { runId: 'g-1' as GuideRunId, at: 0, stepId: 'who', choiceId: null, text: null }
    const done = [
      someMutation('note.add', { caseId, messageId: 'm-1' as MessageId, body: 'Depot asked.' }),
      someMutation('case.setStatus', { caseId, status: 'solved' }),
      someMutation('guide.answer', { caseId, ...guideStep }),
      someMutation('settings.set', { key: 'sound', value: 'off' }),
      someMutation('contact.step', { caseId, contactId: 'x-1' as ContactId, step: 'hold' }),
    ]
    expect(done.filter((mutation) => !isStep({ mutation })).map(({ name }) => name)).toEqual([
      'note.add',
      'case.setStatus',
    ])
  })
})

describe('the two values of a conflict', () => {
  const address = someMutation('customer.edit', { ...edit.args, field: 'address' })
  it('read as people write them', () => {
    const text = JSON.stringify({
      line1: 'Kungsgatan 14',
      line2: '',
      city: 'Uppsala',
      region: '',
      postcode: '753 21',
      country: 'Sweden',
    })
    expect(valueWords(words, address, text)).toBe('Kungsgatan 14, 753 21 Uppsala, Sweden')
    expect(valueWords(words, edit, null)).toBe('outbox.conflict.none')
    expect(valueWords(words, edit, '+44 2')).toBe('+44 2')
  })
})
