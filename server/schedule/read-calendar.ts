import ICAL from 'ical.js'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { zone as zoneName } from '../../protocol/sync/sla-policy.ts'
import { momentOf } from '../../domain/sla/zone-time.ts'
import { activityOf, isPaidByCustom, KNOWN_ACTIVITIES } from './activity-words.ts'
import type { PlannedLine, PlanProblem } from './lay-out-shifts.ts'

type Options = {
  /** For times without a zone, and for zones that have no IANA name. Null: not given. */
  zone: string | null
  /** Whose calendar it is, where its events do not say. Null: they do. */
  login: string | null
}

/**
 * Reads the events of an iCalendar file: what by the first category or else the summary, whose by the attendee's
 * address, when by the zones that the file brings along (VTIMEZONE) or by their IANA names. An event that states its end
 * keeps its end over a change of the clocks, one that states its DURATION keeps its length: RFC 5545 says so.
 */
export function readCalendar(text: string, options: Options): { lines: PlannedLine[]; problems: PlanProblem[] } {
  const begins = text.split(/\r?\n/).flatMap((each, at) => (/^BEGIN:VEVENT\s*$/i.test(each) ? [at + 1] : []))
  let events: ICAL.Component[]
  try {
    events = new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent')
  } catch (error) {
    const said = (error as Error).message
    const bad = /"([^"]*)"\s*$/.exec(said)?.[1]
    const at = bad === undefined ? -1 : text.split(/\r?\n/).indexOf(bad)
    return { lines: [], problems: [{ line: at + 1 || 1, words: `This is no iCalendar: ${said}.` }] }
  }
  const read = events.map((event, at) => readEvent(event, begins[at] ?? 1, options))
  return {
    lines: read.flatMap((each) => ('words' in each ? [] : [each])),
    problems: read.flatMap((each) => ('words' in each ? [each] : [])),
  }
}

function readEvent(event: ICAL.Component, line: number, options: Options): PlannedLine | PlanProblem {
  const wrong = (words: string): PlanProblem => ({ line, words })
  const textOf = (name: string) => String(event.getFirstPropertyValue(name) ?? '').trim()
  if (event.hasProperty('rrule') || event.hasProperty('rdate'))
    return wrong('A repeating event is not read: export each shift as an event of its own.')
  const login =
    textOf('attendee')
      .replace(/^mailto:/i, '')
      .split('@')[0] || options.login
  if (!login) return wrong('It does not say whose it is: give it an ATTENDEE, or name the person with --login.')
  const word = textOf('categories') || textOf('summary')
  const kind = activityOf(word)
  if (kind === null) return wrong(`"${word}" is no activity. Known: ${KNOWN_ACTIVITIES}.`)
  const start = event.getFirstProperty('dtstart')
  if (start === null) return wrong('It has no DTSTART.')
  const from = start.getFirstValue() as ICAL.Time
  if (from.isDate) return wrong('A whole day is no shift: give it a time of day.')
  if (!event.hasProperty('dtend') && !event.hasProperty('duration')) return wrong('It has neither DTEND nor DURATION.')

  const named = String(start.getParameter('tzid') ?? '')
  const zone = [named, options.zone ?? ''].find(isZone)
  if (zone === undefined) {
    return wrong(
      named === ''
        ? 'It does not say in which zone it is planned: name it with --zone, such as --zone Europe/Lisbon.'
        : `The zone "${named}" has no IANA name: say which it is with --zone, such as --zone Europe/Berlin.`,
    )
  }
  const startsAt = momentIn(from, zone)
  const length = event.getFirstPropertyValue('duration') as ICAL.Duration | null
  const endsAt =
    length === null
      ? momentIn(event.getFirstPropertyValue('dtend') as ICAL.Time, zone)
      : ((startsAt + length.toSeconds() * 1_000) as EpochMs)
  return { line, login, kind, startsAt, endsAt, zone, isPaid: isPaidByCustom(kind) }
}

/** By the zone that the file brings along; a time whose zone it does not bring is one of the clocks there. */
function momentIn(time: ICAL.Time, zone: string): EpochMs {
  if (time.zone !== null && time.zone.tzid !== 'floating') return (time.toUnixTime() * 1_000) as EpochMs
  const day = Date.UTC(time.year, time.month - 1, time.day) / 86_400_000
  return momentOf(zone, day, time.hour * 60 + time.minute)
}

/** Whether it names a zone of the IANA database. */
export const isZone = (name: string): boolean => name !== '' && zoneName.safeParse(name).success
