import { describe, expect, it } from 'vitest'
import { DamagedBlock } from '../../renderer/data/sealed-blocks.ts'
import { searchDisk } from '../support/search-disk.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (found: Uint8Array | null | undefined) => (found ? new TextDecoder().decode(found) : found)

describe('sealed blocks', () => {
  it('come back as they were, in the order they were asked for, and only what is there', async () => {
    const blocks = await searchDisk().open()
    await blocks.write([
      ['a.1', bytes('one')],
      ['a.2', bytes('two')],
    ])
    expect((await blocks.read(['a.2', 'b.1', 'a.1'])).map(text)).toEqual(['two', null, 'one'])
  })
  it('are not taken for another block or of another key', async () => {
    const disk = searchDisk()
    await (await disk.open()).write([['a.1', bytes('one')]])
    const [row] = (await disk.rows()).blocks
    if (row === undefined) throw new Error('There is no block.')
    await disk.putBlock({ ...row, name: 'a.2' })
    await expect((await disk.open()).read(['a.2'])).rejects.toThrow(DamagedBlock)
    await expect((await disk.open(9)).read(['a.1'])).rejects.toThrow(DamagedBlock)
  })
})

describe('the book of them', () => {
  it('is not there at first, and then the one that was committed last', async () => {
    const disk = searchDisk()
    const blocks = await disk.open()
    expect(await blocks.book()).toEqual({ version: 0, bytes: null })
    const added = [
      ['a.1', bytes('one')],
      ['aa.1', bytes('three')],
    ] as const
    expect(await blocks.commit(0, bytes('first'), { blocks: added })).toBe(true)
    expect(await blocks.commit(1, bytes('second'), { blocks: [['b.1', bytes('two')]], remove: ['a'] })).toBe(true)
    const again = await disk.open()
    const book = await again.book()
    expect([book.version, text(book.bytes), await again.version()]).toEqual([2, 'second', 2])
    expect((await again.read(['a.1', 'aa.1', 'b.1'])).map(text)).toEqual([null, 'three', 'two'])
  })
  it('is not replaced by whoever has an older one, and nothing else happens then', async () => {
    const disk = searchDisk()
    const [blocks, other] = [await disk.open(), await disk.open()]
    await blocks.commit(0, bytes('first'), { blocks: [['a.1', bytes('one')]] })
    expect(await other.commit(0, bytes('other'), { blocks: [['b.1', bytes('two')]], remove: ['a'] })).toBe(false)
    expect((await other.read(['a.1', 'b.1'])).map(text)).toEqual(['one', null])
    expect(text((await other.book()).bytes)).toBe('first')
  })
  it('never names a group of which a block is missing', async () => {
    const blocks = await searchDisk().open()
    await blocks.write([['a.1', bytes('one')]])
    expect(await blocks.commit(0, bytes('first'), { whole: { group: 'a', count: 2 } })).toBe(false)
    expect(await blocks.version()).toBe(0)
    await blocks.write([['a.2', bytes('two')]])
    expect(await blocks.commit(0, bytes('first'), { whole: { group: 'a', count: 2 } })).toBe(true)
  })
  it('keeps what nobody knows of from being swept away by whoever has an older one', async () => {
    const blocks = await searchDisk().open()
    await blocks.commit(0, bytes('first'), {
      blocks: [
        ['a.1', bytes('one')],
        ['aa.1', bytes('two')],
      ],
    })
    await blocks.keepOnly([], 0)
    expect((await blocks.read(['a.1', 'aa.1'])).map(text)).toEqual(['one', 'two'])
    await blocks.keepOnly(['a'], 1)
    expect((await blocks.read(['a.1', 'aa.1'])).map(text)).toEqual(['one', null])
  })
  it('is cleared only by whoever knows it, and no old one can be continued after that', async () => {
    const blocks = await searchDisk().open()
    await blocks.commit(0, bytes('first'), { blocks: [['a.1', bytes('one')]] })
    expect(await blocks.clear(0)).toBe(1)
    expect(text((await blocks.book()).bytes)).toBe('first')
    expect(await blocks.clear(1)).toBe(2)
    expect(await blocks.book()).toEqual({ version: 2, bytes: null })
    expect(await blocks.read(['a.1'])).toEqual([null])
    expect(await blocks.commit(1, bytes('second'), {})).toBe(false)
    expect(await blocks.clear(null)).toBe(3)
  })
  it('is known as damaged', async () => {
    const disk = searchDisk()
    await (await disk.open()).commit(0, bytes('first'), {})
    const [row] = (await disk.rows()).books
    // Sealed for another version.
    if (row !== undefined) await disk.putBook({ ...row, version: 7 })
    await expect((await disk.open()).book()).rejects.toThrow(DamagedBlock)
  })
})
