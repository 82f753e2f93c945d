import type { UserId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import { HOUR_MS } from '../../../domain/kernel/time.ts'
import type { PromiseRow } from '../../data/repository.ts'
import { tomorrowStart } from './promise-times.ts'

export type PromisePart = { of: 'mine' | 'team'; rows: PromiseRow[] }

/** Mine, then the team's, each by when it is due. */
export function partPromises(rows: readonly PromiseRow[], me: UserId): PromisePart[] {
  const byDue = [...rows].sort((a, b) => a.promise.dueAt - b.promise.dueAt || (a.promise.id < b.promise.id ? -1 : 1))
  const isMine = ({ promise }: PromiseRow) => promise.ownerId === me
  const parts: PromisePart[] = [
    { of: 'mine', rows: byDue.filter(isMine) },
    { of: 'team', rows: byDue.filter((row) => !isMine(row)) },
  ]
  return parts.filter((part) => part.rows.length > 0)
}

/** How many open promises are mine, and how many of them are due within the hour or overdue. */
export function countPromises(
  rows: readonly PromiseRow[],
  me: UserId,
  now: EpochMs,
): { open: number; dueSoon: number } {
  const mine = rows.filter(({ promise }) => promise.ownerId === me)
  return { open: mine.length, dueSoon: mine.filter(({ promise }) => promise.dueAt <= now + HOUR_MS).length }
}

/** Open promises of mine that fall due before tomorrow: what to settle or hand over before leaving. */
export const unkeptToday = (rows: readonly PromiseRow[], me: UserId, now: EpochMs): PromiseRow[] =>
  rows.filter(({ promise }) => promise.ownerId === me && promise.dueAt < tomorrowStart(now))
