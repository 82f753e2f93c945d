import type { Phase } from './exercise.ts'

/** What is needed of an AudioContext. */
export type BreathSpeaker = Pick<
  AudioContext,
  'createOscillator' | 'createGain' | 'currentTime' | 'destination' | 'resume'
>

export const LOUDNESSES = ['off', 'soft', 'middle', 'full'] as const
export type Loudness = (typeof LOUDNESSES)[number]

export type BreathSounds = {
  /** The sound of a step that lasts another `seconds`; what sounded before fades. */
  play(phase: Phase, seconds: number, loudness: Loudness): void
  stop(): void
}

/** Highest amplitude, of 1. */
const AMPLITUDE: Record<Loudness, number> = { off: 0, soft: 0.025, middle: 0.06, full: 0.14 }
/** A breath rises over a fourth and falls back, Hz. */
const LOW = 165
const HIGH = 220
/** One soft stroke where something else begins. */
const STROKE = 392
const STROKE_SECONDS = 1.4
const FADE_SECONDS = 0.15

/** The sounds of an exercise, made as they are needed; there are no files. No audio device is held while it is off. */
export function makeBreathSounds(open: () => BreathSpeaker): BreathSounds {
  let speaker: BreathSpeaker | null = null
  let sounding: { tone: OscillatorNode; gain: GainNode } | null = null

  function stop(): void {
    if (speaker === null || sounding === null) return
    const now = speaker.currentTime
    const { tone, gain } = sounding
    gain.gain.cancelScheduledValues(now)
    gain.gain.setTargetAtTime(0, now, FADE_SECONDS / 3)
    tone.stop(now + FADE_SECONDS)
    sounding = null
  }

  return {
    stop,
    play(phase, seconds, loudness) {
      stop()
      // Holding is silent.
      if (loudness === 'off' || phase === 'hold') return
      speaker ??= open()
      void speaker.resume().catch(() => undefined)
      const start = speaker.currentTime
      const tone = speaker.createOscillator()
      const gain = speaker.createGain()
      tone.type = 'sine'
      const amplitude = AMPLITUDE[loudness]
      gain.gain.setValueAtTime(0, start)
      const isBreath = phase === 'in' || phase === 'out'
      const length = isBreath ? seconds : STROKE_SECONDS
      if (isBreath) {
        tone.frequency.setValueAtTime(phase === 'in' ? LOW : HIGH, start)
        tone.frequency.linearRampToValueAtTime(phase === 'in' ? HIGH : LOW, start + length)
        gain.gain.linearRampToValueAtTime(amplitude, start + length / 2)
      } else {
        tone.frequency.setValueAtTime(STROKE, start)
        gain.gain.linearRampToValueAtTime(amplitude, start + 0.02)
      }
      gain.gain.linearRampToValueAtTime(0, start + length)
      tone.connect(gain).connect(speaker.destination)
      tone.start(start)
      tone.stop(start + length)
      sounding = { tone, gain }
    },
  }
}
