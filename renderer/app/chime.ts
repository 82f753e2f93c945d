/** What is needed of an AudioContext. */
export type Speaker = Pick<AudioContext, 'createOscillator' | 'createGain' | 'currentTime' | 'destination' | 'resume'>

/** In seconds: under 300 ms in all. */
const NOTES = [
  { hertz: 660, from: 0, to: 0.12 },
  { hertz: 880, from: 0.11, to: 0.26 },
] as const
const LOUDNESS = 0.06

/** The one sound of the desk: two soft notes. Opened at the first time, so that a silent desk holds no audio device. */
export function makeChime(open: () => Speaker): () => void {
  let speaker: Speaker | null = null
  return () => {
    speaker ??= open()
    // Chromium holds sound back until the page was used once; then this one is simply not heard.
    void speaker.resume().catch(() => undefined)
    const start = speaker.currentTime
    for (const { hertz, from, to } of NOTES) {
      const tone = speaker.createOscillator()
      const gain = speaker.createGain()
      tone.type = 'sine'
      tone.frequency.value = hertz
      gain.gain.setValueAtTime(0, start + from)
      gain.gain.linearRampToValueAtTime(LOUDNESS, start + from + 0.02)
      gain.gain.exponentialRampToValueAtTime(0.0001, start + to)
      tone.connect(gain).connect(speaker.destination)
      tone.start(start + from)
      tone.stop(start + to)
    }
  }
}
