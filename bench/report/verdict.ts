/**
 * What was promised of a number. at-most, at-least: of the number itself. times: of its ratio to another contender's in the
 * same run, ours / theirs; `faster` turns it around and asks for at least so much.
 */
export type Target =
  | { kind: 'at-most'; value: number }
  | { kind: 'at-least'; value: number }
  | { kind: 'at-most-times'; times: number }
  | { kind: 'faster-times'; times: number }

export type Verdict =
  | {
      is: 'met' | 'not met'
      ratio: number | null /** How often the target fits into what was measured: 1 is just met, 2 is twice as bad. */
      off: number
    }
  | { is: 'not measured'; why: string }

/** `theirs`: the contender that the target names. Null where it names none. */
export function judge(target: Target, ours: number | null, theirs: number | null): Verdict {
  if (ours === null) return { is: 'not measured', why: 'ours was not run' }
  switch (target.kind) {
    case 'at-most':
      return met(ours <= target.value, null, ours / target.value)
    case 'at-least':
      return met(ours >= target.value, null, ours === 0 ? Infinity : target.value / ours)
    case 'at-most-times': {
      if (theirs === null) return { is: 'not measured', why: 'the other one was not run' }
      return met(ours <= theirs * target.times, ours / theirs, ours / theirs / target.times)
    }
    case 'faster-times': {
      if (theirs === null) return { is: 'not measured', why: 'the other one was not run' }
      return met(ours * target.times <= theirs, ours / theirs, (ours / theirs) * target.times)
    }
  }
}

const met = (isMet: boolean, ratio: number | null, off: number): Verdict => ({
  is: isMet ? 'met' : 'not met',
  ratio,
  off,
})
