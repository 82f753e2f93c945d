import type { EpochMs } from '../../domain/kernel/time.ts'
import { HOUR_MS } from '../../domain/kernel/time.ts'
import type { ActivityKind } from '../../domain/schedule/shift.ts'
import { localDay } from '../../domain/sla/zone-time.ts'

/** One stretch as a file states it; "contacts" is the frame of a shift, the others lie in one. */
export type PlannedLine = {
  /** From 1, as editors count. */
  line: number
  login: string
  kind: ActivityKind
  startsAt: EpochMs
  endsAt: EpochMs
  zone: string
  isPaid: boolean
}
/** A mistake in a file, as a sentence with its remedy. */
export type PlanProblem = { line: number; words: string }
export type PlannedShift = {
  login: string
  zone: string
  day: string
  startsAt: EpochMs
  endsAt: EpochMs
  activities: { kind: ActivityKind; startsAt: EpochMs; endsAt: EpochMs; isPaid: boolean }[]
}

const DAY_MS = 24 * HOUR_MS

/** Whole shifts of stretches in any order: what nothing else is planned for is planned for contacts. */
export function layOutShifts(lines: readonly PlannedLine[]): { shifts: PlannedShift[]; problems: PlanProblem[] } {
  const problems: PlanProblem[] = []
  const shifts: PlannedShift[] = []
  const isWhole = (each: PlannedLine) => {
    const words =
      each.endsAt <= each.startsAt
        ? 'The end must come after the start.'
        : each.endsAt - each.startsAt > DAY_MS
          ? 'A shift or a part of one is no longer than 24 hours.'
          : null
    if (words !== null) problems.push({ line: each.line, words })
    return words === null
  }
  for (const [login, own] of Map.groupBy(lines.filter(isWhole), (each) => each.login)) {
    const inOrder = own.toSorted((a, b) => a.startsAt - b.startsAt || a.endsAt - b.endsAt)
    const frames = inOrder.filter(({ kind }) => kind === 'contacts')
    const parts = inOrder.filter(({ kind }) => kind !== 'contacts')
    tellOverlaps(frames, problems)
    tellOverlaps(parts, problems)
    for (const part of parts) {
      if (!frames.some((frame) => isIn(part, frame)))
        problems.push({
          line: part.line,
          words: `This ${part.kind} lies in no shift of ${login}: plan the shift around it.`,
        })
    }
    for (const frame of frames) {
      const inside = parts.filter((part) => isIn(part, frame))
      shifts.push({
        login,
        zone: frame.zone,
        day: new Date(localDay(frame.zone, frame.startsAt) * DAY_MS).toISOString().slice(0, 10),
        startsAt: frame.startsAt,
        endsAt: frame.endsAt,
        activities: fill(frame, inside),
      })
    }
  }
  return { shifts, problems: problems.sort((a, b) => a.line - b.line) }
}

const isIn = (part: PlannedLine, frame: PlannedLine): boolean =>
  part.startsAt >= frame.startsAt && part.endsAt <= frame.endsAt

function tellOverlaps(inOrder: readonly PlannedLine[], problems: PlanProblem[]): void {
  let last: PlannedLine | undefined
  for (const each of inOrder) {
    if (last !== undefined && each.startsAt < last.endsAt)
      problems.push({ line: each.line, words: `It overlaps with line ${last.line}: one of the two must give way.` })
    if (last === undefined || each.endsAt > last.endsAt) last = each
  }
}

function fill(frame: PlannedLine, parts: readonly PlannedLine[]): PlannedShift['activities'] {
  const activities: PlannedShift['activities'] = []
  let from: EpochMs = frame.startsAt
  const work = (endsAt: EpochMs) => {
    if (endsAt > from) activities.push({ kind: 'contacts', startsAt: from, endsAt, isPaid: frame.isPaid })
  }
  for (const { kind, startsAt, endsAt, isPaid } of parts) {
    work(startsAt)
    activities.push({ kind, startsAt, endsAt, isPaid })
    from = endsAt
  }
  work(frame.endsAt)
  return activities
}
