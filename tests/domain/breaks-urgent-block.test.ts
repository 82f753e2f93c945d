import { describe, expect, it } from 'vitest'
import type { UrgentBlock } from '../../domain/breaks/urgent-block.ts'
import {
  DEFAULT_URGENT_BLOCK_POLICY as policy,
  mayOfferInBlocks,
  planUrgentBlock,
  stepUrgentBlock,
  urgentBlockPhase,
} from '../../domain/breaks/urgent-block.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { clock, LUNCH_ONLY, openDesk, PLAN_ONLY, shiftOf } from './breaks-kit.ts'

const at = (time: string) => clock(time) as EpochMs
const asked = (from: string, to: string) => ({ startsAt: at(from), endsAt: at(to) })
const shift = shiftOf(LUNCH_ONLY)
const block: UrgentBlock = { ...asked('14:00', '14:30'), endedAt: null, endedBecause: null, emptySince: null }

describe('keeping time for urgent cases', () => {
  const table: [string, string, string, string][] = [
    ['a stretch that has begun', '08:55', '09:30', 'past'],
    ['five minutes', '14:00', '14:05', 'too-short'],
    ['two hours', '13:00', '15:00', 'too-long'],
    ['a stretch beyond the shift', '15:45', '16:15', 'outside-shift'],
    ['a stretch over lunch', '11:45', '12:15', 'planned'],
    ['a stretch over another block', '14:15', '14:45', 'overlaps-block'],
  ]
  it.each(table)('refuses %s', (_what, from, to, code) => {
    expect(planUrgentBlock(asked(from, to), shift, [block], at('09:00'), policy)).toMatchObject({
      ok: false,
      refusal: { code },
    })
  })
  it('takes half an hour of contacts, also right after another block', () => {
    expect(planUrgentBlock(asked('14:30', '15:00'), shift, [block], at('09:00'), policy).ok).toBe(true)
  })

  it('holds other work back while it runs, and only then', () => {
    const offers = ['13:59', '14:00', '14:29', '14:30'].map((time) => mayOfferInBlocks([block], false, at(time)))
    expect(offers).toEqual([true, false, false, true])
    expect(mayOfferInBlocks([block], true, at('14:10'))).toBe(true)
  })

  it('ends early once its list has been empty for a minute, and says why', () => {
    const empty = stepUrgentBlock(block, { type: 'urgent-counted', count: 0 }, at('14:10'), policy)
    expect(urgentBlockPhase(empty, at('14:10:59'))).toBe('running')
    const after = stepUrgentBlock(empty, { type: 'tick' }, at('14:11'), policy)
    expect(after).toMatchObject({ endedAt: at('14:11'), endedBecause: 'list-empty' })
    expect(mayOfferInBlocks([after], false, at('14:11'))).toBe(true)
  })
  it('goes on when another urgent case comes within that minute', () => {
    const empty = stepUrgentBlock(block, { type: 'urgent-counted', count: 0 }, at('14:10'), policy)
    const filled = stepUrgentBlock(empty, { type: 'urgent-counted', count: 1 }, at('14:10:30'), policy)
    expect(stepUrgentBlock(filled, { type: 'tick' }, at('14:20'), policy).endedAt).toBeNull()
  })
  it('with a list that is empty beforehand ends a minute after its beginning, not before it', () => {
    const empty = stepUrgentBlock(block, { type: 'urgent-counted', count: 0 }, at('13:00'), policy)
    expect(stepUrgentBlock(empty, { type: 'tick' }, at('14:00:59'), policy).endedAt).toBeNull()
    expect(stepUrgentBlock(empty, { type: 'tick' }, at('14:01'), policy).endedBecause).toBe('list-empty')
  })
  it('gives way to a plan that puts something else there', () => {
    const changed = shiftOf([...LUNCH_ONLY, ['meeting', 'meeting', '14:15', '14:45']], 2, '14:05')
    expect(stepUrgentBlock(block, { type: 'plan', shift: changed }, at('14:05'), policy).endedBecause).toBe('plan')
    expect(stepUrgentBlock(block, { type: 'plan', shift }, at('14:05'), policy)).toEqual(block)
  })

  it('eats no break: one that a call has moved into the block is offered there at its full length', () => {
    const planned = shiftOf([['break', 'break', '10:00', '10:15']])
    const desk = openDesk(PLAN_ONLY, planned)
    desk.until('09:50')
    desk.answer()
    desk.until('10:20')
    expect(planUrgentBlock(asked('10:20', '10:50'), planned, [], at('10:20'), policy).ok).toBe(true)
    desk.hangUp('call', false)
    desk.until('10:25')
    expect(desk.all('offer').map(({ lengthMs }) => lengthMs)).toEqual([15 * 60_000])
  })
})
