import { describe, expect, it } from 'vitest'
import { queueWord } from '../../domain/breaks/queue-word.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { EIGHT, MINUTE } from './breaks-kit.ts'

const at = (minutes: number) => (EIGHT + minutes * MINUTE) as EpochMs
const due = (...minutes: number[]) => minutes.map(at)
const spared = { canSpare: true, nextSlotAt: null }

describe('what a queue says of a break', () => {
  it('is yes on a quiet queue, with one line ringing, and where the desk cannot know', () => {
    expect(queueWord({ waiting: 1, unheldDueAt: due(5, 10) }, at(0), null)).toEqual(spared)
    expect(queueWord(null, at(0), null)).toEqual(spared)
  })

  it('is no with two lines ringing, or three replies due soon that nobody has', () => {
    const no = { canSpare: false, nextSlotAt: at(10) }
    expect(queueWord({ waiting: 2, unheldDueAt: [] }, at(0), null)).toEqual(no)
    expect(queueWord({ waiting: 0, unheldDueAt: due(1, 2, 14) }, at(0), null)).toEqual(no)
  })

  it('does not count what is late already, nor what has time', () => {
    expect(queueWord({ waiting: 0, unheldDueAt: due(-1, -2, 15, 16, 3) }, at(0), null)).toEqual(spared)
  })

  it('names a moment on the clock, and holds it when it has come', () => {
    const facts = { waiting: 3, unheldDueAt: [] }
    const first = queueWord(facts, at(2), null)
    expect(first.nextSlotAt).toBe(at(15))
    expect(queueWord(facts, at(14), first)).toEqual(first)
    const come = { canSpare: true, nextSlotAt: at(15) }
    expect(queueWord(facts, at(15), first)).toEqual(come)
    expect(queueWord(facts, at(24), come)).toEqual(come)
    expect(queueWord(facts, at(25), come)).toEqual({ canSpare: false, nextSlotAt: at(35) })
    expect(queueWord({ waiting: 0, unheldDueAt: [] }, at(14), first)).toEqual(spared)
  })
})
