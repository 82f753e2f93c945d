import { describe, expect, it } from 'vitest'
import { bringDiaryBack, carryDiary } from '../../renderer/app/carry-diary.ts'
import { liveSwitch } from '../../renderer/data/live.ts'
import type { BreakNote } from '../../renderer/data/store-port.ts'
import type { FormKeeper } from '../../renderer/deps/form-keeper.ts'

const notes = ['one', 'two'].map(
  (id) => ({ id, kind: 'break', exercise: null, startedAt: 0, lengthMs: 1 }) as BreakNote,
)

/** Forms as they outlive a sign-out. */
function someForms() {
  const kept = new Map<string, unknown>()
  const forms: FormKeeper = {
    get: (key) => kept.get(key),
    subscribe: () => () => undefined,
    change: (key, answers) => void (answers === undefined ? kept.delete(key) : kept.set(key, answers)),
    flush: async () => undefined,
  }
  return { kept, forms }
}

describe("the agent's own list, when they sign out of a machine of their own", () => {
  it('is there again at their next sign-in, and lies nowhere else then', async () => {
    const { kept, forms } = someForms()
    await carryDiary(forms, notes)
    const back: BreakNote[] = []
    await bringDiaryBack(forms, { note: async (note) => void back.push(note), unwritten: liveSwitch(0) })
    expect(back).toEqual(notes)
    expect(kept.size).toBe(0)
  })

  it('lies where it lay until the disk has taken it', async () => {
    const { kept, forms } = someForms()
    await carryDiary(forms, notes)
    const unwritten = liveSwitch(2)
    await bringDiaryBack(forms, { note: async () => undefined, unwritten })
    unwritten.set(1)
    expect([...kept.values()]).toEqual([notes])
    unwritten.set(0)
    expect(kept.size).toBe(0)
  })

  it('leaves nothing behind where there is none', async () => {
    const { kept, forms } = someForms()
    await carryDiary(forms, [])
    expect(kept.size).toBe(0)
    await bringDiaryBack(forms, { note: () => Promise.reject(new Error('there is none')), unwritten: liveSwitch(0) })
  })
})
