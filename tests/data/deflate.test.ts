import { describe, expect, it } from 'vitest'
import type { DeflateAnswered, DeflateAsked } from '../../renderer/data/deflate.ts'
import { deflateBeside, deflateWithWords, inflateWithWords } from '../../renderer/data/deflate.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const textOf = (small: Uint8Array) => new TextDecoder().decode(inflateWithWords(small))

/** A worker that answers when it is told to, last things first. */
function openWorkers() {
  const world = { started: 0, ended: 0, asked: [] as DeflateAsked[], answerAll: () => {}, breakOff: () => {} }
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
  return { world, ...deflateBeside(start) }
}

describe('what is deflated beside the page', () => {
  it('is started when there is something to do, and told apart in the answers', async () => {
    const { world, deflate, end } = openWorkers()
    expect(world.started).toBe(0)
    const smalls = Promise.all(['one', 'two', 'three'].map((text) => deflate(bytesOf(text))))
    await Promise.resolve()
    world.answerAll()
    expect((await smalls).map(textOf)).toEqual(['one', 'two', 'three'])
    end()
    expect([world.started, world.ended]).toEqual([1, 1])
  })

  it('is done in its place where the worker breaks, now and later', async () => {
    const { world, deflate } = openWorkers()
    const small = deflate(bytesOf('one'))
    world.breakOff()
    expect(textOf(await small)).toBe('one')
    expect(textOf(await deflate(bytesOf('two')))).toBe('two')
    expect([world.started, world.asked.length]).toEqual([1, 1])
  })

  it('is done in its place where no worker starts', async () => {
    const { deflate } = deflateBeside(() => {
      throw new Error('A policy forbids it.')
    })
    expect(textOf(await deflate(bytesOf('one')))).toBe('one')
  })
})
