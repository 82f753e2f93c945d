import { describe, expect, it } from 'vitest'
import type { CaseId, ContactId, MessageId, PromiseId, TemplateId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { RefusalCode } from '../../domain/mutations/decide.ts'
import type { Doubt } from '../../domain/replying/find-doubts.ts'
import type { StagedAction } from '../../domain/replying/staged-action.ts'
import { joinMore as joinStored } from '../../renderer/data/read-outbox.ts'
import type { OutboxEntry } from '../../renderer/data/repository.ts'
import { joinMore, NO_MORE, readMore, writeMore } from '../../renderer/features/reply/draft-more.ts'
import { doubtWords } from '../../renderer/features/reply/held-up.tsx'
import { isAtWordStart } from '../../renderer/features/reply/slash.ts'
import { afterEdit, cutText, editOf, stretchFrom } from '../../renderer/features/reply/stretches.ts'
import { lateForChat } from '../../renderer/features/reply/use-chat-ended.ts'
import { newestHeld } from '../../renderer/features/reply/use-undo.ts'
import { withUse } from '../../renderer/features/reply/used-templates.ts'
import { chatEndedAt, noReplyIn, wayOf } from '../../renderer/features/reply/way-of.ts'
import { english } from '../../renderer/words/catalogue.ts'
import { makeWords } from '../../renderer/words/use-words.ts'
import { ana, ben, NOON, someCase, someContact, someMutation } from '../support/records.ts'

const words = makeWords('en-GB', english)

describe('marks in a text that is being written', () => {
  const before = 'Dear Ms Osei, hello'
  const name = { from: 5, to: 12 }
  it.each([
    ['Dear Ms Osei, hello there', [name], 'something was added behind'],
    ['My dear Ms Osei, hello', [{ from: 8, to: 15 }], 'something was added before'],
    ['Dear Ms Osei! hello', [name], 'the sign behind was changed'],
    ['Dear Mrs Osei, hello', [], 'it was edited itself'],
    ['Dear', [], 'it was deleted'],
    ['', [], 'everything was deleted'],
  ])('stand right after "%s"', (after, marks) => {
    expect(afterEdit([name], before, after)).toEqual(marks)
  })
  it('are found from the one edit between two texts', () => {
    expect(editOf('aaa', 'aaaa')).toEqual({ from: 3, to: 3, added: 1 })
    expect(editOf('abc', 'aXc')).toEqual({ from: 1, to: 2, added: 1 })
  })
  it('cut the text without losing a letter; of two that overlap the first named stays', () => {
    const parts = cutText('0123456789', [
      { from: 4, to: 6, is: 'doubt' },
      { from: 5, to: 8, is: 'filled' },
      { from: 0, to: 1, is: 'filled' },
      { from: 9, to: 99, is: 'beyond' },
    ])
    expect(parts.map(({ text, mark }) => `${text}${mark ? `=${mark.is}` : ''}`)).toEqual([
      '0=filled',
      '123',
      '45=doubt',
      '6789',
    ])
  })
})

const doubt = (from: number, to: number, change: Partial<Doubt> = {}): Doubt => ({
  kind: 'placeholder',
  from,
  to,
  text: '[date of update]',
  meant: null,
  ...change,
})

describe('holes and doubts', () => {
  const both = [doubt(5, 10), doubt(20, 30)]
  it('are walked through in both directions and around the ends', () => {
    expect(stretchFrom(both, 0, 0, 1)).toBe(both[0])
    expect(stretchFrom(both, 5, 10, 1)).toBe(both[1])
    expect(stretchFrom(both, 20, 30, 1)).toBe(both[0])
    expect(stretchFrom(both, 5, 10, -1)).toBe(both[1])
    expect(stretchFrom(both, 20, 30, -1)).toBe(both[0])
    expect(stretchFrom([], 0, 0, 1)).toBeNull()
  })
  it('are said in words, with what was probably meant', () => {
    const osei = { givenName: 'Nadia', familyName: 'Osei' }
    const said = (of: Partial<Doubt>, count = 1) => doubtWords(words, doubt(0, 1, of), count, osei)
    expect(said({})).toBe('1 hole left: date of update.')
    expect(said({ text: '{{ input.ref }}' }, 2)).toBe('2 holes left. First: input.ref.')
    expect(said({ kind: 'name', text: 'Mr Berg' })).toBe("“Mr Berg” is another customer. This case is Nadia Osei's.")
    expect(said({ kind: 'order', text: 'HM-204581', meant: 'HM-204518' })).toBe(
      'Order HM-204581 is not in this case. Did you mean HM-204518?',
    )
    expect(said({ kind: 'order', text: 'HM-204581' })).toBe('Order HM-204581 is not in this case.')
  })
})

describe('a slash', () => {
  it('asks for a template where a word begins, and is a slash elsewhere', () => {
    expect(isAtWordStart('', 0)).toBe(true)
    expect(isAtWordStart('Dear\n', 5)).toBe(true)
    expect(isAtWordStart('and ', 4)).toBe(true)
    expect(isAtWordStart('1', 1)).toBe(false)
    expect(isAtWordStart('https:', 6)).toBe(false)
  })
})

const tag: StagedAction = { kind: 'tag', tag: 'late-parcel' }
const pending: StagedAction = { kind: 'status', status: 'pending' }
const solved: StagedAction = { kind: 'status', status: 'solved' }
const promise: StagedAction = {
  kind: 'promise',
  promiseId: 'p-1' as PromiseId,
  promise: 'update',
  words: 'Write again',
  dueAt: NOON,
}

describe('what goes with a reply', () => {
  it('is kept with the draft and comes back as it was', () => {
    const more = { ...NO_MORE, actions: [tag, promise], templateIds: ['t' as TemplateId], filled: [{ from: 1, to: 3 }] }
    expect(readMore(writeMore(more))).toEqual(more)
    expect(writeMore(NO_MORE)).toBeUndefined()
    expect(readMore('{ not json')).toEqual(NO_MORE)
    expect(readMore('null')).toEqual(NO_MORE)
    expect(readMore(JSON.stringify({ actions: 'all' }))).toEqual(NO_MORE)
  })
  it('holds each thing once, and of two statuses the later', () => {
    const joined = joinMore({ ...NO_MORE, actions: [tag, pending] }, { actions: [tag, solved] })
    expect(joined.actions).toEqual([tag, solved])
    expect(joinMore(joined, { actions: [tag] }).actions).toEqual([tag, solved])
  })
  it('of a message that came back joins what was staged since', () => {
    const begun = JSON.stringify({ ...NO_MORE, actions: [tag], filled: [{ from: 0, to: 1 }] })
    const back = JSON.stringify({ actions: [tag, pending], links: [], templateIds: ['t'] })
    expect(readMore(joinStored(begun, back))).toEqual({ ...NO_MORE, actions: [tag, pending], templateIds: ['t'] })
    expect(joinStored(undefined, back)).toBe(back)
    expect(joinStored(begun, undefined)).toBe(begun)
  })
})

const sent = (order: number, change: Partial<OutboxEntry> = {}, caseId = `c-${order}`): OutboxEntry => ({
  mutation: someMutation('reply.send', {
    caseId: caseId as CaseId,
    messageId: `m-${order}` as MessageId,
    body: 'Dear Ms Osei',
    channel: 'email',
  }),
  order,
  state: 'waiting',
  heldUntil: (NOON + 10_000) as EpochMs,
  refusal: null,
  reference: null,
  caseSubject: null,
  customerName: null,
  theirs: null,
  ...change,
})

describe('undo send', () => {
  it('takes back the reply that was sent last, in whichever case [C29]', () => {
    expect(newestHeld([sent(1), sent(3), sent(2)], NOON)?.caseId).toBe('c-3')
  })
  it('leaves alone what is on its way, what is no reply, and what was held long enough [C29]', () => {
    const note = {
      mutation: someMutation('note.add', { caseId: 'c' as CaseId, messageId: 'm' as MessageId, body: 'x' }),
    }
    const others = [
      sent(1, { state: 'sending' }),
      sent(2, { heldUntil: null }),
      sent(3, { heldUntil: NOON }),
      sent(4, note),
    ]
    expect(newestHeld(others, NOON)).toBeNull()
  })
})

describe('a reply that came too late for its chat', () => {
  const refused = (refusal: RefusalCode) => sent(1, { state: 'needs-you', refusal })
  it('comes back, and no other does', () => {
    expect(lateForChat([refused('stale_context'), refused('chat_ended')])).not.toBeNull()
    expect(lateForChat([refused('closed'), sent(2)])).toBeNull()
  })
})

describe('the way a reply goes', () => {
  const chat = (change: Parameters<typeof someContact>[0]) =>
    someContact({ id: 'x-chat' as ContactId, channel: 'chat', agentId: ana.id, answeredAt: NOON, ...change })
  const chatCase = someCase({ channel: 'chat' })
  it('is into the chat that goes on, at once', () => {
    expect(wayOf(chatCase, [chat({})], ana.id)).toEqual({ channel: 'chat', contactId: 'x-chat', isLive: true })
  })
  it("is not into a colleague's chat, nor into one that nobody has answered", () => {
    for (const other of [chat({ agentId: ben.id }), chat({ answeredAt: null })])
      expect(wayOf(chatCase, [other], ana.id)).toEqual({ channel: 'chat', contactId: null, isLive: false })
  })
  it('is by e-mail once the chat is over', () => {
    const over = chat({ endedAt: NOON })
    expect(wayOf(chatCase, [over], ana.id)).toEqual({ channel: 'email', contactId: null, isLive: false })
    expect(chatEndedAt([over])).toBe(NOON)
    expect(chatEndedAt([over, chat({})])).toBeNull()
    expect(chatEndedAt([])).toBeNull()
  })
  it('is none in a part that another team has, and in a case that was merged', () => {
    expect(noReplyIn(chatCase)).toBeNull()
    expect(noReplyIn(someCase({ parentId: 'c-1' as CaseId }))).toBe('escalated')
    expect(noReplyIn(someCase({ mergedIntoId: 'c-1' as CaseId }))).toBe('merged')
  })
  it('of an e-mail written during a call says so', () => {
    const call = someContact({ id: 'x-call' as ContactId, agentId: ana.id, answeredAt: NOON })
    expect(wayOf(someCase(), [call], ana.id)).toEqual({ channel: 'email', contactId: 'x-call', isLive: false })
  })
})

describe('templates used last', () => {
  it('are remembered when something made of them is sent, the newest fifty', () => {
    const first = withUse(undefined, ['a' as TemplateId], NOON)
    const again = withUse(
      withUse(first, ['b' as TemplateId], (NOON + 1) as EpochMs),
      ['a' as TemplateId],
      (NOON + 2) as EpochMs,
    )
    expect(JSON.parse(again)).toEqual({ a: NOON + 2, b: NOON + 1 })
    const many = Array.from({ length: 60 }, (_, at) => `t-${at}` as TemplateId)
    const kept = many.reduce((setting, id, at) => withUse(setting, [id], (NOON + at) as EpochMs), again)
    expect(Object.keys(JSON.parse(kept) as object)).toHaveLength(50)
    expect(kept).toContain('t-59')
    expect(kept).not.toContain('"a"')
    expect(withUse('broken', ['a' as TemplateId], NOON)).toContain('"a"')
  })
})
