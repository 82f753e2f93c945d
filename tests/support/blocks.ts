import type { UrgentBlockRecord } from '../../domain/breaks/urgent-block.ts'
import type { ActivityId, ShiftId, UrgentBlockId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Stamp } from '../../domain/kernel/time.ts'
import type { MutationArgs } from '../../domain/mutations/mutation.ts'
import type { ActivityKind, ShiftRecord } from '../../domain/schedule/shift.ts'
import { minute } from './intervals.ts'
import { ana, NOON } from './records.ts'

/** So many minutes after noon. */
export const noonPlus = (minutes: number) => (NOON + minutes * 60_000) as EpochMs

/** Ana keeps the half-hour from minute 60 after noon for urgent cases; with whatever the test changes. */
export const someBlock = (change: Partial<UrgentBlockRecord> = {}): UrgentBlockRecord => ({
  id: 'b-1' as UrgentBlockId,
  userId: ana.id,
  startsAt: noonPlus(60),
  endsAt: noonPlus(90),
  zone: 'Europe/Lisbon',
  reservedAt: noonPlus(0),
  endedAt: null,
  endedBecause: null,
  endedBy: null,
  ...change,
})

/** The same as it is sent. */
export function asReserved(change: Partial<UrgentBlockRecord> = {}): MutationArgs['urgentBlock.reserve'] {
  const { id, userId, startsAt, endsAt, zone } = someBlock(change)
  return { block: { id, userId, startsAt, endsAt, zone } }
}

/** What is done so many minutes after noon. */
export const doneAt = (minutes: number): { stamp: Stamp } => ({ stamp: minute(minutes) })

/** A shift of Ana's from two hours before noon to six after it, with these stretches in minutes after noon. */
export function someShift(
  planned: [kind: ActivityKind, from: number, to: number][] = [],
  change: Partial<ShiftRecord> = {},
): ShiftRecord {
  const activities: ShiftRecord['activities'] = []
  const add = (kind: ActivityKind, from: number, to: number) => {
    const id = `a-${activities.length}` as ActivityId
    if (to > from) activities.push({ id, kind, startsAt: noonPlus(from), endsAt: noonPlus(to), isPaid: true })
  }
  let upTo = -120
  for (const [kind, from, to] of planned) {
    add('contacts', upTo, from)
    add(kind, from, to)
    upTo = to
  }
  add('contacts', upTo, 360)
  return {
    id: 's-1' as ShiftId,
    userId: ana.id,
    zone: 'Europe/Lisbon',
    day: '2026-03-10',
    startsAt: noonPlus(-120),
    endsAt: noonPlus(360),
    activities,
    version: 1,
    knownFrom: noonPlus(-600),
    ...change,
  }
}
