/** One look at the server's clock: when it was asked (device clock), how long the answer took, what it said. */
export type ClockSample = { askedAt: number; roundTripMs: number; serverNow: number }

const KEPT = 8

/** Server clock minus device clock. Of the last few looks the one with the shortest way counts: it errs by half of that at most. */
export function createClockOffset(): { add(sample: ClockSample): void; offsetMs(): number | null; forget(): void } {
  let samples: { offsetMs: number; roundTripMs: number }[] = []
  return {
    add({ askedAt, roundTripMs, serverNow }) {
      samples = [...samples.slice(1 - KEPT), { offsetMs: serverNow - (askedAt + roundTripMs / 2), roundTripMs }]
    },
    offsetMs() {
      const [best] = samples.toSorted((a, b) => a.roundTripMs - b.roundTripMs)
      return best === undefined ? null : Math.round(best.offsetMs)
    },
    /** After the machine slept or its clock was set, what was measured before means nothing. */
    forget() {
      samples = samples.slice(-1).map((sample) => ({ ...sample, roundTripMs: Number.MAX_SAFE_INTEGER }))
    },
  }
}
