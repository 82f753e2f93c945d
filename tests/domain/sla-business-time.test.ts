import { describe, expect, it } from 'vitest'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import { afterWork, isOpenAt, nextOpening, workBetween } from '../../domain/sla/business-time.ts'
import type { BusinessCalendar, OpeningHours } from '../../domain/sla/sla-policy.ts'
import { seededRng } from '../simulation/rng.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const at = (iso: string) => Date.parse(iso) as EpochMs
const span = (from: number, to: number): OpeningHours => ({ fromMinute: from * 60, toMinute: to * 60 })
const shown = (moment: EpochMs) => new Date(moment).toISOString().replace('.000Z', 'Z')
const week = (weekday: OpeningHours[], saturday: OpeningHours[] = [], sunday: OpeningHours[] = []) => [
  ...Array.from({ length: 5 }, () => weekday),
  saturday,
  sunday,
]
const office: BusinessCalendar = { zone: 'Europe/Berlin', week: week([span(9, 17)]), holidays: ['2026-12-25'] }
const always: BusinessCalendar = { zone: 'Europe/Berlin', week: Array(7).fill([span(0, 24)]), holidays: [] }
const never: BusinessCalendar = { zone: 'Europe/Berlin', week: Array(7).fill([]), holidays: [] }

describe('an office that works weekdays from 9 to 17 in Berlin', () => {
  const table: [string, string, number, string][] = [
    ['within the day', '2026-03-10T09:00:00Z', 2 * HOUR, '2026-03-10T11:00:00Z'],
    ['to the very end of the day', '2026-03-10T09:00:00Z', 7 * HOUR, '2026-03-10T16:00:00Z'],
    ['over the night', '2026-03-10T15:30:00Z', HOUR, '2026-03-11T08:30:00Z'],
    ['asked in the night', '2026-03-10T22:00:00Z', HOUR, '2026-03-11T09:00:00Z'],
    ['over the week end', '2026-03-13T15:59:00Z', 2 * MINUTE, '2026-03-16T08:01:00Z'],
    ['over Christmas, a Friday', '2026-12-24T15:00:00Z', 2 * HOUR, '2026-12-28T09:00:00Z'],
    // The clocks are put on in the night to Sunday 29 March 2026: Monday opens at 07:00Z instead of 08:00Z.
    ['over the night that is an hour short', '2026-03-27T15:00:00Z', 2 * HOUR, '2026-03-30T08:00:00Z'],
    ['over the night that is an hour long', '2026-10-23T14:00:00Z', 2 * HOUR, '2026-10-26T09:00:00Z'],
    ['three weeks of work', '2026-03-02T08:00:00Z', 15 * 8 * HOUR, '2026-03-20T16:00:00Z'],
    ['no work at all', '2026-03-10T22:00:00Z', 0, '2026-03-10T22:00:00Z'],
  ]
  it.each(table)('owes an answer %s', (_what, from, workMs, due) => {
    expect(shown(afterWork(office, at(from), workMs as Ms))).toBe(due)
    expect(workBetween(office, at(from), at(due))).toBe(workMs)
    expect(workBetween(office, at(due), at(from))).toBe(0 - workMs)
  })

  it('is open from the first to the last minute and at no other time', () => {
    expect(isOpenAt(office, at('2026-03-10T07:59:59.999Z'))).toBe(false)
    expect(isOpenAt(office, at('2026-03-10T08:00:00Z'))).toBe(true)
    expect(isOpenAt(office, at('2026-03-10T15:59:59.999Z'))).toBe(true)
    expect(isOpenAt(office, at('2026-03-10T16:00:00Z'))).toBe(false)
    expect(isOpenAt(office, at('2026-03-14T10:00:00Z'))).toBe(false)
    expect(isOpenAt(office, at('2026-12-25T10:00:00Z'))).toBe(false)
  })

  it('opens next on the next working day', () => {
    expect(shown(nextOpening(office, at('2026-03-13T16:00:00Z')))).toBe('2026-03-16T08:00:00Z')
    expect(shown(nextOpening(office, at('2026-12-24T16:00:00Z')))).toBe('2026-12-28T08:00:00Z')
    expect(shown(nextOpening(office, at('2026-03-10T10:00:00Z')))).toBe('2026-03-10T10:00:00Z')
  })
})

describe('the days on which clocks are changed', () => {
  it('count 23 and 25 hours where the queue never closes', () => {
    const day = (from: string, to: string) => workBetween(always, at(from), at(to)) / HOUR
    expect(day('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z')).toBe(23)
    expect(day('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z')).toBe(25)
  })

  // Hours that are written in two halves are the same hours, wherever the clocks jump: on both sides of Greenwich, by
  // half an hour, at midnight, and over a whole day.
  const nights: [string, string, string][] = [
    ['Europe/Berlin, on', 'Europe/Berlin', '2026-03-29'],
    ['Europe/Berlin, back', 'Europe/Berlin', '2026-10-25'],
    ['America/New_York, on', 'America/New_York', '2026-03-08'],
    ['America/New_York, back', 'America/New_York', '2026-11-01'],
    ['Australia/Lord_Howe, half an hour on', 'Australia/Lord_Howe', '2026-10-04'],
    ['Australia/Lord_Howe, half an hour back', 'Australia/Lord_Howe', '2026-04-05'],
    ['Africa/Cairo, on at midnight', 'Africa/Cairo', '2026-04-24'],
    ['Africa/Cairo, back at midnight', 'Africa/Cairo', '2026-10-29'],
    ['America/Havana, on at midnight', 'America/Havana', '2026-03-08'],
    ['Pacific/Apia, a day left out', 'Pacific/Apia', '2011-12-30'],
  ]
  it.each(nights)('neither lose nor double working time: %s', (_what, zone, date) => {
    const noon = at(`${date}T12:00:00Z`)
    const [from, to] = [(noon - 48 * HOUR) as EpochMs, (noon + 48 * HOUR) as EpochMs]
    const quarters = Array.from({ length: 96 }, (_, n) => ({ fromMinute: n * 15, toMinute: (n + 1) * 15 }))
    const cut: BusinessCalendar = { zone, week: Array(7).fill(quarters), holidays: [] }
    expect(workBetween(cut, from, to)).toBe(to - from)
    const broken = []
    for (let moment: number = from; moment < to; moment += 7 * MINUTE) {
      if (!isOpenAt({ ...cut, week: Array(7).fill([span(0, 24)]) }, moment as EpochMs)) broken.push(moment)
    }
    expect(broken).toEqual([])
  })

  it('open at the jump where the clocks skip the opening, in the east as in the west', () => {
    const early = (zone: string): BusinessCalendar => ({
      zone,
      week: Array(7).fill([{ fromMinute: 150, toMinute: 240 }]),
      holidays: [],
    })
    expect(shown(nextOpening(early('Europe/Berlin'), at('2026-03-28T23:00:00Z')))).toBe('2026-03-29T01:00:00Z')
    expect(shown(nextOpening(early('America/New_York'), at('2026-03-08T05:00:00Z')))).toBe('2026-03-08T07:00:00Z')
  })

  it('open at the first showing where the clocks show the opening twice', () => {
    const early = (zone: string, minute: number): BusinessCalendar => ({
      zone,
      week: Array(7).fill([{ fromMinute: minute, toMinute: 600 }]),
      holidays: [],
    })
    expect(shown(nextOpening(early('Europe/Berlin', 150), at('2026-10-24T22:00:00Z')))).toBe('2026-10-25T00:30:00Z')
    expect(shown(nextOpening(early('America/New_York', 90), at('2026-11-01T04:00:00Z')))).toBe('2026-11-01T05:30:00Z')
  })
})

describe('months of working time', () => {
  const holidays = ['2026-12-25', '2026-01-01', '2026-05-01']
  const split = week([span(8, 12), span(13, 18)], [span(9, 13)])
  it.each(['Europe/Berlin', 'America/Havana', 'Africa/Cairo', 'Pacific/Chatham'])(
    'are what their days are together, forwards and back: %s',
    (zone) => {
      const calendar: BusinessCalendar = { zone, week: split, holidays }
      const rng = seededRng(7)
      for (let run = 0; run < 60; run++) {
        const from = at('2025-12-01T00:00:00Z') + rng.below(300 * 24 * 60) * MINUTE
        const to = from + rng.below(200 * 24 * 60) * MINUTE
        let sum = 0
        for (let day = from; day < to; day += 24 * HOUR)
          sum += workBetween({ ...calendar }, day as EpochMs, Math.min(to, day + 24 * HOUR) as EpochMs)
        expect(workBetween(calendar, from as EpochMs, to as EpochMs)).toBe(sum)
        expect(workBetween(calendar, to as EpochMs, from as EpochMs)).toBe(0 - sum)
      }
    },
  )
})

describe('calendars at the edges', () => {
  it('work by the local date of a zone far away', () => {
    const chatham: BusinessCalendar = { zone: 'Pacific/Chatham', week: week([span(8, 16)]), holidays: ['2026-06-08'] }
    // Monday the 8th is a holiday there; Tuesday 08:00 is Monday 19:15 in UTC.
    expect(shown(nextOpening(chatham, at('2026-06-05T12:00:00Z')))).toBe('2026-06-08T19:15:00Z')
    const honolulu: BusinessCalendar = { zone: 'Pacific/Honolulu', week: week([span(8, 24)]), holidays: [] }
    expect(isOpenAt(honolulu, at('2026-03-14T09:59:00Z'))).toBe(true)
    expect(isOpenAt(honolulu, at('2026-03-14T10:00:00Z'))).toBe(false)
  })

  it('count every hour where there are no hours at all, so that a promise comes due', () => {
    const from = at('2026-03-10T22:00:00Z')
    expect(afterWork(never, from, HOUR as Ms)).toBe(from + HOUR)
    expect(workBetween(never, from, (from + HOUR) as EpochMs)).toBe(HOUR)
    expect(isOpenAt(never, from)).toBe(true)
    expect(nextOpening(never, from)).toBe(from)
  })

  it('wait through years of holidays', () => {
    const holidays = Array.from({ length: 1_200 }, (_, day) =>
      new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
    )
    const shut = { ...office, holidays }
    const due = afterWork(shut, at('2026-01-02T10:00:00Z'), HOUR as Ms)
    expect(shown(due)).toBe('2029-04-16T08:00:00Z')
    expect(workBetween(shut, at('2026-01-02T10:00:00Z'), due)).toBe(HOUR)
  })
})

describe('any calendar', () => {
  const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Chatham', 'UTC']

  it('has exactly as much work between a moment and its due moment as was asked for, and not a minute earlier', () => {
    for (let seed = 1; seed <= 400; seed++) {
      const rng = seededRng(seed)
      const hours = (): OpeningHours[] => {
        const cuts = [...new Set(Array.from({ length: 2 * rng.below(3) }, () => rng.below(1_441)))].sort(
          (a, b) => a - b,
        )
        return cuts.flatMap((from, n) =>
          n % 2 === 0 && cuts[n + 1] ? [{ fromMinute: from, toMinute: cuts[n + 1]! }] : [],
        )
      }
      const calendar = { zone: rng.pick(zones), week: Array.from({ length: 7 }, hours), holidays: ['2026-03-29'] }
      const from = (at('2026-03-20T00:00:00Z') + rng.below(300 * 24 * 60) * MINUTE + rng.below(MINUTE)) as EpochMs
      const workMs = (1 + rng.below(60 * HOUR)) as Ms
      const due = afterWork(calendar, from, workMs)
      expect(workBetween(calendar, from, due), `seed ${seed}`).toBe(workMs)
      expect(workBetween(calendar, from, (due - 1) as EpochMs), `seed ${seed}`).toBe(workMs - 1)
      const between = (from + rng.below(Math.max(1, due - from))) as EpochMs
      expect(workBetween(calendar, from, between) + workBetween(calendar, between, due), `seed ${seed}`).toBe(workMs)
    }
  })

  it('has as much work as a clock on the wall would count, minute by minute', () => {
    for (const zone of zones) {
      const calendar: BusinessCalendar = {
        zone,
        week: week([span(8, 12), span(13, 18)], [span(10, 14)]),
        holidays: ['2026-04-06'],
      }
      const wall = new Intl.DateTimeFormat('en-CA', {
        timeZone: zone,
        hourCycle: 'h23',
        weekday: 'short',
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
      })
      const [from, to] = [at('2026-03-25T00:00:00Z'), at('2026-04-09T00:00:00Z')]
      let open = 0
      for (let moment: number = from; moment < to; moment += 15 * MINUTE) {
        const part = Object.fromEntries(wall.formatToParts(moment).map((each) => [each.type, each.value]))
        const isHoliday = `${part['year']}-${part['month']}-${part['day']}` === '2026-04-06'
        const hour = Number(part['hour'])
        const isWorking =
          part['weekday'] === 'Sat'
            ? hour >= 10 && hour < 14
            : part['weekday'] !== 'Sun' && hour >= 8 && hour < 18 && hour !== 12
        // Chatham is three quarters of an hour off: sampled on the quarter the count stays exact.
        if (isWorking && !isHoliday) open += 15 * MINUTE
      }
      expect(workBetween(calendar, from, to), zone).toBe(open)
    }
  })
})
