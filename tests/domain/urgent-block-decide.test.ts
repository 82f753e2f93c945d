import { describe, expect, it } from 'vitest'
import type { UrgentBlockRecord } from '../../domain/breaks/urgent-block.ts'
import type { CaseId, ContactId, UrgentBlockId } from '../../domain/kernel/ids.ts'
import type { Facts } from '../../domain/mutations/decide.ts'
import { decide } from '../../domain/mutations/decide.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import { asReserved, doneAt, noonPlus, someBlock, someShift } from '../support/blocks.ts'
import { ana, ben, someCase, someContact, someMutation } from '../support/records.ts'

const caseId = 'c-7' as CaseId
const lea = { ...ben, id: 'u-lea' as never, name: 'Lea Brandt', role: 'lead' as const }
const facts = (change: Partial<Facts> = {}): Facts => ({
  actor: ana,
  case: someCase(),
  unseenPublic: false,
  unseenFromCustomer: false,
  shifts: [someShift([['lunch', 120, 150]])],
  blocks: [],
  ...change,
})
const holding = (block: UrgentBlockRecord): Facts['find'] =>
  ((kind: string, id: string | null) => (kind === 'urgentBlock' && id === block.id ? block : null)) as never
const becomes = (mutation: Mutation, change: Partial<Facts> = {}) => {
  const decided = decide(mutation, facts(change))
  return decided.ok ? (decided.value.noop ?? 'done') : decided.refusal
}
const reserve = (change: Partial<UrgentBlockRecord> = {}, at = 0) =>
  someMutation('urgentBlock.reserve', asReserved(change), doneAt(at))
const end = (at: number, because: 'agent' | 'list-empty' | 'plan' = 'agent') =>
  someMutation('urgentBlock.end', { blockId: 'b-1' as UrgentBlockId, because }, doneAt(at))

describe('keeping time for urgent cases', () => {
  it('is written with the zone of the shift, whatever the desk said', () => {
    const decided = decide(reserve({ zone: 'Asia/Tokyo' }), facts())
    expect(decided).toMatchObject({ ok: true, value: { also: [{ kind: 'urgentBlock', record: someBlock() }] } })
  })
  it("is for one's own time, once, and only for whoever takes cases", () => {
    expect(becomes(reserve({ userId: ben.id }))).toBe('forbidden')
    expect(becomes(reserve(), { find: holding(someBlock()) })).toBe('already_so')
    expect(becomes(reserve(), { find: holding(someBlock({ userId: ben.id })) })).toBe('forbidden')
    expect(becomes(reserve(), { actor: { ...ana, role: 'trainee' } })).toBe('forbidden')
  })
  it('is refused over lunch, over another block, outside of the shift, and once it is past', () => {
    expect(becomes(reserve({ startsAt: noonPlus(110), endsAt: noonPlus(130) }))).toBe('block_time')
    expect(becomes(reserve(), { blocks: [someBlock({ id: 'b-2' as UrgentBlockId })] })).toBe('block_time')
    expect(becomes(reserve(), { shifts: [] })).toBe('block_time')
    expect(becomes(reserve({}, 62))).toBe('block_time')
    expect(becomes(reserve({}, 60.5))).toBe('done')
  })
  it('is judged by the plan that was known when it was done', () => {
    const changed = someShift([['meeting', 60, 90]], { version: 2, knownFrom: noonPlus(30) })
    expect(becomes(reserve({}, 20), { shifts: [someShift(), changed] })).toBe('done')
    expect(becomes(reserve({}, 40), { shifts: [someShift(), changed] })).toBe('block_time')
  })
})

describe('ending it early', () => {
  const ended = (mutation: Mutation, change: Partial<Facts> = {}) => {
    const decided = decide(mutation, facts({ find: holding(someBlock()), ...change }))
    return decided.ok && decided.value.also?.[0]?.record
  }
  it('is written with moment, reason and name', () => {
    expect(ended(end(70, 'list-empty'))).toMatchObject({
      endedAt: noonPlus(70),
      endedBecause: 'list-empty',
      endedBy: { id: ana.id, name: ana.name },
    })
  })
  it('by a lead of theirs says so, whatever their desk gave as the reason', () => {
    expect(ended(end(70, 'list-empty'), { actor: lea, isLeadOf: () => true })).toMatchObject({
      endedBecause: 'lead',
      endedBy: { name: 'Lea Brandt' },
    })
  })
  it('is not for a colleague, nor for the lead of another team', () => {
    expect(becomes(end(70), { actor: ben, find: holding(someBlock()), isLeadOf: () => true })).toBe('forbidden')
    expect(becomes(end(70), { actor: lea, find: holding(someBlock()), isLeadOf: () => false })).toBe('forbidden')
  })
  it('changes nothing where it is over, or was never there', () => {
    expect(becomes(end(95), { find: holding(someBlock()) })).toBe('already_so')
    expect(becomes(end(70), { find: holding(someBlock({ endedAt: noonPlus(65) })) })).toBe('already_so')
    expect(becomes(end(70))).toBe('already_so')
  })
})

describe('taking work while time is kept for urgent cases', () => {
  const blocks = [someBlock()]
  const claim = (at: number) => someMutation('case.claim', { caseId }, doneAt(at))
  const answer = (direction: 'inbound' | 'outbound', at = 70) => {
    const args = { caseId, contactId: 'x-1' as ContactId, channel: 'phone', direction } as const
    return someMutation('contact.start', args, doneAt(at))
  }
  const offered = ((kind: string) => (kind === 'contact' ? someContact() : null)) as never

  it('a claim is refused by the moment at which it was done [C13]', () => {
    expect([59, 60, 89, 90].map((at) => becomes(claim(at), { blocks }))).toEqual([
      'done',
      'urgent_only',
      'urgent_only',
      'done',
    ])
  })
  it('an urgent case is taken, and one that is held already needs no claim', () => {
    expect(becomes(claim(70), { blocks, case: someCase({ priority: 'urgent' }) })).toBe('done')
    expect(becomes(claim(70), { blocks, case: someCase({ assigneeId: ana.id }) })).toBe('already_so')
  })
  it('everything is taken again from the moment it was ended', () => {
    const early = [someBlock({ endedAt: noonPlus(75) })]
    expect([74, 75].map((at) => becomes(claim(at), { blocks: early }))).toEqual(['urgent_only', 'done'])
  })
  it('a call or chat that is offered is held unless it is urgent; ringing a customer is not', () => {
    expect(becomes(answer('inbound'), { blocks, find: offered })).toBe('urgent_only')
    expect(becomes(answer('inbound'), { blocks, find: offered, case: someCase({ priority: 'urgent' }) })).toBe('done')
    expect(becomes(answer('outbound'), { blocks })).toBe('done')
  })
})
