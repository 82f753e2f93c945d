import { describe, expect, it } from 'vitest'
import type { ContactRecord } from '../../domain/cases/contact.ts'
import type { EventKind, EventRecord } from '../../domain/cases/event.ts'
import { EVENT_KINDS } from '../../domain/cases/event.ts'
import type { OrderRecord } from '../../domain/cases/order.ts'
import type { CaseId, ContactId, CustomerId, EventId, MessageId, OrderId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { MessageRecord } from '../../domain/cases/message.ts'
import type { CaseHistory, CaseView, ThreadEntry } from '../../renderer/data/repository.ts'
import { caseFacts } from '../../renderer/features/case-view/case-facts.ts'
import type { Telling } from '../../renderer/features/case-view/event-words.ts'
import { eventWords } from '../../renderer/features/case-view/event-words.ts'
import { factWords } from '../../renderer/features/case-view/fact-words.ts'
import { foldText } from '../../renderer/features/case-view/fold-text.ts'
import { languageOf } from '../../domain/languages/language-of.ts'
import { maskedAddress, maskedPhone } from '../../renderer/features/case-view/masks.ts'
import { filterCounts, filtered, keyOfMessage, timelineOf } from '../../renderer/features/case-view/timeline.ts'
import { english } from '../../renderer/words/catalogue.ts'
import { makeFormat } from '../../renderer/words/format.ts'
import { makeWords } from '../../renderer/words/use-words.ts'
import { NOON, someCase, someCustomer, someMessage } from '../support/records.ts'

const MINUTE = 60_000
const at = (minutes: number) => (NOON + minutes * MINUTE) as EpochMs

const entry = (id: string, change: Partial<MessageRecord> = {}): ThreadEntry => ({
  message: someMessage({ id: id as MessageId, ...change }),
  delivery: null,
  sentAt: null,
  refusal: null,
  failure: null,
  heldUntil: null,
  mutationId: null,
})
const contact = (id: string, change: Partial<ContactRecord> = {}): ContactRecord => ({
  id: id as ContactId,
  caseId: 'c-7' as CaseId,
  channel: 'chat',
  direction: 'inbound',
  agentId: 'u-ana' as UserId,
  offeredAt: NOON,
  answeredAt: NOON,
  holds: [],
  endedAt: at(4),
  endedBy: 'customer',
  wrappedUpAt: null,
  disposition: null,
  summary: '',
  ...change,
})
const event = (kind: EventKind, minutes: number, detail: EventRecord['detail'] = {}): EventRecord => ({
  id: `e-${kind}-${minutes}` as EventId,
  caseId: 'c-7' as CaseId,
  kind,
  by: { id: 'u-ben' as UserId, name: 'Ben Okafor' },
  at: at(minutes),
  detail,
})
const nothing: CaseHistory = { events: [], contacts: [], promises: [], guideRuns: [] }
const promise = (change: Partial<CaseHistory['promises'][number]> = {}): CaseHistory['promises'][number] =>
  ({
    id: 'p-1',
    caseId: 'c-7',
    kind: 'refund',
    words: '£24.00 refund',
    dueAt: at(600),
    madeAt: at(3),
    madeBy: { id: 'u-ana', name: 'Ana Ribeiro' },
    ownerId: 'u-ana',
    messageId: null,
    state: 'open',
    settledAt: null,
    ...change,
  }) as CaseHistory['promises'][number]
const order = (change: Partial<OrderRecord> = {}): OrderRecord => ({
  id: 'o-1' as OrderId,
  customerId: 'k-1' as CustomerId,
  number: 'EK-204518',
  status: 'shipped',
  currency: 'GBP',
  placedAt: at(-9_000),
  items: [],
  payments: [],
  trackingNumbers: [],
  carrier: 'Northline Parcel',
  deliveryDueAt: at(-2 * 24 * 60 - 30),
  steps: [
    { kind: 'ordered', at: at(-9_000), place: '' },
    { kind: 'held-up', at: at(2), place: 'Coventry depot' },
  ],
  refunds: [],
  address: someCustomer().address,
  ...change,
})
const about = { order: null, openedAt: NOON }

describe('the timeline of a case', () => {
  it('tells everything in the order in which it happened, and what has not left this desk last [C2]', () => {
    const thread = [
      entry('m-1', { writtenAt: at(1), receivedAt: at(1) }),
      entry('m-2', { writtenAt: at(5), receivedAt: at(5) }),
      // Written offline before m-2 came; the server does not have it yet.
      entry('m-3', { writtenAt: at(4), receivedAt: null }),
    ]
    const history = {
      ...nothing,
      events: [event('status', 3, { from: 'open', to: 'pending' })],
      contacts: [contact('x-1', { channel: 'phone', offeredAt: at(2) })],
      promises: [promise({ madeAt: at(4) })],
    }
    const items = timelineOf(thread, history, { order: order(), openedAt: at(0) })
    expect(items.map(({ kind, key }) => (kind === 'message' ? key : kind))).toEqual([
      'm-1',
      'contact',
      'step',
      'event',
      'promise',
      'm-2',
      'm-3',
    ])
  })

  it('keeps what was said in a chat inside it, and notes beside it', () => {
    const inChat = { contactId: 'x-1' as ContactId, channel: 'chat' as const }
    const thread = [
      entry('m-1', { ...inChat, receivedAt: at(1) }),
      entry('m-2', { ...inChat, receivedAt: at(2) }),
      entry('m-3', { ...inChat, visibility: 'note', receivedAt: at(3) }),
    ]
    const items = timelineOf(thread, { ...nothing, contacts: [contact('x-1')] }, about)
    expect(items.map(({ kind }) => kind)).toEqual(['contact', 'message'])
    expect(items[0]).toMatchObject({ lines: [{ message: { id: 'm-1' } }, { message: { id: 'm-2' } }] })
  })

  it('does not tell the same thing twice', () => {
    const made = event('promised', 3, { words: '£24.00 refund', dueAt: String(at(600)) })
    const other = event('promised', 3, { words: 'A call', dueAt: String(at(600)) })
    const items = timelineOf([], { ...nothing, events: [made, other], promises: [promise()] }, about)
    expect(items.map(({ kind }) => kind)).toEqual(['event', 'promise'])
  })

  it('counts by channel what was said and noted, and not the lines about it [C2]', () => {
    const thread = [entry('m-1', { receivedAt: at(1) }), entry('m-2', { visibility: 'note', receivedAt: at(2) })]
    const history = {
      ...nothing,
      events: [event('claimed', 1)],
      contacts: [contact('x-1'), contact('x-2', { channel: 'phone' }), contact('x-3', { channel: 'email' })],
    }
    const items = timelineOf(thread, history, about)
    expect(filterCounts(items)).toEqual({ all: 4, email: 1, phone: 1, chat: 1, notes: 1 })
    expect(filtered(items, 'notes').map(({ key }) => key)).toEqual(['m-2'])
    expect(filtered(items, 'all')).toHaveLength(5)
  })
})

describe('what a mail repeats', () => {
  it.each([
    ['Still nothing.\n\nOn Mon, 9 Mar 2026 at 15:19, Shop wrote:\n> Dear Ms Osei', 'Still nothing.', 'quote'],
    ['Noch nichts.\n\nAm 09.03.2026 um 15:19 schrieb Shop:\n> Hallo', 'Noch nichts.', 'quote'],
    ['Yes please.\n> Shall we?', 'Yes please.', 'quote'],
    ['Thanks\n-- \nNadia Osei\nLeeds', 'Thanks', 'signature'],
  ] as const)('is folded away', (body, text, kind) => {
    const found = foldText(body)
    expect(found.text).toBe(text)
    expect(found.folded?.kind).toBe(kind)
    // Nothing of it is lost.
    expect(body.startsWith(found.text)).toBe(true)
    expect(body.endsWith(found.folded?.text ?? '')).toBe(true)
  })
  it.each([
    'Only words.',
    'Only words, and empty lines.\n\n',
    '> Shall we?\nYes please, as you say.',
    '> nothing but a quote',
    'It costs -- as you say -- too much.',
  ])('stays where it is needed: %j', (body) => expect(foldText(body)).toEqual({ text: body, folded: null }))
})

describe('the facts of a case', () => {
  const view = (orders: OrderRecord[], change: Partial<CaseView['case']> = {}) =>
    ({ case: someCase({ orderId: 'o-1' as OrderId, ...change }), orders }) as CaseView
  const words = makeWords('en-GB', english)
  const telling: Telling = {
    words,
    format: makeFormat(words),
    now: NOON,
    me: 'u-ana',
    names: new Map([['fin', 'Finance']]),
  }

  it('say that a parcel is late, and for how long, until it has come', () => {
    const [fact] = caseFacts(view([order()]), nothing, NOON)
    expect(fact).toMatchObject({ kind: 'late', lateDays: 2 })
    expect(fact && factWords(telling, fact)).toMatchObject({
      word: 'Late',
      line: `Parcel 2 days late, due ${telling.format.day(at(-2 * 24 * 60 - 30), NOON)}`,
      tone: 'danger',
    })
    const came = order({ steps: [{ kind: 'delivered', at: at(-5), place: '' }] })
    expect(caseFacts(view([came]), nothing, NOON)).toMatchObject([{ kind: 'order' }])
    expect(caseFacts(view([order({ deliveryDueAt: at(1) })]), nothing, NOON)).toMatchObject([{ kind: 'order' }])
  })
  it('say what was promised and by whom, and when that was missed', () => {
    const facts = caseFacts(view([]), { promises: [promise(), promise({ state: 'kept' })] }, NOON)
    expect(facts.map((fact) => factWords(telling, fact))).toMatchObject([{ word: 'Promised', tone: 'accent' }])
    expect(facts.map((fact) => factWords(telling, fact))).toMatchObject([
      { line: '£24.00 refund', tail: expect.stringMatching(/^by .*, by you$/) },
    ])
    const [missed] = caseFacts(view([]), { promises: [promise()] }, at(601))
    expect(missed && factWords(telling, missed)).toMatchObject({ word: 'Promise missed', tone: 'danger' })
  })
  it('say who has a part of it', () => {
    const given = { caseId: 'c-8', queueId: 'fin', assigneeId: null, status: 'open', replyDueAt: at(30) } as never
    const [fact] = caseFacts(view([], { escalations: [given] }), nothing, NOON)
    expect(fact && factWords(telling, fact)).toMatchObject({ word: 'With Finance', tone: 'warn' })
    expect(fact && factWords(telling, fact).line).toMatch(/^nobody holds it yet, answer due /)
  })
})

describe('a history line', () => {
  const words = makeWords('en-GB', english)
  const names = new Map([
    ['orders', 'Orders'],
    ['billing', 'Billing'],
    ['u-ana', 'Ana Ribeiro'],
  ])
  const telling: Telling = { words, format: makeFormat(words), now: NOON, me: 'u-lea', names }
  it.each(EVENT_KINDS)('tells "%s" in a sentence that names who did it', (kind) => {
    const detail = { from: 'orders', to: 'billing', field: 'phone', number: '7', dueAt: String(NOON), state: 'kept' }
    const said = eventWords(telling, event(kind, 0, detail))
    expect(said).toMatch(/^Ben Okafor [a-z]/)
    expect(said).not.toMatch(/undefined|\{|\}/)
  })
  it('names queues, colleagues and what was changed', () => {
    const say = (kind: EventKind, detail: EventRecord['detail']) => eventWords(telling, event(kind, 0, detail))
    expect(say('moved', { from: 'orders', to: 'billing' })).toBe('Ben Okafor moved the case from Orders to Billing')
    expect(say('assigned', { to: 'u-ana' })).toBe('Ben Okafor gave the case to Ana Ribeiro')
    expect(say('assigned', { to: 'u-lea' })).toBe('Ben Okafor gave the case to you')
    expect(say('assigned', { to: '' })).toBe('Ben Okafor gave the case back to its queue')
    expect(say('edited', { field: 'subject', from: 'a', to: 'b' })).toBe('Ben Okafor changed the subject to b')
    expect(say('edited', { field: 'customer.address' })).toBe('Ben Okafor changed the address')
    expect(eventWords({ ...telling, me: 'u-ben' }, event('claimed', 0))).toBe('You took the case')
  })
})

describe('what is covered', () => {
  it('keeps enough to ask a customer about and too little to use [C8]', () => {
    expect(maskedPhone('+44 20 7946 0218')).toBe('•••• ••• 218')
    const { address } = someCustomer()
    const masked = maskedAddress({ ...address, line1: '4 Mill Lane', city: 'Leeds', postcode: 'LS6 2AB' })
    expect(masked).toBe('••••••, Leeds LS6')
    expect(maskedAddress({ ...address, city: 'Berlin', postcode: '10115' })).toBe('••••••, Berlin')
  })
})

describe('the language of a text', () => {
  it.each([
    ['طلبي لم يصل حتى الآن', 'en', 'ar'],
    ['届け先の住所を変更したい', 'en', 'ja'],
    ['मेरा ऑर्डर नहीं आया', null, 'hi'],
    ['주문이 아직 안 왔어요', 'en', 'ko'],
    ['我的订单还没有到', 'en', 'zh'],
    ['我的訂單還沒有到', 'zh-TW', 'zh-TW'],
    ['ההזמנה שלי לא הגיעה', null, 'he'],
    ['คำสั่งซื้อของฉันยังไม่มาถึง', 'en', 'th'],
    ['“It’s not here” … – she says', 'en', 'en'],
    ['Where is my order, 佐藤 asks?', 'en', 'en'],
    ['Wo ist mein Paket?', 'de', 'de'],
    ['', null, null],
  ])('%j of someone who writes %s is %s', (text, known, wanted) => expect(languageOf(text, known)).toBe(wanted))
})

describe('a message that is sought', () => {
  it('is brought into view by itself, or with the chat it was said in', () => {
    const said = entry('m-chat', { contactId: 'chat-1' as ContactId, channel: 'chat' })
    const history = { ...nothing, contacts: [contact('chat-1')] }
    const items = timelineOf([entry('m-mail'), said], history, { order: null, openedAt: NOON })
    expect(keyOfMessage(items, 'm-mail' as MessageId)).toBe('m-mail')
    expect(keyOfMessage(items, 'm-chat' as MessageId)).toBe('contact chat-1')
    expect(keyOfMessage(items, 'm-gone' as MessageId)).toBeNull()
  })
})
