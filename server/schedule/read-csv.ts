import { parse } from 'csv-parse/sync'
import { MINUTE_MS } from '../../domain/kernel/time.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { momentOf } from '../../domain/sla/zone-time.ts'
import { activityOf, isPaidByCustom, KNOWN_ACTIVITIES } from './activity-words.ts'
import type { PlannedLine, PlanProblem } from './lay-out-shifts.ts'

/** What counts where the clocks change during a shift: the hours that were agreed, or the time on the wall at its end. */
export type OverDst = 'keep-duration' | 'keep-end'

type Options = { zone: string; overDst: OverDst | null }
type Row = { record: Record<string, string>; info: { lines: number } }
type Wall = Omit<PlannedLine, 'startsAt' | 'endsAt'> & { day: number; from: number; to: number }

const DAY_MINUTES = 24 * 60
const COLUMNS = ['login', 'day', 'start', 'end', 'activity']

/**
 * Reads `login,day,start,end,activity[,paid]`: local times of the zone, "day" the date on which the shift begins. A time
 * before the beginning of its shift, or an end not after its start, is of the next day.
 */
export function readCsv(text: string, options: Options): { lines: PlannedLine[]; problems: PlanProblem[] } {
  let rows: Row[]
  try {
    rows = parse(text, { bom: true, columns: true, info: true, skip_empty_lines: true, trim: true }) as unknown as Row[]
  } catch (error) {
    const { lines = 1, message } = error as { lines?: number; message: string }
    return { lines: [], problems: [{ line: lines, words: `This is no CSV: ${message}.` }] }
  }
  const problems: PlanProblem[] = []
  const missing = COLUMNS.filter((name) => rows.some(({ record }) => record[name] === undefined))
  if (missing.length > 0) {
    const words = `The column ${missing.map((name) => `"${name}"`).join(', ')} is missing: the first line names ${COLUMNS.join(',')}.`
    return { lines: [], problems: [{ line: 1, words }] }
  }
  const walls = rows.flatMap((row) => {
    const wall = readRow(row, options.zone)
    if (!('words' in wall)) return [wall]
    problems.push(wall)
    return []
  })
  const lines = walls.flatMap((wall) => {
    const moments = momentsOf(wall, walls, options.overDst)
    if (!('words' in moments)) return [moments]
    problems.push(moments)
    return []
  })
  return { lines, problems }
}

function readRow({ record, info }: Row, zone: string): Wall | PlanProblem {
  const line = info.lines
  const { login = '', day = '', start = '', end = '', activity = '', paid = '' } = record
  const wrong = (words: string): PlanProblem => ({ line, words })
  if (login === '') return wrong('The login is missing.')
  const at = Date.parse(`${day}T00:00:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day)
    return wrong(`"${day}" is no day: write it as 2026-03-28.`)
  const [from, to] = [minuteOf(start), minuteOf(end)]
  if (from === null) return wrong(`"${start}" is no time: write it as 09:00.`)
  if (to === null) return wrong(`"${end}" is no time: write it as 17:30.`)
  const kind = activityOf(activity)
  if (kind === null) return wrong(`"${activity}" is no activity. Known: ${KNOWN_ACTIVITIES}.`)
  if (!/^(yes|no|)$/i.test(paid)) return wrong(`"${paid}" does not say whether it is paid: write yes or no.`)
  const isPaid = paid === '' ? isPaidByCustom(kind) : /yes/i.test(paid)
  return {
    line,
    login,
    kind,
    zone,
    isPaid,
    day: at / (DAY_MINUTES * MINUTE_MS),
    from,
    to: to <= from ? to + DAY_MINUTES : to,
  }
}

function minuteOf(time: string): number | null {
  const [, hour, minute] = /^([01]?\d|2[0-4]):([0-5]\d)$/.exec(time) ?? []
  const minutes = Number(hour) * 60 + Number(minute)
  return hour === undefined || minutes > DAY_MINUTES ? null : minutes
}

function momentsOf(wall: Wall, all: readonly Wall[], overDst: OverDst | null): PlannedLine | PlanProblem {
  const { day, from, to, ...rest } = wall
  const frames = all.filter((each) => each.kind === 'contacts' && each.login === wall.login && each.day === day)
  const holding = (minute: number) => frames.find((each) => each.from <= minute && minute < each.to)
  // After midnight in a night shift.
  const later = wall.kind !== 'contacts' && holding(from) === undefined && holding(from + DAY_MINUTES) !== undefined
  const [start, end] = later ? [from + DAY_MINUTES, to + DAY_MINUTES] : [from, to]
  const frame = wall.kind === 'contacts' ? wall : (holding(start) ?? wall)
  const begins = momentOf(wall.zone, day, frame.from)
  const isCrossing = momentOf(wall.zone, day, frame.to) - begins !== (frame.to - frame.from) * MINUTE_MS
  if (isCrossing && overDst === null) {
    const words = `The clocks of ${wall.zone} change during this shift: say with --over-dst keep-duration or --over-dst keep-end what counts.`
    return { line: wall.line, words }
  }
  const moment = (minute: number): EpochMs =>
    isCrossing && overDst === 'keep-duration'
      ? ((begins + (minute - frame.from) * MINUTE_MS) as EpochMs)
      : momentOf(wall.zone, day, minute)
  return { ...rest, startsAt: moment(start), endsAt: moment(end) }
}
