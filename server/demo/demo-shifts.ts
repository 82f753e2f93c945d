import type { UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../domain/kernel/time.ts'
import type { ShiftHistory } from '../../domain/schedule/shift-history.ts'
import type { ActivityKind } from '../../domain/schedule/shift.ts'
import { localDay, momentOf } from '../../domain/sla/zone-time.ts'
import { isPaidByCustom } from '../schedule/activity-words.ts'
import { layOutShifts, type PlannedLine } from '../schedule/lay-out-shifts.ts'
import { shiftIdOf, versionOf } from '../schedule/write-plan.ts'

/** Whose past weeks the demo knows: the agents of the team that it is shown with. */
export const WITH_HISTORY: ReadonlySet<string> = new Set(['ana', 'ben', 'chie'])

/** Minutes after local midnight of the day on which the shift begins, and what is planned for them. */
type Part = [from: number, to: number, kind: ActivityKind]
const at = (hour: number, minute = 0) => hour * 60 + minute

const DAY: Part[] = [
  [at(8), at(16, 30), 'contacts'],
  [at(10), at(10, 15), 'break'],
  [at(12), at(12, 30), 'lunch'],
  [at(14, 30), at(14, 45), 'break'],
]
const LATE: Part[] = [
  [at(7), at(15, 30), 'contacts'],
  [at(9, 15), at(9, 30), 'break'],
  [at(11, 30), at(12), 'lunch'],
  [at(13, 45), at(14), 'break'],
]
const NIGHT: Part[] = [
  [at(22), at(30), 'contacts'],
  [at(24), at(24, 15), 'break'],
  [at(26), at(26, 30), 'lunch'],
  [at(28, 15), at(28, 30), 'break'],
]
/** One morning of the week is kept for what cannot wait, one afternoon for learning. */
const URGENT: Part = [at(10, 40), at(11, 20), 'urgent-block']
const TRAINING: Part = [at(15), at(16), 'training']

const DAYS_AHEAD = 14
/** As many days before this week are planned for those who have a history, so that four weeks can be looked at. */
export const DAYS_BACK = 28

/**
 * What the demo's people are planned for, from Monday of this week on for two weeks, seven days each so that a demo on a
 * Sunday has a shift too. Nights are Finn's. The first plan of each shift was given a week before it.
 */
export function demoShifts(
  people: readonly { id: UserId; login: string; role: string }[],
  zone: string,
  now: EpochMs,
): ShiftHistory[] {
  const today = localDay(zone, now)
  // Day 0 was a Thursday.
  const monday = today - ((today + 3) % 7)
  const workers = people.filter(({ role }) => role !== 'admin' && role !== 'analyst')
  const lines = workers.flatMap(({ login }, index) =>
    daysOf(login).flatMap((day) =>
      partsOf(login, index, day).map(([from, to, kind]): PlannedLine => {
        const moment = (minute: number) => momentOf(zone, monday + day, minute)
        return { line: 1, login, kind, zone, isPaid: isPaidByCustom(kind), startsAt: moment(from), endsAt: moment(to) }
      }),
    ),
  )
  const { shifts, problems } = layOutShifts(lines)
  if (problems[0] !== undefined) throw new Error(`The demo's plan makes no sense: ${problems[0].words}`)
  const idOf = new Map(workers.map(({ id, login }) => [login, id]))
  return shifts.map((shift) => {
    const userId = idOf.get(shift.login) as UserId
    const id = shiftIdOf(userId, shift.day, 0)
    const knownFrom = (shift.startsAt - 7 * 24 * 60 * MINUTE_MS) as EpochMs
    return { id, userId, versions: [versionOf(id, userId, shift, 1, Math.min(knownFrom, now) as EpochMs)] }
  })
}

/** Days of the plan, counted from Monday of this week. In past weeks nobody with a history worked at weekends. */
function daysOf(login: string): number[] {
  const ahead = Array.from({ length: DAYS_AHEAD }, (_, day) => day)
  if (!WITH_HISTORY.has(login)) return ahead
  const back = Array.from({ length: DAYS_BACK }, (_, at) => at - DAYS_BACK).filter((day) => (day + DAYS_BACK) % 7 < 5)
  return [...back, ...ahead]
}

function partsOf(login: string, index: number, day: number): Part[] {
  if (login === 'finn') return NIGHT
  const base = index % 2 === 0 ? DAY : LATE
  const weekday = (day + DAYS_BACK) % 7
  const urgent = weekday === index % 5 ? [URGENT] : []
  return [...base, ...urgent, ...(base === DAY && weekday === 3 ? [TRAINING] : [])]
}
