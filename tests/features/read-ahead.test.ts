import { expect, it } from 'vitest'
import { readAhead } from '../../renderer/features/queue/read-ahead.ts'

/** A hand on the keys. `goes`: so many ms after the step before. */
function hand() {
  const read: string[] = []
  let waiting: { ms: number; run: () => void } | null = null
  const after = (ms: number, run: () => void) => {
    const timer = { ms, run }
    waiting = timer
    return () => {
      if (waiting === timer) waiting = null
    }
  }
  const { attend, end } = readAhead<string>(after, (id) => void read.push(id))
  const passes = (ms: number) => {
    if (waiting === null) return
    waiting.ms -= ms
    if (waiting.ms > 0) return
    const { run } = waiting
    waiting = null
    run()
  }
  return {
    read,
    passes,
    end,
    goes(afterMs: number, id: string | null) {
      passes(afterMs)
      attend(id, (near) => void read.push(`near ${near}`))
    },
  }
}

it('a row that is looked at is read at once, and what is near it when the agent stays', () => {
  const { read, goes, passes } = hand()
  goes(0, 'a')
  expect(read).toEqual(['a'])
  passes(150)
  expect(read).toEqual(['a', 'a', 'near a'])
  goes(0, 'b')
  expect(read.slice(3)).toEqual(['b'])
})

it('of the rows that a held key passes none is read but the one where it stops', () => {
  const { read, goes, passes } = hand()
  goes(0, 'a')
  for (const id of ['b', 'c', 'd', 'e']) goes(33, id)
  expect(read).toEqual(['a'])
  passes(150)
  expect(read).toEqual(['a', 'e', 'near e'])
})

it('nothing more is read of a row that is left, or when the queue is gone', () => {
  const { read, goes, passes, end } = hand()
  goes(0, 'a')
  goes(20, null)
  passes(500)
  expect(read).toEqual(['a'])
  goes(0, 'b')
  end()
  passes(500)
  expect(read).toEqual(['a', 'b'])
})
