import { describe, expect, it } from 'vitest'
import { suggestUrgentBlock } from '../../domain/breaks/suggest-urgent-block.ts'
import { DEFAULT_URGENT_BLOCK_POLICY as policy } from '../../domain/breaks/urgent-block.ts'
import type { UrgentBlockRecord } from '../../domain/breaks/urgent-block.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { ShiftRecord } from '../../domain/schedule/shift.ts'
import { readTime, shiftNear } from '../../renderer/features/urgent/block-times.ts'
import type { BlockForm } from '../../renderer/features/urgent/plan-block.ts'
import { planBlock, stretchOf } from '../../renderer/features/urgent/plan-block.ts'
import { problemWords } from '../../renderer/features/urgent/problem-words.ts'
import { makeFormat } from '../../renderer/words/format.ts'
import { makeWords } from '../../renderer/words/use-words.ts'
import { english } from '../../renderer/words/catalogue.ts'
import { clock, LUNCH_ONLY, shiftOf } from '../domain/breaks-kit.ts'
import { someBlock } from '../support/blocks.ts'

const words = makeWords('en-GB', english)
const format = makeFormat(words)
const at = (time: string) => clock(time) as EpochMs
/** From 8 to 16 in Berlin, with lunch from 12:00 to 12:30. */
const day = shiftOf(LUNCH_ONLY)
const kept = (from: string, to: string, change: Partial<UrgentBlockRecord> = {}) =>
  someBlock({ startsAt: at(from), endsAt: at(to), ...change })
const said = (stretch: { startsAt: number; endsAt: number } | null) =>
  stretch && `${format.clockIn(stretch.startsAt, day.zone)}-${format.clockIn(stretch.endsAt, day.zone)}`

describe('the stretch that is offered', () => {
  const offered = (now: string, blocks: UrgentBlockRecord[] = [], shift: ShiftRecord = day) =>
    said(suggestUrgentBlock(shift, blocks, at(now), policy))
  const table: [string, string, string | null][] = [
    ['is half an hour from this minute, its end rounded up', '10:02:20', '10:02-10:35'],
    ['ends where lunch begins', '11:40', '11:40-12:00'],
    ['begins after lunch where there is no room before it', '11:55', '12:30-13:00'],
    ['begins with the shift where that has not begun', '07:10', '08:00-08:30'],
    ['ends with the shift', '15:45', '15:45-16:00'],
    ['is none where the rest of the shift is too short', '15:52', null],
  ]
  it.each(table)('%s', (_what, now, expected) => expect(offered(now)).toBe(expected))
  it('lies beside what is kept already, and not beside what was called off', () => {
    expect(offered('10:00', [kept('10:00', '10:30')])).toBe('10:30-11:00')
    expect(offered('10:10', [kept('10:00', '10:30', { endedAt: at('10:05') })])).toBe('10:10-10:40')
  })
})

describe('the form', () => {
  const sight = (now: string, blocks: UrgentBlockRecord[] = []) => ({ shift: day, blocks, now: at(now) })
  const asks = (form: Partial<BlockForm>, now = '09:00', blocks: UrgentBlockRecord[] = []) => {
    const planned = planBlock({ from: null, until: null, ...form }, sight(now, blocks))
    return planned.ok ? said(planned.value) : problemWords(words, format, day.zone, planned.refusal)
  }
  it('reads times as people write them', () => {
    const read = ['14:05', '14.05', '1405', ' 9 ', '09:00', '0:00', '24:00', '9:60', 'noon', '', '14:5'].map(readTime)
    expect(read).toEqual([845, 845, 845, 540, 540, 0, null, null, null, null, null])
  })
  it('asks for what stands in it, in the zone of the shift', () => {
    expect(asks({ from: '14:00', until: '14:30' })).toBe('14:00-14:30')
    expect(asks({ from: '14:00' })).toBe('14:00-14:30')
    expect(asks({ until: '09:20' })).toBe('09:00-09:20')
    expect(asks({})).toBe('09:00-09:30')
  })
  const wrong: [Partial<BlockForm>, string][] = [
    [{ from: 'two', until: '14:30' }, '“two” is not a time'],
    [{ until: '' }, '“” is not a time'],
    [{ from: '14:30', until: '14:00' }, 'The end must come after the beginning'],
    [{ from: '14:00', until: '14:00' }, 'The end must come after the beginning'],
    [{ from: '08:30', until: '09:10' }, 'begun already'],
    [{ from: '14:00', until: '14:05' }, 'keep at least 10 min'],
    [{ from: '14:00', until: '15:30' }, 'keep at most 1 h'],
    [{ from: '15:45', until: '16:15' }, 'outside of your shift'],
    [{ from: '11:45', until: '12:15' }, 'Lunch is planned from 12:00 to 12:30'],
  ]
  it.each(wrong)('says what is wrong with %j', (form, problem) => expect(asks(form)).toContain(problem))
  it('says which block is in the way', () => {
    expect(asks({ from: '14:00', until: '14:30' }, '09:00', [kept('14:20', '14:40')])).toContain(
      'You keep 14:20 to 14:40 already',
    )
  })
  it('may reserve again in the very minute in which a block was ended', () => {
    const ended = kept('09:00', '09:30', { endedAt: at('09:10:20') })
    expect(asks({}, '09:10:30', [ended])).toBe('09:10-09:40')
  })
  it('takes the minute that goes on for now', () => {
    expect(asks({ from: '09:00', until: '09:30' }, '09:00:40')).toBe('09:00-09:30')
    expect(asks({ from: '08:59', until: '09:30' }, '09:00:40')).toContain('begun already')
  })
  it('goes past midnight with a shift that does', () => {
    const night: ShiftRecord = {
      ...day,
      startsAt: at('22:00'),
      endsAt: at('30:00'),
      activities: [{ ...day.activities[0]!, startsAt: at('22:00'), endsAt: at('30:00') }],
    }
    const shown = (form: BlockForm) => said(stretchOf(form, { shift: night, blocks: [], now: at('22:30') }))
    expect(shown({ from: '23:45', until: '00:15' })).toBe('23:45-00:15')
    const planned = planBlock({ from: '01:00', until: '01:30' }, { shift: night, blocks: [], now: at('22:30') })
    expect(planned).toMatchObject({ ok: true, value: { startsAt: at('25:00'), endsAt: at('25:30') } })
  })
  it('is about the shift that goes on, or the next within twelve hours', () => {
    expect(shiftNear([day], at('09:00'))).toBe(day)
    expect(shiftNear([day], at('07:30'))).toBe(day)
    expect(shiftNear([day], (at('08:00') - 13 * 3_600_000) as EpochMs)).toBeNull()
    expect(shiftNear([day], at('16:00'))).toBeNull()
  })
})
