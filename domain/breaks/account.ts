import type { ActivityId } from '../kernel/ids.ts'
import type { Ms } from '../kernel/time.ts'
import type { OwedLine } from './break-effect.ts'
import type { BreakPolicy } from './break-policy.ts'
import type { BreakState } from './break-state.ts'
import { duePauses } from './due.ts'
import { owedMsOf } from './owed-rest.ts'

/** Where every planned millisecond of rest is: planned = taken + owed + removed, always. */
export type RestAccount = {
  plannedMs: Ms
  /** Rested while nothing else was in hand. */
  takenMs: Ms
  /** Not rested yet, and shown as owed. */
  owedMs: Ms
  /** Taken out by a later plan: shortened, cancelled, voluntary time off. */
  removedMs: Ms
}

/** The account of one break of the plan. */
export type RestAccountLine = RestAccount & { restId: ActivityId; kind: 'break' | 'lunch' }

/** The account of all breaks that any plan of the shift has had, and of each. */
export function accountOf(state: BreakState): { lines: RestAccountLine[]; total: RestAccount } {
  const lines = state.rests.map((rest): RestAccountLine => {
    const { id, kind, plannedMs, takenMs, entitledMs } = rest
    const removedMs = (plannedMs - Math.max(entitledMs, takenMs)) as Ms
    return { restId: id, kind, plannedMs, takenMs, owedMs: owedMsOf(rest), removedMs }
  })
  const sum = (of: (line: RestAccountLine) => Ms) => lines.reduce((all, line) => all + of(line), 0) as Ms
  return {
    lines,
    total: {
      plannedMs: sum((line) => line.plannedMs),
      takenMs: sum((line) => line.takenMs),
      owedMs: sum((line) => line.owedMs),
      removedMs: sum((line) => line.removedMs),
    },
  }
}

/** Everything that is owed now, breaks of the plan first; a pause that is due is owed as well. */
export function owedLines(state: BreakState, policy: BreakPolicy): OwedLine[] {
  const planned = state.rests.flatMap((rest): OwedLine[] =>
    owedMsOf(rest) === 0 ? [] : [{ kind: rest.kind, restId: rest.id, owedMs: owedMsOf(rest), heldBy: rest.heldBy }],
  )
  const pauses = duePauses(state, policy).map(
    ({ rule }): OwedLine => ({ kind: rule.kind, restId: null, owedMs: rule.lengthMs, heldBy: [] }),
  )
  return [...planned, ...pauses]
}
