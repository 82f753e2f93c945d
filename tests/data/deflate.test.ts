import { describe, expect, it } from 'vitest'
import type { DeflateAnswered, DeflateAsked } from '../../renderer/data/deflate.ts'
import { deflateBeside, deflateWithWords, inflateWithWords } from '../../renderer/data/deflate.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const textOf = (small: Uint8Array) => new TextDecoder().decode(inflateWithWords(small))

/** A worker that answers when it is told to, last things first, and a clock that stands until it is told to pass. */
function openWorkers() {
  const world = { started: 0, ended: 0, asked: [] as DeflateAsked[], answerAll: () => {}, breakOff: () => {} }
  const due = new Set<() => void>()
  const start = () => {
    world.started++
    return {
      postMessage: (asked: DeflateAsked) => void world.asked.push(structuredClone(asked)),
      hear(answered: (answer: DeflateAnswered) => void, broke: () => void) {
        world.breakOff = broke
        world.answerAll = () => {
          for (const { id, bytes } of world.asked.splice(0).toReversed())
            answered({ id, small: deflateWithWords(bytes) })
        }
      },
      terminate: () => void world.ended++,
    }
  }
  const { deflate, end } = deflateBeside(start, (_ms, run) => {
    due.add(run)
    return () => void due.delete(run)
  })
  const pass = () => {
    for (const run of due) run()
    due.clear()
  }
  /** Asks for all of them at once; Answers when the worker has them. */
  const ask = async (texts: string[]) => {
    const smalls = Promise.all(texts.map((text) => deflate(bytesOf(text))))
    await new Promise((later) => setTimeout(later, 0))
    return { smalls: smalls.then((found) => found.map(textOf)) }
  }
  return { world, deflate, end, pass, ask }
}

describe('what is deflated beside the page', () => {
  it('is told apart in the answers', async () => {
    const { world, ask } = openWorkers()
    const { smalls } = await ask(['one', 'two', 'three'])
    world.answerAll()
    expect(await smalls).toEqual(['one', 'two', 'three'])
    expect([world.started, world.ended]).toEqual([1, 0])
  })

  it('is done in its place where it is one thing: no worker is started for it', async () => {
    const { world, ask } = openWorkers()
    const { smalls } = await ask(['one'])
    expect(await smalls).toEqual(['one'])
    expect(world.started).toBe(0)
  })

  it('is done by a worker that ends when nothing is left to do, and by another one later', async () => {
    const { world, ask, pass } = openWorkers()
    const first = await ask(['one', 'two'])
    pass()
    expect(world.ended).toBe(0)
    world.answerAll()
    await first.smalls
    const second = await ask(['three', 'four'])
    // Its time came while there was something to do again.
    pass()
    expect(world.ended).toBe(0)
    world.answerAll()
    await second.smalls
    pass()
    expect([world.started, world.ended]).toEqual([1, 1])
    const third = await ask(['five', 'six'])
    world.answerAll()
    expect(await third.smalls).toEqual(['five', 'six'])
    expect([world.started, world.ended]).toEqual([2, 1])
  })

  it('is done in its place where the worker breaks or is ended, now and later', async () => {
    for (const how of ['breakOff', 'end'] as const) {
      const { world, ask, end } = openWorkers()
      const { smalls } = await ask(['one', 'two'])
      if (how === 'end') end()
      else world.breakOff()
      expect(await smalls).toEqual(['one', 'two'])
      expect(await (await ask(['three', 'four'])).smalls).toEqual(['three', 'four'])
      expect([world.started, world.ended]).toEqual([1, 1])
    }
  })

  it('is done in its place where no worker starts', async () => {
    const { deflate } = deflateBeside(
      () => {
        throw new Error('A policy forbids it.')
      },
      () => () => {},
    )
    const smalls = await Promise.all([deflate(bytesOf('one')), deflate(bytesOf('two'))])
    expect(smalls.map(textOf)).toEqual(['one', 'two'])
  })
})
