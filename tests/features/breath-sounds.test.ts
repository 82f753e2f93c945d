import { beforeEach, describe, expect, it } from 'vitest'
import type { BreathSpeaker } from '../../renderer/features/breaks/breath-sounds.ts'
import { LOUDNESSES, makeBreathSounds } from '../../renderer/features/breaks/breath-sounds.ts'

type Tone = { hertz: number[]; from: number; to: number; peaks: number[] }

describe('the sounds of an exercise', () => {
  let tones: Tone[]
  let opened: number
  let clock: { currentTime: number }
  const open = (): BreathSpeaker => {
    opened += 1
    const node = { connect: (next: unknown) => next }
    return Object.assign(clock, {
      destination: {},
      resume: () => Promise.reject(new Error('The page was not used yet')),
      createOscillator() {
        const tone: Tone = { hertz: [], from: 0, to: 0, peaks: [] }
        tones.push(tone)
        const note = (hertz: number) => tone.hertz.push(hertz)
        return {
          ...node,
          frequency: { setValueAtTime: note, linearRampToValueAtTime: note },
          start: (at: number) => (tone.from = at),
          stop: (at: number) => (tone.to = at),
        }
      },
      createGain: () => ({
        ...node,
        gain: {
          setValueAtTime() {},
          linearRampToValueAtTime: (peak: number) => tones.at(-1)?.peaks.push(peak),
          cancelScheduledValues() {},
          setTargetAtTime() {},
        },
      }),
    }) as unknown as BreathSpeaker
  }
  beforeEach(() => {
    tones = []
    opened = 0
    clock = { currentTime: 10 }
  })

  it('hold no audio device while they are off, nor while the breath is held', () => {
    const sounds = makeBreathSounds(open)
    sounds.play('in', 4, 'off')
    sounds.play('hold', 7, 'full')
    sounds.stop()
    expect(opened).toBe(0)
  })

  it('rise with the breath in and fall with the breath out, as long as each lasts', () => {
    const sounds = makeBreathSounds(open)
    sounds.play('in', 4, 'soft')
    sounds.play('out', 6, 'soft')
    const [into, out] = tones
    expect(into?.hertz[1]).toBeGreaterThan(into?.hertz[0] ?? 0)
    expect(out?.hertz[1]).toBeLessThan(out?.hertz[0] ?? 0)
    expect([out?.from, out?.to]).toEqual([10, 16])
    expect(opened).toBe(1)
  })

  it('fade at once when the next step begins or the exercise stops', () => {
    const sounds = makeBreathSounds(open)
    sounds.play('in', 4, 'soft')
    clock.currentTime = 11
    sounds.stop()
    expect(tones[0]?.to).toBeLessThan(11.5)
  })

  it('are as loud as chosen, and never loud', () => {
    const sounds = makeBreathSounds(open)
    const peaks = LOUDNESSES.slice(1).map((loudness) => {
      sounds.play('in', 4, loudness)
      return Math.max(...(tones.at(-1)?.peaks ?? []))
    })
    expect(peaks).toEqual(peaks.toSorted((a, b) => a - b))
    expect(new Set(peaks).size).toBe(3)
    expect(Math.max(...peaks)).toBeLessThan(0.2)
  })
})
