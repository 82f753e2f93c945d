import { layOutShifts, type PlannedShift, type PlanProblem } from './lay-out-shifts.ts'
import { readCalendar } from './read-calendar.ts'
import { type OverDst, readCsv } from './read-csv.ts'

export type PlanOptions = {
  /** IANA zone of times that name none. Null: every time names its own. */
  zone: string | null
  /** Null: not said, so no shift may cross a change of the clocks. Of CSV only: a calendar says it itself. */
  overDst: OverDst | null
  /** Whose calendar it is, where its events do not say. */
  login: string | null
}

/** Reads a plan by the ending of its name: .ics, or .csv. With any problem there are no shifts to be used. */
export function readPlan(
  name: string,
  text: string,
  options: PlanOptions,
): { shifts: PlannedShift[]; problems: PlanProblem[] } {
  const { zone, overDst } = options
  const only = (words: string) => ({ shifts: [], problems: [{ line: 1, words }] })
  const isCalendar = /\.(ics|ical)$/i.test(name)
  if (!isCalendar && !/\.csv$/i.test(name)) return only('It is neither an iCalendar (.ics) nor a CSV (.csv) file.')
  if (!isCalendar && zone === null)
    return only('A CSV does not say in which zone it is planned: name it with --zone, such as --zone Europe/Lisbon.')
  const read = isCalendar ? readCalendar(text, options) : readCsv(text, { zone: zone ?? 'UTC', overDst })
  const laidOut = layOutShifts(read.lines)
  const problems = [...read.problems, ...laidOut.problems].sort((a, b) => a.line - b.line)
  if (problems.length === 0 && laidOut.shifts.length === 0) return only('There is no shift in it.')
  return { shifts: problems.length > 0 ? [] : laidOut.shifts, problems }
}
