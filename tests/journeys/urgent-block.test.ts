import { beforeEach, describe, expect, it } from 'vitest'
import type { UrgentBlockRecord } from '../../domain/breaks/urgent-block.ts'
import type { CaseId, UrgentBlockId } from '../../domain/kernel/ids.ts'
import { asReserved, noonPlus, someBlock, someShift } from '../support/blocks.ts'
import { look } from './support/desk.ts'
import { journey } from './support/opened.ts'

const world = journey()
const caseId = 'c-orders-0' as CaseId
const open = async (login: string) => world.open(await world.computerOf(login))
type Desk = Awaited<ReturnType<typeof open>>
const blocksOf = (desk: Desk) => look(desk.repository.urgentBlocks())
/** Half an hour from now. */
const now: Partial<UrgentBlockRecord> = { startsAt: noonPlus(1), endsAt: noonPlus(31) }

beforeEach(async () => {
  const shift = someShift()
  const history = { id: shift.id, userId: shift.userId, versions: [shift] }
  await world.server.db.query(
    `insert into shifts (tenant, id, shard, seq, rev, tags, d)
     select 'small', 's-1', 0, seq, 1, '{me:u-ana,lead:team-orders}', $1 from sync_head where shard = 0`,
    [JSON.stringify(history)],
  )
  // An urgent case waits, so that no block ends by itself.
  await world.server.db.query(`update cases set d = d || '{"priority": "urgent"}' where id = 'c-orders-1'`)
})

describe('time kept for urgent cases', () => {
  it('holds from the moment it is reserved offline, and reaches server and lead when the line is back [C13]', async () => {
    const ana = await open('ana')
    await ana.sync()
    ana.computer.line = 'down'
    await ana.commit('urgentBlock.reserve', asReserved(now))
    expect(await ana.repository.commit('case.claim', { caseId })).toMatchObject({ ok: false, refusal: 'urgent_only' })
    await ana.commit('case.claim', { caseId: 'c-orders-1' as CaseId })
    ana.computer.line = 'up'
    await ana.sync()
    expect(await ana.outboxEntries()).toEqual([])
    const lea = await open('lea')
    await lea.sync()
    expect(await blocksOf(lea)).toMatchObject([{ userId: 'u-ana', endedAt: null }])
    await lea.commit('urgentBlock.end', { blockId: someBlock().id, because: 'agent' })
    for (const desk of [lea, ana]) await desk.sync()
    expect(await blocksOf(ana)).toMatchObject([{ endedBecause: 'lead', endedBy: { name: 'Lea Brandt' } }])
    await ana.commit('case.claim', { caseId })
    await ana.sync()
    expect((await ana.case(caseId))?.case.assigneeId).toBe('u-ana')
  })

  it('that was never sent can be taken back, and its end after it changes nothing', async () => {
    const ana = await open('ana')
    await ana.sync()
    ana.computer.line = 'down'
    const id = await ana.commit('urgentBlock.reserve', asReserved(now))
    await ana.commit('urgentBlock.end', { blockId: someBlock().id, because: 'agent' })
    expect(await ana.repository.withdraw(id)).toMatchObject({ ok: true })
    expect(await blocksOf(ana)).toEqual([])
    await ana.commit('case.claim', { caseId })
    ana.computer.line = 'up'
    await ana.sync()
    expect(await ana.outboxEntries()).toEqual([])
    expect((await ana.case(caseId))?.case.assigneeId).toBe('u-ana')
  })

  it('of two desks of one agent that lie over each other the second is refused, and its desk says so', async () => {
    const [one, other] = [await open('ana'), await open('ana')]
    for (const desk of [one, other]) await desk.sync()
    other.computer.line = 'down'
    await other.commit('urgentBlock.reserve', asReserved({ ...now, id: 'b-2' as UrgentBlockId }))
    await one.commit('urgentBlock.reserve', asReserved(now))
    await one.sync()
    other.computer.line = 'up'
    await other.sync()
    expect(await other.outboxEntries()).toMatchObject([{ state: 'needs-you', refusal: 'block_time' }])
    expect(await blocksOf(other)).toMatchObject([{ id: 'b-1' }])
  })
})
