import type { Page } from '@playwright/test'
import type { World } from './fixtures.ts'
import { expect } from './fixtures.ts'
import { leaveWaiting, rows } from './queue-kit.ts'

export const openTabs = (page: Page) => page.getByRole('navigation', { name: 'Open cases' }).locator('.case-tab-open')

/** The row of the queue with this place among those that `leaveWaiting` left. */
export const waitingRow = (page: Page, place: number) =>
  rows(page).filter({ hasText: new RegExp(`Waiting ${place}(?!\\d)`) })

/** Leaves one case more waiting than tabs there are. To be done before the first desk signs in. */
export async function leaveThirteen(world: World): Promise<void> {
  // The morning has fewer that nobody holds.
  await world.sql(
    `update cases set d = d || '{"status": "open", "queueId": "orders", "assigneeId": null, "mergedIntoId": null}',
       tags = '{queue:orders}'
     where id in (select id from cases where queue_id = 'orders' order by number limit 20)`,
  )
  await leaveWaiting(world, 13)
}

/** Opens the first twelve of them, one in each tab. */
export async function openTwelve(page: Page): Promise<void> {
  for (let at = 1; at <= 12; at += 1) {
    await waitingRow(page, at).click()
    await expect(openTabs(page)).toHaveCount(at)
  }
}
