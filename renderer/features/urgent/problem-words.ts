import type { KeepRefusal } from '../../data/repository.ts'
import type { Format } from '../../words/format.ts'
import type { Words } from '../../words/use-words.ts'
import type { BlockProblem } from './plan-block.ts'

/** What is wrong, and what to do about it. `zone`: the shift's. */
export function problemWords(
  words: Words,
  format: Format,
  zone: string,
  problem: BlockProblem | { code: 'kept'; refusal: KeepRefusal },
): string {
  const clock = (at: number) => format.clockIn(at, zone)
  switch (problem.code) {
    case 'kept':
      return words(`refusal.${problem.refusal}`)
    case 'no-time':
      return words('urgent.problem.no-time', { text: problem.text })
    case 'too-short':
      return words('urgent.problem.too-short', { length: format.length(problem.shortestMs) })
    case 'too-long':
      return words('urgent.problem.too-long', { length: format.length(problem.longestMs) })
    case 'planned': {
      const { kind, startsAt, endsAt } = problem
      return words('urgent.problem.planned', { kind: words(`plan.${kind}`), from: clock(startsAt), to: clock(endsAt) })
    }
    case 'overlaps-block':
      return words('urgent.problem.overlaps-block', { from: clock(problem.startsAt), to: clock(problem.endsAt) })
    case 'past':
    case 'outside-shift':
    case 'order':
      return words(`urgent.problem.${problem.code}`)
  }
}
