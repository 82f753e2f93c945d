import { describe, expect, it } from 'vitest'
import { share } from '../../renderer/data/live.ts'

const row = (id: string, subject: string) => ({ id, subject, tags: ['new'] })
const copy = <Value>(value: Value): Value => structuredClone(value)

describe('a value that was read again', () => {
  const before = [row('c-1', 'Parcel'), row('c-2', 'Refund'), row('c-3', 'Address')]
  const [first, second, third] = before

  it('is the very same list when nothing in it changed', () => {
    expect(share(before, copy(before))).toBe(before)
  })
  it('is the very same list when the same objects come in a new one', () => {
    expect(share(before, [...before])).toBe(before)
  })
  it('keeps each object that only moved, and makes anew what changed', () => {
    const after = share(before, copy([row('c-0', 'Toaster'), third, row('c-2', 'Refund of June'), first]))
    expect(after.map((each) => each?.id)).toEqual(['c-0', 'c-3', 'c-2', 'c-1'])
    expect(after[1]).toBe(third)
    expect(after[3]).toBe(first)
    expect(after[2]).not.toBe(second)
    expect(after[2]?.tags).toBe(second?.tags)
  })
  it('is another list when something has gone from its end, or came there', () => {
    expect(share(before, copy(before.slice(0, 2)))).toEqual(before.slice(0, 2))
    expect(share(before, copy([...before, row('c-4', 'Toaster')]))).toHaveLength(4)
  })
})
