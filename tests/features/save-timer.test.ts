import { describe, expect, it } from 'vitest'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { makeSaveTimer, SAVE_AFTER_MS, SAVE_AT_LATEST_MS } from '../../renderer/deps/save-timer.ts'

/** Somebody types with so much time between two keys; answers when each saving came. */
function savesWhileTyping(everyMs: number, keys: number): number[] {
  let now = 0
  let due: { at: number; run: () => void } | null = null
  const saves: number[] = []
  const ports = {
    now: () => now as EpochMs,
    timers: {
      after(ms: number, run: () => void) {
        due = { at: now + ms, run }
        return () => void (due = null)
      },
    },
  }
  const timer = makeSaveTimer(ports, () => {
    saves.push(now)
    timer.stop()
  })
  const passTo = (at: number) => {
    while (due !== null && due.at <= at) {
      const { at: dueAt, run } = due
      now = dueAt
      due = null
      run()
    }
    now = at
  }
  for (let key = 0; key < keys; key++) {
    passTo(key * everyMs)
    timer.touch()
  }
  passTo(now + SAVE_AFTER_MS)
  return saves
}

describe('what is being typed', () => {
  it('is saved once after a word, not at each key', () => {
    expect(savesWhileTyping(30, 4)).toEqual([3 * 30 + SAVE_AFTER_MS])
  })

  it('is saved at each pause', () => {
    expect(savesWhileTyping(400, 3)).toEqual([100, 500, 900])
  })

  it('is on its way to the disk within 200 ms, by whoever types without a pause', () => {
    const saves = savesWhileTyping(60, 500)
    const gaps = saves.map((at, place) => at - (saves[place - 1] ?? 0))
    expect(Math.max(...gaps)).toBeLessThanOrEqual(SAVE_AT_LATEST_MS + 60)
    expect(saves.length).toBeLessThanOrEqual((500 * 60) / SAVE_AT_LATEST_MS + 1)
  })
})
