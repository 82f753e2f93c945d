import { describe, expect, it } from 'vitest'
import { makeWhenIdle, MUCH } from '../../renderer/app/when-idle.ts'

/** A page whose time the test owns, and which is idle whenever it is asked. */
function page(...patience: [typeof MUCH] | []) {
  let now = 0
  let heard = () => {}
  const timers: { at: number; run: () => void }[] = []
  const ports: Parameters<typeof makeWhenIdle>[0] = {
    after(ms, run) {
      timers.push({ at: now + ms, run })
      return () => undefined
    },
    monotonicNow: () => now,
    idle: (run) => run(),
    hearInput(told) {
      heard = told
    },
  }
  const whenIdle = makeWhenIdle(ports, ...patience)
  return {
    key: () => heard(),
    async passes(ms: number) {
      const end = now + ms
      for (;;) {
        timers.sort((a, b) => a.at - b.at)
        const next = timers[0]
        if (next === undefined || next.at > end) break
        timers.shift()
        now = Math.max(now, next.at)
        next.run()
      }
      now = end
    },
    asked() {
      const begun: number[] = []
      whenIdle(() => begun.push(now))
      return begun
    },
  }
}

describe('what is done in the background', () => {
  it('waits for the first screen', async () => {
    const { passes, asked } = page()
    const begun = asked()
    await passes(1_999)
    expect(begun).toEqual([])
    await passes(1)
    expect(begun).toEqual([2_000])
  })

  it('begins at once when nobody does anything', async () => {
    const { passes, asked } = page()
    await passes(3_000)
    expect(asked()).toEqual([3_000])
  })

  it('waits a moment after a key, and after each that follows', async () => {
    const { passes, key, asked } = page()
    await passes(3_000)
    key()
    const begun = asked()
    await passes(200)
    key()
    await passes(249)
    expect(begun).toEqual([])
    await passes(1)
    expect(begun).toEqual([3_450])
  })

  it('does not wait for ever for somebody who types without a pause', async () => {
    const { passes, key, asked } = page()
    await passes(3_000)
    key()
    const begun = asked()
    for (let n = 0; n < 30; n++) {
      await passes(100)
      key()
    }
    expect(begun).toEqual([5_000])
  })

  it('waits for a quiet second, but not for ever, where it goes on for minutes', async () => {
    const { passes, key, asked } = page(MUCH)
    await passes(3_000)
    key()
    const begun = asked()
    await passes(999)
    expect(begun).toEqual([])
    await passes(1)
    expect(begun).toEqual([4_000])
    const next = asked()
    for (let n = 0; n < 30; n++) {
      key()
      await passes(500)
    }
    expect([begun, next]).toEqual([[4_000], [4_000]])
    const last = asked()
    for (let n = 0; n < 30; n++) {
      key()
      await passes(500)
    }
    expect(last).toEqual([29_000])
  })
})
