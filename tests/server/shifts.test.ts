import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ShiftHistory } from '../../domain/schedule/shift-history.ts'
import { planInForce } from '../../domain/schedule/shift-history.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { demoShifts } from '../../server/demo/demo-shifts.ts'
import { readPlan } from '../../server/schedule/read-plan.ts'
import { writePlan } from '../../server/schedule/write-plan.ts'
import { ana, NOON } from '../support/records.ts'
import type { TestServer } from '../support/test-server.ts'
import { startTestServer } from '../support/test-server.ts'
import { connect } from '../support/wire.ts'

const HOUR = 3_600_000
const asked = { zone: 'Europe/Berlin', overDst: null, login: null } as const
const csv = (rows: string[], options: Partial<Parameters<typeof readPlan>[2]> = {}) =>
  readPlan('plan.csv', ['login,day,start,end,activity', ...rows].join('\n'), { ...asked, ...options })
const utc = (at: number) => new Date(at).toISOString().slice(0, 16)
const told = (rows: string[], options: Partial<Parameters<typeof readPlan>[2]> = {}) =>
  csv(rows, options).shifts.map(({ day, activities }) => [
    day,
    ...activities.map(({ kind, startsAt, endsAt }) => `${kind} ${utc(startsAt).slice(11)}-${utc(endsAt).slice(11)}`),
  ])

describe('a plan as CSV', () => {
  it('is a shift with what lies in it, and contacts for the rest', () => {
    expect(told(['ana,2026-03-10,09:00,17:30,shift', 'ana,2026-03-10,12:00,12:30,lunch'])).toEqual([
      ['2026-03-10', 'contacts 08:00-11:00', 'lunch 11:00-11:30', 'contacts 11:30-16:30'],
    ])
  })

  it('may go past midnight, with breaks after it, and counts on the day it began', () => {
    expect(told(['ana,2026-03-10,22:00,06:00,shift', 'ana,2026-03-10,02:00,02:30,lunch'])).toEqual([
      ['2026-03-10', 'contacts 21:00-01:00', 'lunch 01:00-01:30', 'contacts 01:30-05:00'],
    ])
  })

  it('must say what counts in the night in which the clocks change', () => {
    const short = ['ana,2026-03-28,22:00,06:00,shift', 'ana,2026-03-28,04:00,04:30,lunch']
    expect(csv(short).problems).toEqual([
      { line: 2, words: expect.stringContaining('--over-dst keep-duration or --over-dst keep-end') },
      { line: 3, words: expect.stringContaining('The clocks of Europe/Berlin change during this shift') },
    ])
    const hours = (rows: string[], overDst: 'keep-duration' | 'keep-end') =>
      csv(rows, { overDst }).shifts.map(({ startsAt, endsAt }) => (endsAt - startsAt) / HOUR)
    const long = ['ana,2026-10-24,22:00,06:00,shift']
    expect([hours(short, 'keep-end'), hours(long, 'keep-end')]).toEqual([[7], [9]])
    expect([hours(short, 'keep-duration'), hours(long, 'keep-duration')]).toEqual([[8], [8]])
  })

  it('tells each mistake with its line', () => {
    const { problems, shifts } = csv([
      'ana,2026-03-10,09:00,17:00,shift',
      'ana,2026-02-30,09:00,17:00,shift',
      'ana,2026-03-10,nine,17:00,shift',
      'ana,2026-03-10,10:00,10:15,siesta',
      ',2026-03-10,10:00,10:15,break',
      'ana,2026-03-10,18:00,18:15,break',
      'ana,2026-03-10,12:00,12:30,lunch',
      'ana,2026-03-10,12:15,12:45,training',
    ])
    expect(shifts).toEqual([])
    expect(problems).toEqual([
      { line: 3, words: '"2026-02-30" is no day: write it as 2026-03-28.' },
      { line: 4, words: '"nine" is no time: write it as 09:00.' },
      { line: 5, words: expect.stringMatching(/^"siesta" is no activity\. Known: shift, contacts,/) },
      { line: 6, words: 'The login is missing.' },
      { line: 7, words: 'This break lies in no shift of ana: plan the shift around it.' },
      { line: 9, words: 'It overlaps with line 8: one of the two must give way.' },
    ])
  })

  it('needs its columns and its zone', () => {
    expect(readPlan('plan.csv', 'login,day,start\nana,2026-03-10,09:00', asked).problems).toMatchObject([
      { line: 1, words: expect.stringContaining('"end", "activity" is missing') },
    ])
    expect(csv(['ana,2026-03-10,09:00,17:00,shift'], { zone: null }).problems).toMatchObject([
      { words: expect.stringContaining('--zone') },
    ])
  })
})

const calendar = (...events: string[]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'BEGIN:VTIMEZONE',
    'TZID:W. Europe Standard Time',
    'BEGIN:STANDARD',
    'DTSTART:16010101T030000',
    'TZOFFSETFROM:+0200',
    'TZOFFSETTO:+0100',
    'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
    'END:STANDARD',
    'BEGIN:DAYLIGHT',
    'DTSTART:16010101T020000',
    'TZOFFSETFROM:+0100',
    'TZOFFSETTO:+0200',
    'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
    'END:DAYLIGHT',
    'END:VTIMEZONE',
    ...events,
    'END:VCALENDAR',
  ].join('\r\n')
const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:1', ...lines, 'END:VEVENT'].join('\r\n')
const ATTENDEE = 'ATTENDEE;CN=Ana:mailto:ana@example.com'

describe('a plan as iCalendar', () => {
  it('is read by the zone that it brings along, and by IANA names that it does not', () => {
    const brought = event(
      'DTSTART;TZID=W. Europe Standard Time:20260328T220000',
      'DTEND;TZID=W. Europe Standard Time:20260329T060000',
      'CATEGORIES:SHIFT',
      ATTENDEE,
    )
    const named = event('DTSTART;TZID=Europe/Lisbon:20260327T220000', 'DURATION:PT8H', 'SUMMARY:Shift', ATTENDEE)
    const { shifts, problems } = readPlan('plan.ics', calendar(brought, named), asked)
    expect(problems).toEqual([])
    expect(shifts.map(({ day, zone, startsAt, endsAt }) => [day, zone, utc(startsAt), utc(endsAt)])).toEqual([
      ['2026-03-27', 'Europe/Lisbon', '2026-03-27T22:00', '2026-03-28T06:00'],
      ['2026-03-28', 'Europe/Berlin', '2026-03-28T21:00', '2026-03-29T04:00'],
    ])
  })

  it('tells each mistake with the line on which its event begins', () => {
    const { problems } = readPlan(
      'plan.ics',
      calendar(
        event('DTSTART;TZID=W. Europe Standard Time:20260310T090000', 'DURATION:PT8H', 'SUMMARY:Shift', ATTENDEE),
        event('DTSTART:20260310T090000', 'DURATION:PT8H', 'SUMMARY:Shift', ATTENDEE),
        event('DTSTART:20260310T090000Z', 'DURATION:PT8H', 'SUMMARY:Shift', 'RRULE:FREQ=DAILY', ATTENDEE),
        event('DTSTART:20260310T090000Z', 'DURATION:PT8H', 'SUMMARY:Gardening', ATTENDEE),
        event('DTSTART;VALUE=DATE:20260310', 'SUMMARY:Shift', ATTENDEE),
        event('DTSTART:20260310T090000Z', 'DURATION:PT8H', 'SUMMARY:Shift'),
      ),
      { ...asked, zone: null },
    )
    expect(problems.map(({ line, words }) => `${line} ${words.split(':')[0]}`)).toEqual([
      '18 The zone "W. Europe Standard Time" has no IANA name',
      '25 It does not say in which zone it is planned',
      '32 A repeating event is not read',
      '40 "Gardening" is no activity. Known',
      '47 A whole day is no shift',
      '53 It does not say whose it is',
    ])
  })

  it('that is none says where', () => {
    expect(readPlan('plan.ics', 'BEGIN:VCALENDAR\nrubbish\nEND:VCALENDAR', asked).problems).toMatchObject([
      { line: 2, words: expect.stringContaining('This is no iCalendar') },
    ])
  })
})

describe('a plan on the server', () => {
  let server: TestServer
  beforeEach(async () => {
    server = await startTestServer()
  })
  afterEach(() => server.stop())
  const DAY = ['ana,2026-03-10,09:00,17:30,shift', 'ana,2026-03-10,12:00,12:30,lunch']
  const shiftsOf = async (login: string) =>
    (await (await connect(server, login)).pullAll()).changes.flatMap((each) =>
      each.t === 'row' && each.e === 'shift' ? [each.d as unknown as ShiftHistory] : [],
    )

  it('reaches the agent and whoever leads the team, and nobody else', async () => {
    expect(await writePlan(server.db, csv(DAY).shifts, NOON)).toMatchObject({ added: 1 })
    const [mine] = await shiftsOf('ana')
    expect(mine?.versions).toMatchObject([{ userId: ana.id, day: '2026-03-10', version: 1, knownFrom: NOON }])
    expect(await shiftsOf('lea')).toEqual([mine])
    expect(await shiftsOf('ben')).toEqual([])
    expect(await shiftsOf('quinn')).toEqual([])
  })

  it('that is read again changes nothing; changed it is a new version from then on', async () => {
    await writePlan(server.db, csv(DAY).shifts, NOON)
    expect(await writePlan(server.db, csv(DAY).shifts, NOON)).toMatchObject({ added: 0, changed: 0, unchanged: 1 })
    const later = (NOON + HOUR) as EpochMs
    const moved = [DAY[0] ?? '', 'ana,2026-03-10,13:00,13:30,lunch']
    expect(await writePlan(server.db, csv(moved).shifts, later)).toMatchObject({ added: 0, changed: 1 })
    const [shift] = await shiftsOf('ana')
    expect(shift?.versions.map(({ version, knownFrom }) => [version, knownFrom])).toEqual([
      [1, NOON],
      [2, later],
    ])
    const versions = shift?.versions ?? []
    expect(planInForce(versions, (later - 1) as EpochMs)?.version).toBe(1)
    expect(planInForce(versions, later)?.version).toBe(2)
    expect(planInForce(versions, (NOON - 1) as EpochMs)).toBeNull()
  })

  it('with an unknown name in it is not written at all', async () => {
    const { shifts } = csv([...DAY, 'zoe,2026-03-10,09:00,17:30,shift'])
    expect(await writePlan(server.db, shifts, NOON)).toMatchObject({ added: 0, unknown: ['zoe'] })
    expect(await server.db.query('select 1 from shifts')).toEqual([])
  })
})

it('the demo has a plan for everybody who works there, this week and the next', () => {
  const people = ['ana', 'finn'].map((login) => ({ ...ana, id: `u-${login}` as typeof ana.id, login }))
  const plan = demoShifts(people, 'Europe/Berlin', NOON)
  const days = (userId: string) => plan.filter((each) => each.userId === userId).map(({ versions }) => versions[0]?.day)
  // Ana has a past to look at: the working days of four weeks before.
  expect(days('u-ana')).toHaveLength(14 + 20)
  expect(days('u-finn')).toHaveLength(14)
  expect(days('u-ana')).toContain('2026-03-10')
  const kinds = new Set(
    plan.flatMap(({ versions }) => versions.flatMap(({ activities }) => activities.map(({ kind }) => kind))),
  )
  expect([...kinds].sort()).toEqual(['break', 'contacts', 'lunch', 'training', 'urgent-block'])
  const night = plan.find(({ userId, versions }) => userId === 'u-finn' && versions[0]?.day === '2026-03-10')
    ?.versions[0]
  expect(utc(night?.startsAt ?? 0)).toBe('2026-03-10T21:00')
  expect(utc(night?.endsAt ?? 0)).toBe('2026-03-11T05:00')
  for (const { versions } of plan)
    for (const { startsAt, endsAt, activities } of versions) {
      expect([activities[0]?.startsAt, activities.at(-1)?.endsAt]).toEqual([startsAt, endsAt])
      for (const [at, each] of activities.entries()) if (at > 0) expect(each.startsAt).toBe(activities[at - 1]?.endsAt)
    }
})
