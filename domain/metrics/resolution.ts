import type { CaseStatus } from '../cases/case.ts'
import type { CaseId, UserId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { Figure } from './figure.ts'
import { figureOf, lineOf } from './figure.ts'
import type { MetricFrame } from './metric-policy.ts'
import { windowMs } from './metric-policy.ts'
import type { ReasonCode } from './reason-codes.ts'

/** One change of a case's status. */
export type StatusChange = {
  to: CaseStatus
  at: EpochMs
  /** Who did it. Null: the customer by writing, or the server. */
  by: UserId | null
  /** An agent has marked that the customer only said thank you; that is no reopening. The mark itself is in the case's history. */
  isThankYou: boolean
}

/** What the figures of resolution are made of. */
export type CaseCourse = {
  caseId: CaseId
  openedAt: EpochMs
  /** Taken into another case: it was a duplicate, and resolved nothing by itself. */
  isMerged: boolean
  changes: StatusChange[]
}

/** One time that somebody solved a case. */
type Solve = { by: UserId | null; at: EpochMs; reopenedAt: EpochMs | null; isThankYou: boolean }

const isDone = (status: CaseStatus): boolean => status === 'solved' || status === 'closed'

/** How a case was solved and opened again up to `asOf`, in order. */
export function solvesOf(course: CaseCourse, asOf: EpochMs): Solve[] {
  const solves: Solve[] = []
  let wasDone = false
  for (const { to, at, by, isThankYou } of course.changes.toSorted((a, b) => a.at - b.at)) {
    if (at > asOf || isDone(to) === wasDone) continue
    wasDone = isDone(to)
    const last = solves.at(-1)
    if (wasDone) {
      // Solved again after a mere thank-you is the same resolution still.
      if (last?.isThankYou && last.reopenedAt !== null) Object.assign(last, { reopenedAt: null, isThankYou: false })
      else solves.push({ by, at, reopenedAt: null, isThankYou: false })
    } else if (last !== undefined) Object.assign(last, { reopenedAt: at, isThankYou })
  }
  return solves
}

const isResolvedNow = (solves: readonly Solve[]): boolean => {
  const last = solves.at(-1)
  return last !== undefined && (last.reopenedAt === null || last.isThankYou)
}

/** From opening to solved: `first` to the first time, `full` to the last, of cases that are solved at `asOf`. Merged cases are left out. */
export function resolutionTime(
  courses: readonly CaseCourse[],
  frame: MetricFrame,
  which: 'first' | 'full',
  asOf: EpochMs,
): Figure {
  const lines = courses.map((course) => {
    const { caseId, openedAt } = course
    const left = (reason: ReasonCode) => lineOf({ from: openedAt, to: asOf, bucket: 'case', reason, recordId: caseId })
    if (course.isMerged) return left('merged')
    const solves = solvesOf(course, asOf)
    const solved = which === 'first' ? solves[0] : isResolvedNow(solves) ? solves.at(-1) : undefined
    if (solved === undefined) return left('open')
    const toNumerator = solved.at - openedAt
    return { ...left('resolved'), to: solved.at, toNumerator, toDenominator: 1 }
  })
  return figureOf(`${which}-resolution`, frame, lines, 'no-cases')
}

/**
 * Cases reopened within N days / cases resolved, by who had solved them: a reopening is held against that person, and a
 * case counts once for each who solved it. Merged cases are left out; a marked thank-you is no reopening.
 * @param asked of: whose resolutions; null: everybody's. isIn: which moments of resolution are looked at; absent: all
 */
export function reopenRate(
  courses: readonly CaseCourse[],
  frame: MetricFrame,
  asked: { asOf: EpochMs; of: UserId | null; isIn?: (at: EpochMs) => boolean },
): Figure {
  const { isIn = () => true } = asked
  const window = windowMs(frame.policy.reopenDays)
  let notSettled = 0
  const lines = courses.flatMap((course) => {
    const byResolver = new Map<UserId | null, Solve[]>()
    for (const solve of solvesOf(course, asked.asOf)) {
      if ((asked.of === null || solve.by === asked.of) && isIn(solve.at))
        byResolver.set(solve.by, [...(byResolver.get(solve.by) ?? []), solve])
    }
    return [...byResolver.values()].map((solves) => {
      const isBack = ({ at, reopenedAt, isThankYou }: Solve) =>
        reopenedAt !== null && !isThankYou && reopenedAt - at <= window
      const last = solves.at(-1)!
      const back = solves.find(isBack)
      const about = { bucket: 'case', recordId: course.caseId, from: (back ?? last).at } as const
      if (course.isMerged) return lineOf({ ...about, to: last.at, reason: 'merged' })
      if (back !== undefined)
        return lineOf({ ...about, to: back.reopenedAt!, toNumerator: 1, toDenominator: 1, reason: 'reopened' })
      // On its last day it may still come back; it counts as resolved until then, and is told beside.
      const isSettled = asked.asOf - last.at > window || (last.reopenedAt !== null && !last.isThankYou)
      if (!isSettled) notSettled++
      const reason = last.isThankYou ? 'thank-you' : isSettled ? 'resolved' : 'not-settled'
      return lineOf({ ...about, to: last.reopenedAt ?? last.at, toDenominator: 1, reason })
    })
  })
  const standing = notSettled > 0 ? 'not-settled' : 'full'
  return figureOf('reopen-rate', frame, lines, 'no-cases', { beside: { notSettled }, standing })
}

/** Who is credited or blamed for a case at a moment: the last who solved it by then. Null: nobody had. */
export const resolverAt = (course: CaseCourse, at: EpochMs): UserId | null => solvesOf(course, at).at(-1)?.by ?? null
