import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeFollower } from '../../renderer/features/case-view/follow-end.ts'

/** A box of 400 px with ten entries of 100 px, whose sizes are heard as a page hears them. */
function scrollingBox() {
  const heights = Array.from({ length: 10 }, () => 100)
  const entries = heights.map((_, at) => ({
    get offsetHeight() {
      return heights[at]
    },
    get offsetTop() {
      return heights.slice(0, at).reduce((sum, each) => sum + each, 0)
    },
  }))
  let top = 0
  const heard = new EventTarget()
  const box = Object.assign(heard, { clientHeight: 400, children: entries })
  Object.defineProperties(box, {
    scrollHeight: { get: () => heights.reduce((sum, each) => sum + each, 0) },
    scrollTop: {
      get: () => top,
      set: (to: number) => {
        top = Math.max(0, Math.min(to, heights.reduce((sum, each) => sum + each, 0) - 400))
      },
    },
  })
  const observers: { seen: Set<unknown>; tell: () => void }[] = []
  vi.stubGlobal(
    'ResizeObserver',
    class {
      seen = new Set<unknown>()
      tell: () => void
      constructor(tell: () => void) {
        this.tell = tell
        observers.push(this)
      }
      observe = (element: unknown) => this.seen.add(element)
      disconnect = () => this.seen.clear()
    },
  )
  return {
    box: box as unknown as HTMLElement,
    fromEnd: () => heights.reduce((sum, each) => sum + each, 0) - top - 400,
    grow(at: number, by: number) {
      heights[at] = (heights[at] ?? 0) + by
      for (const { seen, tell } of observers) if (seen.has(entries[at])) tell()
    },
    /** An entry that was out of sight takes its real height: no observer of sizes is told in that frame. */
    comeNear(at: number, by: number) {
      heights[at] = (heights[at] ?? 0) + by
      heard.dispatchEvent(new Event('contentvisibilityautostatechange'))
    },
  }
}
let place: ReturnType<typeof scrollingBox>
let follower: ReturnType<typeof makeFollower>
beforeEach(() => {
  place = scrollingBox()
  follower = makeFollower(() => undefined)
  follower.attach(place.box)
  follower.grow(false)
  follower.watch()
})
afterEach(() => void vi.unstubAllGlobals())

test('a mail that is laid out late above the last entry does not push the end out of view', () => {
  expect(place.fromEnd()).toBe(0)
  place.grow(8, 300)
  expect(place.fromEnd()).toBe(0)
})

test('what the agent opened grows where they look', () => {
  place.box.dispatchEvent(new Event('pointerdown'))
  place.grow(8, 300)
  expect(place.fromEnd()).toBe(300)
})

test('whoever pressed End stays at the end while the entries there take their real height', () => {
  follower.letGo()
  place.box.scrollTop = 0
  follower.look()
  place.box.dispatchEvent(new Event('keydown'))
  follower.toEnd()
  place.comeNear(9, 120)
  expect(place.fromEnd()).toBe(0)
})

test('a key that scrolled nothing does not end the following', () => {
  place.box.dispatchEvent(new Event('keydown'))
  follower.letGo()
  follower.look()
  place.comeNear(9, 120)
  expect(place.fromEnd()).toBe(0)
})

test('whoever reads further up is not moved', () => {
  place.box.dispatchEvent(new Event('wheel'))
  place.box.scrollTop = 200
  follower.look()
  place.box.dispatchEvent(new Event('scrollend'))
  place.grow(9, 100)
  expect(place.box.scrollTop).toBe(200)
})
