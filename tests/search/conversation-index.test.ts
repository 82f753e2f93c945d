import { describe, expect, it } from 'vitest'
import type { CaseId, MessageId } from '../../domain/kernel/ids.ts'
import type { ConversationIndex, SaidText } from '../../renderer/search/conversation-index.ts'
import { IndexLost, openConversations } from '../../renderer/search/conversation-index.ts'
import { searchDisk } from '../support/search-disk.ts'

const said = (id: string, text: string, at = 1): SaidText => ({ id: id as MessageId, at, text })
const id = (name: string) => name as CaseId

let ids = 0
const newId = () => `s${(ids += 1)}`
const failed = (error: unknown) => {
  throw error
}
async function opened(on = searchDisk(), most = 100, fill = 7): Promise<ConversationIndex> {
  return openConversations({ blocks: await on.open(fill), newId, failed, most })
}
/** `most`: so many cases are in memory before they are written. */
async function fed(most: number, on = searchDisk()) {
  const conversations = await opened(on, most)
  await conversations.hold(id('jacket'), [
    said('j1', 'The blue jacket has a torn zip.', 1),
    said('j2', 'We can send a replacement on Monday.', 2),
  ])
  await conversations.hold(id('grinder'), [said('g1', 'My coffee grinder stopped after 48213 turns.')])
  await conversations.hold(id('size'), [said('s1', 'Die Größe passt nicht, bitte um Rückerstattung.')])
  await conversations.hold(id('ja'), [said('ja1', '返品したいのですが送料はいくらですか。')])
  await conversations.hold(id('zh'), [said('zh1', '您好，请问退货运费由谁承担？')])
  return conversations
}
const harmed = <Box extends { ct: ArrayBuffer } | null>(box: Box): Box => {
  if (box !== null) new Uint8Array(box.ct).fill(1, 10, 20)
  return box
}
const foundIn = async (conversations: ConversationIndex, query: string) =>
  (await conversations.find(query, 10)).hits.map(({ caseId }) => caseId)

describe.each([
  ['in memory', 100],
  ['in a segment for each case', 1],
])('what was said is found, %s', (_, most) => {
  const index = () => fed(most)
  const found = async (query: string, conversations?: ConversationIndex) =>
    foundIn(conversations ?? (await index()), query)

  it('by a word of it, by its beginning, and by several words wherever in the case they stand', async () => {
    expect(await found('zip')).toEqual(['jacket'])
    expect(await found('replac')).toEqual(['jacket'])
    expect(await found('zip replacement')).toEqual(['jacket'])
    expect(await found('zip grinder')).toEqual([])
  })
  it('with a mistyped word, but only where nothing is as it was written', async () => {
    expect(await found('coffe griner')).toEqual(['grinder'])
    const both = await index()
    await both.hold(id('binder'), [said('b1', 'A binder for letters.')])
    expect(await found('binder', both)).toEqual(['binder'])
  })
  it('never by a number that only resembles it', async () => {
    expect(await found('48213')).toEqual(['grinder'])
    expect(await found('48214')).toEqual([])
  })
  it('whatever the accents, capitals and umlauts', async () => {
    expect(await found('GRÖSSE')).toEqual(['size'])
    expect(await found('ruckerstattung')).toEqual(['size'])
  })
  it('by a Japanese or Chinese word inside a sentence, wherever the sentence cuts it', async () => {
    expect(await found('送料')).toEqual(['ja'])
    expect(await found('返品 送料')).toEqual(['ja'])
    // The sentence is cut 退|货运|费.
    expect(await found('退货')).toEqual(['zh'])
    expect(await found('运费')).toEqual(['zh'])
    expect(await found('退货运费')).toEqual(['zh'])
    expect(await found('退款')).toEqual([])
    // Both signs, but not together.
    const apart = await index()
    await apart.hold(id('apart'), [said('a1', '退了，货也收到了')])
    expect(await found('退货', apart)).toEqual(['zh'])
  })
  it('of equals the newer case first', async () => {
    const conversations = await opened(searchDisk(), most)
    await conversations.hold(id('old'), [said('o', 'A lamp.', 1)])
    await conversations.hold(id('new'), [said('n', 'A lamp.', 1_000)])
    expect(await found('lamp', conversations)).toEqual(['new', 'old'])
  })
})

describe.each([
  ['in memory', 100],
  ['in a segment for each case', 1],
])('the index of a case, %s', (_, most) => {
  const index = () => fed(most)
  const found = async (query: string, conversations: ConversationIndex) => foundIn(conversations, query)

  it('follows what is added to it and what is taken back', async () => {
    const conversations = await index()
    const first = said('g1', 'My coffee grinder stopped after 48213 turns.')
    expect(await conversations.hold(id('grinder'), [first])).toBe(false)
    expect(await conversations.hold(id('grinder'), [first, said('g2', 'Please unplug it.')])).toBe(true)
    expect(await found('unplug', conversations)).toEqual(['grinder'])
    expect(await conversations.hold(id('grinder'), [first, said('g3', 'Please shake it.')])).toBe(true)
    expect(await found('unplug', conversations)).toEqual([])
    expect(await found('shake', conversations)).toEqual(['grinder'])
  })
  it('is gone when the case has left the desk', async () => {
    const conversations = await index()
    expect(await conversations.drop(id('jacket'))).toBe(true)
    expect(await conversations.drop(id('jacket'))).toBe(false)
    expect(await found('zip', conversations)).toEqual([])
    await conversations.hold(id('ja'), [])
    expect(await found('送料', conversations)).toEqual([])
    expect(conversations.caseIds()).toEqual(['grinder', 'size', 'zh'])
  })
  it('holds a thread of thousands in parts, and lists its case once', async () => {
    const conversations = await opened(searchDisk(), most)
    const thread = Array.from({ length: 450 }, (_, at) => said(`m${at}`, `lamp ${at}`, at))
    await conversations.hold(id('long'), thread)
    expect(await conversations.find('lamp', 10)).toMatchObject({ hits: [{ caseId: 'long' }], total: 1 })
    expect(await found('lamp 449', conversations)).toEqual(['long'])
    await conversations.hold(id('long'), thread.slice(0, 3))
    expect(await found('lamp 449', conversations)).toEqual([])
    expect(await found('lamp 2', conversations)).toEqual(['long'])
    await conversations.drop(id('long'))
    expect(await found('lamp', conversations)).toEqual([])
  })
})

describe.each([
  ['in memory', 100],
  ['in a segment for each case', 1],
])('of several cases, %s', (_, most) => {
  it.each([
    [
      'that says the word and little else',
      'lamp',
      'A lamp.',
      'A lamp, and a long story of parcels, neighbours, doors and of the weather.',
    ],
    ['that says it more often', 'lamp', 'lamp, lamp and lamp again', 'lamp, chair and table too'],
    ['that has the word as it was written', 'lamp', 'The lamp.', 'The lampshade.'],
    ['that has a word with less wrong', 'shadde', 'Some shade.', 'Some shaddis.'],
    ['that has the rarer word', 'la', 'A ladle.', 'A lamp.'],
  ])('the one %s comes first', async (_, query, better, worse) => {
    const conversations = await opened(searchDisk(), most)
    for (const other of ['x', 'y', 'z'])
      await conversations.hold(id(other), [said(other, 'Of a lamp, a lampshade and of other things.')])
    for (const [name, text] of Object.entries({ worse, better })) await conversations.hold(id(name), [said(name, text)])
    const among = (await foundIn(conversations, query)).filter((name) => name === 'better' || name === 'worse')
    expect(among).toEqual(['better', 'worse'])
  })
})

describe('an index that was kept', () => {
  async function kept() {
    const on = searchDisk()
    await (await fed(100, on)).save(true)
    return on
  }
  it('finds as before, knows what it holds, and goes on', async () => {
    const again = await opened(await kept())
    expect(again.isWhole()).toBe(true)
    expect(await foundIn(again, '送料')).toEqual(['ja'])
    expect(await foundIn(again, 'griner')).toEqual(['grinder'])
    expect(await again.hold(id('zh'), [said('zh1', '您好，请问退货运费由谁承担？')])).toBe(false)
    expect(await again.hold(id('lamp'), [said('l1', 'A lamp.')])).toBe(true)
    expect(await foundIn(again, 'lamp')).toEqual(['lamp'])
  })
  it('knows what it has let go of since, once that was saved', async () => {
    const on = await kept()
    const again = await opened(on)
    await again.drop(id('zh'))
    await again.hold(id('jacket'), [said('j3', 'A coat now.')])
    await again.save()
    const third = await opened(on)
    expect(third.caseIds().sort()).toEqual(['grinder', 'ja', 'jacket', 'size'])
    expect(await foundIn(third, '退货')).toEqual([])
    expect(await foundIn(third, 'zip')).toEqual([])
    expect(await foundIn(third, 'coat')).toEqual(['jacket'])
    expect(third.isWhole()).toBe(true)
  })
  it('knows it also where nothing else has happened', async () => {
    const on = await kept()
    const again = await opened(on)
    await again.drop(id('zh'))
    await again.save()
    expect((await opened(on)).caseIds()).not.toContain('zh')
  })
  it('is none where words were cut otherwise', async () => {
    const on = await kept()
    const { book, commit } = await on.open()
    const { version, bytes } = await book()
    // The first thing in it after its format is how they were cut.
    await commit(
      version,
      (bytes ?? new Uint8Array()).map((byte, at) => (at === 3 ? byte + 1 : byte)),
      {},
    )
    expect((await opened(on)).caseIds()).toEqual([])
  })
  it('is written anew without what was let go of, when that is more than a fifth', async () => {
    const on = searchDisk()
    const again = await opened(on)
    const names = Array.from({ length: 10 }, (_, at) => id(`c${at}`))
    for (const name of names) await again.hold(name, [said(name, 'A lamp.')])
    await again.save()
    const lies = async () => (await on.rows()).blocks.map(({ name }) => name)
    const first = await lies()
    for (const gone of names.slice(0, 3)) {
      expect(await lies()).toEqual(first)
      await again.drop(gone)
      await again.save()
      while (await again.tidy());
    }
    expect(await lies()).not.toContain(first[0])
    expect((await again.find('lamp', 10)).total).toBe(7)
    for (const gone of names) await again.drop(gone)
    while (await again.tidy());
    expect(await lies()).toEqual([])
  })
  it('is not all there is before somebody says so', async () => {
    const on = searchDisk()
    await (await fed(1, on)).save()
    expect((await opened(on)).isWhole()).toBe(false)
    expect((await opened(on)).caseIds()).toHaveLength(5)
  })
  it('loses only what was not saved', async () => {
    const on = await kept()
    const crashed = await opened(on)
    await crashed.hold(id('lamp'), [said('l1', 'A lamp.')])
    await crashed.drop(id('ja'))
    const again = await opened(on)
    expect(again.caseIds().sort()).toEqual(['grinder', 'ja', 'jacket', 'size', 'zh'])
    expect(await again.hold(id('lamp'), [said('l1', 'A lamp.')])).toBe(true)
  })
  it.each([
    ['was sealed by another key', async (on: ReturnType<typeof searchDisk>) => void (await opened(on, 100, 9))],
    [
      'has a damaged book',
      async (on: ReturnType<typeof searchDisk>) => {
        for (const row of (await on.rows()).books) await on.putBook({ ...row, box: harmed(row.box) })
      },
    ],
    [
      'has a damaged head',
      async (on: ReturnType<typeof searchDisk>) => {
        for (const row of (await on.rows()).blocks)
          if (row.name.endsWith('.h')) await on.putBlock({ ...row, box: harmed(row.box) })
      },
    ],
    [
      'has no head',
      async (on: ReturnType<typeof searchDisk>) => {
        for (const { name } of (await on.rows()).blocks) if (name.endsWith('.h')) await on.removeBlock(name)
      },
    ],
    [
      'has blocks in each other’s places',
      async (on: ReturnType<typeof searchDisk>) => {
        const { blocks } = await on.rows()
        for (const [at, row] of blocks.entries())
          await on.putBlock({ ...row, box: (blocks[(at + 1) % blocks.length] ?? row).box })
      },
    ],
  ])('and %s counts as none, and makes room for another', async (_, harm) => {
    const on = await kept()
    await harm(on)
    const again = await opened(on)
    expect(again.caseIds()).toEqual([])
    expect(again.isWhole()).toBe(false)
    expect((await on.rows()).blocks).toEqual([])
    await again.hold(id('lamp'), [said('l1', 'A lamp.')])
    await again.save()
    expect(await foundIn(await opened(on), 'lamp')).toEqual(['lamp'])
  })
  it.each([
    [
      'damaged',
      async (on: ReturnType<typeof searchDisk>, row: Awaited<ReturnType<typeof on.rows>>['blocks'][number]) =>
        on.putBlock({ ...row, box: harmed(row.box) }),
    ],
    ['gone', async (on: ReturnType<typeof searchDisk>, row: { name: string }) => on.removeBlock(row.name)],
  ])('says so when words are sought in a block that is %s', async (_, harm) => {
    const on = await kept()
    for (const row of (await on.rows()).blocks) if (!row.name.endsWith('.h')) await harm(on, row)
    const again = await opened(on)
    await expect(again.find('zip', 10)).rejects.toThrow(IndexLost)
    await again.discard()
    expect((await opened(on)).caseIds()).toEqual([])
  })
  it('lies nowhere readable, and its names say nothing', async () => {
    const { blocks, books } = await (await kept()).rows()
    expect(blocks.map(({ name }) => name.replace(/^s\d+/, 's')).sort()).toEqual(['s.h', 's.p0', 's.t0'])
    for (const { box } of [...blocks, ...books])
      expect(Buffer.from(box?.ct ?? new ArrayBuffer(0)).toString('latin1')).not.toMatch(/jacket|grinder|zip|48213/)
  })
  it('is removed where it is of the first format', async () => {
    const on = searchDisk()
    await on.putFirstFormat()
    const again = await opened(on)
    expect(again.caseIds()).toEqual([])
    expect(await on.stores()).toEqual(['blocks', 'books'])
  })
})

describe('two windows', () => {
  it('find what either has saved', async () => {
    const on = searchDisk()
    const [one, other] = [await opened(on), await opened(on)]
    await one.hold(id('lamp'), [said('l1', 'A lamp.')])
    await one.save()
    expect(await foundIn(other, 'lamp')).toEqual(['lamp'])
    await other.hold(id('lamp'), [said('l1', 'A lamp.'), said('l2', 'It shines.')])
    await other.save()
    expect(await foundIn(one, 'shines')).toEqual(['lamp'])
    expect((await one.find('lamp', 10)).total).toBe(1)
  })
  it('do not bring back what one has let go of while the other tidied up', async () => {
    const on = searchDisk()
    const one = await opened(on, 1)
    for (const name of ['a', 'b', 'c', 'd']) await one.hold(id(name), [said(name, 'A lamp.')])
    const other = await opened(on, 1)
    await other.drop(id('b'))
    while (await one.tidy());
    expect((await other.find('lamp', 10)).total).toBe(3)
    await other.save()
    expect((await (await opened(on)).find('lamp', 10)).total).toBe(3)
    expect((await one.find('lamp', 10)).total).toBe(3)
  })
  it('leave nothing of a merge that the other was quicker with', async () => {
    const on = searchDisk()
    const one = await opened(on, 1)
    for (const name of ['a', 'b', 'c', 'd']) await one.hold(id(name), [said(name, 'A lamp.')])
    const other = await opened(on, 1)
    await other.tidy()
    while (await one.tidy());
    while (await other.tidy());
    expect(new Set((await on.rows()).blocks.map(({ name }) => name.split('.')[0])).size).toBe(1)
    expect((await other.find('lamp', 10)).total).toBe(4)
  })
  it('open while the other merges what is about to be read', async () => {
    const on = searchDisk()
    const one = await opened(on, 1)
    for (const name of ['a', 'b', 'c', 'd']) await one.hold(id(name), [said(name, 'A lamp.')])
    const blocks = await on.open()
    let isFirst = true
    const late: typeof blocks = {
      ...blocks,
      async read(names) {
        if (isFirst) while (await one.tidy());
        isFirst = false
        return blocks.read(names)
      },
    }
    const other = await openConversations({ blocks: late, newId, failed })
    expect((await other.find('lamp', 10)).total).toBe(4)
    expect((await one.find('lamp', 10)).total).toBe(4)
  })
  it('do not bring back what one has let go of while the other saved', async () => {
    const on = searchDisk()
    const one = await opened(on)
    for (const name of ['a', 'b']) await one.hold(id(name), [said(name, 'A lamp.')])
    await one.save()
    const other = await opened(on)
    await other.drop(id('b'))
    await one.hold(id('c'), [said('c', 'A lamp.')])
    await one.save()
    expect(await foundIn(other, 'lamp')).not.toContain('b')
    expect(other.caseIds().sort()).toEqual(['a', 'c'])
  })
})

describe('a disk that refuses', () => {
  it('costs nothing but memory, and is asked again later', async () => {
    const on = searchDisk()
    const failures: unknown[] = []
    const blocks = await on.open()
    let isFull = true
    const full: typeof blocks = {
      ...blocks,
      commit: (...given) => (isFull ? Promise.reject(new Error('The disk is full.')) : blocks.commit(...given)),
    }
    const conversations = await openConversations({
      blocks: full,
      newId,
      failed: (error) => failures.push(error),
      most: 2,
    })
    for (let at = 0; at < 5; at += 1) await conversations.hold(id(`c${at}`), [said(`m${at}`, `lamp ${at}`)])
    expect(failures).toHaveLength(2)
    expect((await conversations.find('lamp', 10)).total).toBe(5)
    isFull = false
    await conversations.save()
    expect((await (await opened(on)).find('lamp', 10)).total).toBe(5)
  })
})
