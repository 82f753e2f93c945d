import type { Page } from '@playwright/test'
import { type Desk, expect, type World } from './fixtures.ts'

/** A case of Ana's queues with all that a reply needs. */
export type FreeCase = {
  id: string
  number: number
  reason: string | null
  givenName: string
  familyName: string
  order: string
  currency: string
}

/** Open e-mail cases with one order named, oldest first, that nobody holds. `also`: SQL on c (case) and k (customer). */
export const freeCases = (world: World, also = 'true'): Promise<FreeCase[]> =>
  world.sql<FreeCase>(
    `select c.id, (c.d ->> 'number')::int as number, c.d ->> 'reason' as reason, k.d ->> 'givenName' as "givenName",
            k.d ->> 'familyName' as "familyName", o.d ->> 'number' as "order", o.d ->> 'currency' as currency
     from cases c join customers k on k.id = c.d ->> 'customerId' join orders o on o.id = c.d ->> 'orderId'
     where c.queue_id = 'orders' and c.assignee_id is null and c.status = 'open' and c.d ->> 'channel' = 'email'
       and c.d ->> 'parentId' is null and c.d ->> 'mergedIntoId' is null
       and jsonb_array_length(c.d -> 'escalations') = 0 and ${also}
     order by c.number limit 20`,
  )

/** Signs in and waits until the whole morning is on the desk. */
export async function signInAs(desk: Desk, login: string): Promise<Page> {
  await desk.signIn(login)
  await expect(desk.page.getByRole('status', { name: 'Connection' })).toContainText('Up to date', { timeout: 90_000 })
  return desk.page
}

/** Opens a case by its number, as an agent does who was told it. */
export async function openCase(page: Page, number: number): Promise<void> {
  await page.getByRole('grid', { name: 'Queue' }).waitFor({ timeout: 60_000 })
  await page.keyboard.press('Control+f')
  await page.keyboard.type(String(number))
  await page
    .getByRole('option')
    .filter({ hasText: String(number) })
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  const shown = page.getByRole('region', { name: 'Case', exact: true }).filter({ visible: true })
  await expect(shown).toContainText(String(number), { timeout: 30_000 })
  await reply(page).focus()
}

/** Tabs behind the one in front stay in the page: only what is seen counts. */
export const inFront = (page: Page) => page.getByRole('region', { name: 'Case', exact: true }).filter({ visible: true })
export const reply = (page: Page) => page.getByRole('textbox', { name: 'Reply' }).filter({ visible: true })
export const thread = (page: Page) => page.getByRole('list', { name: 'Conversation' }).filter({ visible: true })
export const picker = (page: Page) => page.getByRole('combobox', { name: 'Insert template' })
export const staged = (page: Page) => page.getByRole('list', { name: 'On send' }).filter({ visible: true })

/** What the text area has selected. */
export const selected = (page: Page): Promise<string> =>
  reply(page).evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd))

/** Public messages of the team in a case, as PostgreSQL has them. */
export const repliesOf = (world: World, caseId: string) =>
  world.sql<{ body: string; channel: string }>(
    `select d ->> 'body' as body, d ->> 'channel' as channel from messages
     where case_id = $1 and d ->> 'visibility' = 'public' and d -> 'author' ->> 'kind' = 'agent'
       and d ->> 'receivedAt' is not null order by (d ->> 'publicOrdinal')::int`,
    [caseId],
  )
