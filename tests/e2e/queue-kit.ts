import type { Page } from '@playwright/test'
import type { World } from './fixtures.ts'
import { expect } from './fixtures.ts'

export const rows = (page: Page) => page.getByRole('grid', { name: 'Queue' }).getByRole('row')
export const status = (page: Page) => page.getByRole('status', { name: 'Connection' })
export const subject = (page: Page) => page.getByRole('region', { name: 'Case' }).getByRole('heading').first()

/** Waits until the desk has all that the server has for it; the first time that is a whole world. */
export const caughtUp = (page: Page) => expect(status(page)).toContainText('Up to date', { timeout: 90_000 })

/**
 * Leaves so many free cases of the queue "orders" waiting, "Waiting 1" the most pressing, and takes every other case out
 * of the world. To be done before the first desk signs in. Answers their ids in that order.
 */
export async function leaveWaiting(world: World, count: number): Promise<string[]> {
  const left = await world.sql<{ id: string }>(
    `update cases set d = cases.d || jsonb_build_object('subject', 'Waiting ' || place, 'priority', 'normal',
       'parentId', null, 'escalations', '[]'::jsonb, 'channel', 'email', 'waitingSince', $2::bigint,
       'replyDueAt', $2::bigint + place * 60000)
     from (select id, row_number() over (order by number) as place from cases
       where queue_id = 'orders' and assignee_id is null and status = 'open' order by number limit $1) chosen
     where cases.id = chosen.id returning cases.id, place`,
    [count, Date.now() - 10 * 3_600_000],
  )
  const ids = left.map(({ id }) => id)
  for (const table of ['messages', 'deliveries', 'case_events', 'contacts', 'promises', 'guide_runs']) {
    await world.sql(`delete from ${table} where case_id <> all ($1) or $2`, [
      ids,
      !['messages', 'deliveries'].includes(table),
    ])
  }
  await world.sql('delete from cases where id <> all ($1)', [ids])
  return (await world.sql<{ id: string }>(`select id from cases order by d -> 'replyDueAt'`)).map(({ id }) => id)
}

/** Who holds the cases, by their subjects, as the server has it: "Waiting 1: Ben Okafor". */
export async function holders(world: World): Promise<string[]> {
  const held = await world.sql<{ said: string }>(
    `select (cases.d ->> 'subject') || ': ' || (people.d ->> 'name') as said
     from cases join people on people.id = assignee_id order by said`,
  )
  return held.map(({ said }) => said)
}
