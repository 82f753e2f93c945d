import { writeFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import type { IntervalRecord, IntervalState } from '../../domain/agent-time/interval.ts'
import type { Figure } from '../../domain/metrics/figure.ts'
import { runToEnd, signInAt } from '../support/real-server.ts'
import { quietLines } from './customer-kit.ts'
import { expect, type World } from './fixtures.ts'
import type { StandingClock } from './standing-clock.ts'

export const myState = (page: Page) => page.getByRole('combobox', { name: 'My state' })
export const connection = (page: Page) => page.getByRole('status', { name: 'Connection' })
export const numbersPage = (page: Page) => page.getByRole('region', { name: 'My numbers' })

/** The clock of a world whose test gave it one. */
export function clockOf(world: World): StandingClock {
  if (world.clock === null) throw new Error('This test needs `startsAt`.')
  return world.clock
}

/**
 * Ana has this one plan, given as a planner gives it, now; nothing else presses: nobody is on the line, no promise and no
 * reply is due for weeks, so that the queue can always spare her. Answers the id of the shift.
 */
export async function planOf(world: World, csv: readonly string[], ...how: string[]): Promise<string> {
  await quietLines(world)
  const later = clockOf(world).now() + 30 * 86_400_000
  await world.sql(
    `update cases set d = jsonb_set(d, '{replyDueAt}', to_jsonb($1::bigint)) where jsonb_typeof(d -> 'replyDueAt') = 'number'`,
    [later],
  )
  await world.sql(`update promises set d = jsonb_set(d, '{dueAt}', to_jsonb($1::bigint))`, [later])
  await world.sql(`delete from shifts where user_id = (select id from accounts where login = 'ana')`)
  const [file, clock] = [`${world.folder}-plan.csv`, `${world.folder}-plan-clock.cjs`]
  writeFileSync(file, ['login,day,start,end,activity', ...csv, ''].join('\n'))
  writeFileSync(clock, clockOf(world).script())
  const read = await runToEnd('server/import-shifts.ts', [file, '--data', world.folder, ...how], clock)
  expect(read.said).toContain('1 shift read: 1 new')
  const [shift] = await world.sql<{ id: string }>(
    `select id from shifts where user_id = (select id from accounts where login = 'ana')`,
  )
  return shift?.id ?? ''
}

/** One stretch of an agent's day: what, from when, until when by the clock on the wall of the zone. */
export type Stretch = [state: IntervalState, from: string, to: string, how?: 'offline' | 'by the lead']

/** What PostgreSQL has of Ana's time, ended and in no other's place, as a person would write it down. */
export async function timeOnServer(world: World, zone: string): Promise<string[]> {
  const rows = await world.sql<{ d: IntervalRecord }>(
    `select i.d from intervals i join accounts a on a.id = i.user_id where a.login = 'ana'
     order by (i.d #>> '{startedAt,at}')::bigint, (i.d #>> '{endedAt,at}')::bigint`,
  )
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'medium' })
  const told = rows.flatMap(({ d: { state, startedAt, endedAt, isOffline, source } }) => {
    if (endedAt === null) return []
    const how = `${isOffline === true ? ' offline' : ''}${source === 'lead' ? ' by the lead' : ''}`
    return [{ state, from: clock.format(startedAt.at), to: clock.format(endedAt.at), how }]
  })
  // A step of the clock may tear the live line for a moment: the desk then marks the rest of the very same state.
  const joined: typeof told = []
  for (const each of told) {
    const last = joined.at(-1)
    if (last?.state === 'available' && each.state === 'available' && last.to === each.from) last.to = each.to
    else joined.push({ ...each })
  }
  return joined.map(({ state, from, to, how }) => `${state} ${from}-${to}${how}`)
}
export const written = (stretches: readonly Stretch[]): string[] =>
  stretches.map(([state, from, to, how]) => `${state} ${from}-${to}${how === undefined ? '' : ` ${how}`}`)

/** What the server makes of a shift, up to now, by metric. */
export async function figuresOnServer(world: World, shiftId: string): Promise<Record<string, Figure>> {
  const ana = await signInAt(world.server.url, 'ana')
  const asOf = clockOf(world).now()
  const address = `${world.server.url}/api/v1/figures?userId=${ana.account.userId}&shiftId=${shiftId}&asOf=${asOf}`
  const answer = await fetch(address, { headers: ana.authorization })
  const { figures } = (await answer.json()) as { figures: Figure[] }
  return Object.fromEntries(figures.map((figure) => [figure.metric, figure]))
}

/** Lets seconds pass until the desk has all; a state of the connection shows when it has held for two. */
export async function catchUp(world: World, page: Page): Promise<void> {
  await expect
    .poll(
      async () => {
        await clockOf(world).pass(1_000)
        return connection(page).textContent()
      },
      { timeout: 30_000 },
    )
    .toContain('Up to date')
}
