import { expect, it } from 'vitest'
import { makeBlockCache } from '../../renderer/search/segments/block-cache.ts'
import { MissingBlock } from '../../renderer/search/segments/segment.ts'

it('keeps the blocks that were wanted last, up to so many bytes', async () => {
  const fetched: string[] = []
  const cache = makeBlockCache(
    {
      async read(names) {
        fetched.push(...names)
        return names.map((name) => (name === 's.gone' ? null : new Uint8Array(10).fill(name.charCodeAt(2))))
      },
    },
    30,
  )
  const read = async (...parts: string[]) => {
    fetched.length = 0
    const found = await cache.read('s', parts)
    expect(found.map((bytes) => String.fromCharCode(bytes[0] ?? 0))).toEqual(parts)
    return [...fetched]
  }
  expect(await read('a', 'b', 'c')).toEqual(['s.a', 's.b', 's.c'])
  expect(await read('a', 'c')).toEqual([])
  expect(await read('d')).toEqual(['s.d'])
  expect(await read('a', 'c', 'd')).toEqual([])
  expect(await read('b')).toEqual(['s.b'])
  // More than it may keep comes all the same.
  expect(await read('b', 'e', 'f', 'g', 'h')).toEqual(['s.e', 's.f', 's.g', 's.h'])
  await cache.readOnce('s', ['i'])
  expect(await read('i')).toEqual(['s.i'])
  await expect(cache.read('s', ['gone'])).rejects.toThrow(MissingBlock)
})
