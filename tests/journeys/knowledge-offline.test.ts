import { expect, it } from 'vitest'
import { look } from './support/desk.ts'
import { journey } from './support/opened.ts'

const world = journey()

it('an agent without a line has every article of the team, and reads when it was last known current [C33]', async () => {
  await world.server.db.query(
    `insert into articles (tenant, id, shard, seq, rev, tags, d)
     select tenant, 'late', shard, seq, 1, '{shared}', $1::jsonb from queues where id = 'orders'`,
    [
      JSON.stringify({
        id: 'late',
        title: 'Late parcel',
        body: 'When to search.',
        version: 14,
        changedAt: 1_770_000_000_000,
        changedBy: 'Returns policy',
        isInternal: false,
        url: null,
        tags: [],
      }),
    ],
  )
  const computer = await world.computerOf('ana')
  const desk = await world.open(computer)
  await desk.sync()
  const knownAt = await look(desk.repository.currentAt())
  expect(knownAt).toBe(world.server.clock.now)

  computer.line = 'down'
  await desk.kill()
  world.later(3 * 3_600_000)
  const again = await world.open(computer)
  expect(await again.connection()).toBe('offline')
  expect((await look(again.repository.articles())).map(({ title, version }) => `${title} ${version}`)).toEqual([
    'Late parcel 14',
  ])
  expect(await look(again.repository.currentAt())).toBe(knownAt)
})
