import { describe, expect, it } from 'vitest'
import type { CaseId, MessageId } from '../../domain/kernel/ids.ts'
import type { SaidText } from '../../renderer/search/conversation-index.ts'
import { openConversations, readConversations } from '../../renderer/search/conversation-index.ts'

const said = (id: string, text: string, at = 1): SaidText => ({ id: id as MessageId, at, text })
const id = (name: string) => name as CaseId

function index() {
  const conversations = openConversations()
  conversations.hold(id('jacket'), [
    said('j1', 'The blue jacket has a torn zip.', 1),
    said('j2', 'We can send a replacement on Monday.', 2),
  ])
  conversations.hold(id('grinder'), [said('g1', 'My coffee grinder stopped after 48213 turns.')])
  conversations.hold(id('size'), [said('s1', 'Die Größe passt nicht, bitte um Rückerstattung.')])
  conversations.hold(id('ja'), [said('ja1', '返品したいのですが送料はいくらですか。')])
  conversations.hold(id('zh'), [said('zh1', '您好，请问退货运费由谁承担？')])
  return conversations
}
const found = (query: string, conversations = index()) => conversations.find(query, 10).hits.map(({ caseId }) => caseId)

describe('what was said is found', () => {
  it('by a word of it, by its beginning, and by several words wherever in the case they stand', () => {
    expect(found('zip')).toEqual(['jacket'])
    expect(found('replac')).toEqual(['jacket'])
    expect(found('zip replacement')).toEqual(['jacket'])
    expect(found('zip grinder')).toEqual([])
  })
  it('with a mistyped word, but only where nothing is as it was written', () => {
    expect(found('coffe griner')).toEqual(['grinder'])
    const both = index()
    both.hold(id('binder'), [said('b1', 'A binder for letters.')])
    expect(found('binder', both)).toEqual(['binder'])
  })
  it('never by a number that only resembles it', () => {
    expect(found('48213')).toEqual(['grinder'])
    expect(found('48214')).toEqual([])
  })
  it('whatever the accents, capitals and umlauts', () => {
    expect(found('GRÖSSE')).toEqual(['size'])
    expect(found('ruckerstattung')).toEqual(['size'])
  })
  it('by a Japanese or Chinese word inside a sentence, wherever the sentence cuts it', () => {
    expect(found('送料')).toEqual(['ja'])
    expect(found('返品 送料')).toEqual(['ja'])
    // The sentence is cut 退|货运|费.
    expect(found('退货')).toEqual(['zh'])
    expect(found('运费')).toEqual(['zh'])
    expect(found('退货运费')).toEqual(['zh'])
    expect(found('退款')).toEqual([])
    // Both signs, but not together.
    const apart = index()
    apart.hold(id('apart'), [said('a1', '退了，货也收到了')])
    expect(found('退货', apart)).toEqual(['zh'])
  })
  it('of equals the newer case first', () => {
    const conversations = openConversations()
    conversations.hold(id('old'), [said('o', 'A lamp.', 1)])
    conversations.hold(id('new'), [said('n', 'A lamp.', 1_000)])
    expect(found('lamp', conversations)).toEqual(['new', 'old'])
  })
})

describe('the index of a case', () => {
  it('follows what is added to it and what is taken back', () => {
    const conversations = index()
    const first = said('g1', 'My coffee grinder stopped after 48213 turns.')
    expect(conversations.hold(id('grinder'), [first])).toBe(false)
    expect(conversations.hold(id('grinder'), [first, said('g2', 'Please unplug it.')])).toBe(true)
    expect(found('unplug', conversations)).toEqual(['grinder'])
    expect(conversations.hold(id('grinder'), [first, said('g3', 'Please shake it.')])).toBe(true)
    expect(found('unplug', conversations)).toEqual([])
    expect(found('shake', conversations)).toEqual(['grinder'])
  })
  it('is gone when the case has left the desk', () => {
    const conversations = index()
    expect(conversations.drop(id('jacket'))).toBe(true)
    expect(conversations.drop(id('jacket'))).toBe(false)
    expect(found('zip', conversations)).toEqual([])
    conversations.hold(id('ja'), [])
    expect(found('送料', conversations)).toEqual([])
    expect(conversations.caseIds()).toEqual(['grinder', 'size', 'zh'])
  })
  it('holds a thread of thousands in parts, and lists its case once', () => {
    const conversations = openConversations()
    const thread = Array.from({ length: 450 }, (_, at) => said(`m${at}`, `lamp ${at}`, at))
    conversations.hold(id('long'), thread)
    expect(conversations.find('lamp', 10)).toMatchObject({ hits: [{ caseId: 'long' }], total: 1 })
    expect(found('lamp 449', conversations)).toEqual(['long'])
    conversations.hold(id('long'), thread.slice(0, 3))
    expect(found('lamp 449', conversations)).toEqual([])
    expect(found('lamp 2', conversations)).toEqual(['long'])
    conversations.drop(id('long'))
    expect(found('lamp', conversations)).toEqual([])
  })
})

describe('an index that was kept', () => {
  const kept = () => JSON.parse(JSON.stringify(index().toKept())) as ReturnType<ReturnType<typeof index>['toKept']>

  it('finds as before, knows what it holds, and goes on', () => {
    const again = readConversations(kept())
    if (again === null) throw new Error('It was not read.')
    expect(found('送料', again)).toEqual(['ja'])
    expect(found('griner', again)).toEqual(['grinder'])
    expect(again.hold(id('zh'), [said('zh1', '您好，请问退货运费由谁承担？')])).toBe(false)
    expect(again.hold(id('lamp'), [said('l1', 'A lamp.')])).toBe(true)
    expect(found('lamp', again)).toEqual(['lamp'])
  })
  it.each([
    ['of another format', { ...kept(), format: 0 }],
    ['with words cut by other rules', { ...kept(), samples: 'other' }],
    ['with a part missing', { ...kept(), blocks: kept().blocks.slice(1) }],
    ['with a case that it does not hold', { ...kept(), blocks: kept().blocks.map(([, ...rest]) => ['x 0', ...rest]) }],
    ['without its terms', { ...kept(), index: {} }],
    ['that is no index', 'nonsense'],
    ['that is not there', undefined],
  ])('%s counts as none', (_, value) => {
    expect(readConversations(value)).toBeNull()
  })
})
