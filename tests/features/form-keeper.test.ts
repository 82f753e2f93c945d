import { describe, expect, it } from 'vitest'
import { ok, refuse } from '../../domain/kernel/result.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { FilledForm } from '../../renderer/data/repository.ts'
import { keepForms } from '../../renderer/deps/form-keeper.ts'
import { SAVE_AFTER_MS } from '../../renderer/deps/save-timer.ts'
import { NOON } from '../support/records.ts'

const DAY_MS = 24 * 3_600_000

/** The keeper over a store in memory, with time in the test's hand. */
async function open(begun: FilledForm[] = []) {
  const world = {
    stored: new Map(begun.map((form) => [form.key, form.answers])),
    saves: 0,
    isFull: false,
    waiting: [] as { ms: number; run: () => void }[],
  }
  const forms = await keepForms({
    repository: {
      forms: async () => begun,
      saveForm: async (key, answers) => {
        if (world.isFull) return refuse('disk-full')
        world.saves += 1
        if (answers === null) world.stored.delete(key)
        else world.stored.set(key, answers)
        return ok('journal')
      },
    },
    now: () => NOON,
    timers: {
      after(ms, run) {
        const timer = { ms, run }
        world.waiting.push(timer)
        return () => void (world.waiting = world.waiting.filter((each) => each !== timer))
      },
    },
  })
  const passTime = async () => {
    for (const { run } of world.waiting.splice(0)) run()
    await forms.flush()
  }
  return { world, forms, passTime }
}

const left = (key: string, answers: string, daysAgo = 0): FilledForm => ({
  key,
  answers,
  savedAt: (NOON - daysAgo * DAY_MS) as EpochMs,
})

describe('a half-filled form', () => {
  it('is saved 300 ms after the last key, once', async () => {
    const { world, forms, passTime } = await open()
    forms.change('promise c-7', { text: 'R' })
    forms.change('promise c-7', { text: 'Re' })
    expect(world.waiting.map(({ ms }) => ms)).toEqual([SAVE_AFTER_MS])
    expect(world.saves).toBe(0)
    await passTime()
    expect([...world.stored]).toEqual([['promise c-7', '{"text":"Re"}']])
    expect(world.saves).toBe(1)
  })

  it('opens as it was left, and one that cannot be read opens empty', async () => {
    const { forms } = await open([left('wrap-up k-1', '{"summary":"Lamp"}'), left('new-case', '{"sub')])
    expect(forms.get('wrap-up k-1')).toEqual({ summary: 'Lamp' })
    expect(forms.get('new-case')).toBeUndefined()
  })

  it('that is done is gone at once, also what was about to be saved', async () => {
    const { world, forms, passTime } = await open([left('new-case', '{"subject":"Lamp"}')])
    forms.change('new-case', { subject: 'Lamps' })
    forms.change('new-case', undefined)
    await passTime()
    expect(forms.get('new-case')).toBeUndefined()
    expect([...world.stored]).toEqual([])
  })

  it('that a full disk did not take is tried again', async () => {
    const { world, forms, passTime } = await open()
    world.isFull = true
    forms.change('new-case', { subject: 'Lamp' })
    await passTime()
    world.isFull = false
    await forms.flush()
    expect([...world.stored]).toEqual([['new-case', '{"subject":"Lamp"}']])
  })

  it('is let go after 30 days, not before', async () => {
    const { world, forms } = await open([left('promise c-1', '{}', 31), left('promise c-2', '{}', 29)])
    await forms.flush()
    expect([...world.stored.keys()]).toEqual(['promise c-2'])
    expect(forms.get('promise c-1')).toBeUndefined()
  })
})
