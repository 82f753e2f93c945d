import { describe, expect, it } from 'vitest'
import type { Speaker } from '../../renderer/app/chime.ts'
import { makeChime } from '../../renderer/app/chime.ts'

/** Writes down when each tone begins and ends; Node has no loudspeaker. */
function record() {
  const tones: { from: number; to: number }[] = []
  const gains: number[] = []
  const node = { connect: (next: unknown) => next }
  const speaker = {
    currentTime: 7,
    destination: {},
    resume: () => Promise.reject(new Error('The page was not used yet')),
    createOscillator: () => {
      const tone = { from: 0, to: 0 }
      tones.push(tone)
      return {
        ...node,
        frequency: { value: 0 },
        start: (at: number) => (tone.from = at),
        stop: (at: number) => (tone.to = at),
      }
    },
    createGain: () => ({
      ...node,
      gain: {
        setValueAtTime() {},
        linearRampToValueAtTime: (loudness: number) => gains.push(loudness),
        exponentialRampToValueAtTime() {},
      },
    }),
  } as unknown as Speaker
  return { speaker, tones, gains }
}

describe('the sound of the desk', () => {
  it('is soft and over in less than 300 ms', () => {
    const { speaker, tones, gains } = record()
    makeChime(() => speaker)()
    expect(tones.length).toBeGreaterThan(0)
    expect(Math.min(...tones.map(({ from }) => from))).toBe(7)
    expect(Math.max(...tones.map(({ to }) => to)) - 7).toBeLessThan(0.3)
    expect(Math.max(...gains)).toBeLessThanOrEqual(0.1)
  })

  it('opens the loudspeaker when it is first needed, and once', () => {
    let opened = 0
    const chime = makeChime(() => {
      opened += 1
      return record().speaker
    })
    expect(opened).toBe(0)
    chime()
    chime()
    expect(opened).toBe(1)
  })
})
