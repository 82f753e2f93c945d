import type { Locator, Page } from '@playwright/test'
import { contactBar, quietLines } from './customer-kit.ts'
import type { World } from './fixtures.ts'
import { expect } from './fixtures.ts'

/** A rest of Ana's shift, in seconds from now. */
export type PlannedRest = [kind: 'break' | 'lunch', fromS: number, toS: number]

/**
 * Ana's shift goes on from an hour ago for six hours, with these rests, and no other is known; nobody is on the line, no
 * promise is due, and no reply is so pressing that the queue would need her. To be done before she signs in. Answers when each rest is due.
 */
export async function planFor(world: World, ...rests: PlannedRest[]): Promise<number[]> {
  await quietLines(world)
  const now = Date.now()
  const endsAt = await planShift(world, now, rests)
  await world.sql(
    `update cases set d = jsonb_set(d, '{replyDueAt}', to_jsonb($1::bigint))
     where (d ->> 'replyDueAt')::bigint between $2 and $3`,
    [endsAt, now - 60_000, now + 3_600_000],
  )
  await world.sql(`update promises set d = jsonb_set(d, '{dueAt}', to_jsonb($1::bigint))`, [endsAt])
  return rests.map(([, fromS]) => now + fromS * 1_000)
}

/** Ana's shift alone: from an hour before `now` for six hours, with these rests, and no other is known. Answers its end. */
export async function planShift(world: World, now: number, rests: readonly PlannedRest[]): Promise<number> {
  const startsAt = now - 3_600_000
  const endsAt = now + 6 * 3_600_000
  const activities: { id: string; kind: string; startsAt: number; endsAt: number; isPaid: boolean }[] = []
  const add = (kind: string, from: number, to: number) =>
    activities.push({ id: `planned-${activities.length}`, kind, startsAt: from, endsAt: to, isPaid: true })
  let upTo = startsAt
  for (const [kind, fromS, toS] of rests) {
    add('contacts', upTo, now + fromS * 1_000)
    upTo = now + toS * 1_000
    add(kind, now + fromS * 1_000, upTo)
  }
  add('contacts', upTo, endsAt)
  const ofAna = `(select id from accounts where login = 'ana')`
  await world.sql(
    `delete from shifts where user_id = ${ofAna}
       and id <> (select min(id) from shifts where user_id = ${ofAna})`,
  )
  await world.sql(
    `update shifts set d = jsonb_set(d, '{versions}', jsonb_build_array((d #> '{versions,0}') || $1::jsonb))
     where user_id = ${ofAna}`,
    [JSON.stringify({ startsAt, endsAt, activities, version: 1, knownFrom: startsAt, day: dayOf(now) })],
  )
  return endsAt
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)

export const breakCard = (page: Page) => page.getByRole('region', { name: 'Break', exact: true })
export const breakScreen = (page: Page) => page.getByRole('dialog', { name: 'Break', exact: true })

/** In a break: so long as an exercise takes to come to its second step, by its own clock. */
export async function restAWhile(page: Page): Promise<void> {
  await breakScreen(page).getByRole('button', { name: 'Start', exact: true }).press('Enter')
  await expect(breakScreen(page).getByText('Breathe in')).toBeVisible()
  await expect(breakScreen(page).getByText('Hold', { exact: true })).toBeVisible({ timeout: 15_000 })
}

/** Waits until the clock of the contact in front says as many seconds as these, or more. */
export const contactHasGoneOn = (page: Page, seconds: number) =>
  expect
    .poll(
      async () => {
        const [minutes = 0, rest = 0] = ((await contactBar(page).getByRole('timer').textContent()) ?? '')
          .split(':')
          .map(Number)
        return minutes * 60 + rest
      },
      { timeout: 30_000 },
    )
    .toBeGreaterThanOrEqual(seconds)

/** All that a text was in so many frames as they were painted. */
export const textsOver = (place: Locator, frames: number): Promise<string[]> =>
  place.evaluate(
    (element, count) =>
      new Promise<string[]>((seen) => {
        const texts = new Set<string>()
        let left = count
        const look = () => {
          texts.add(element.textContent ?? '')
          left -= 1
          if (left > 0) requestAnimationFrame(look)
          else seen([...texts])
        }
        requestAnimationFrame(look)
      }),
    frames,
  )
