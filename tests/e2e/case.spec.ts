import type { Page } from '@playwright/test'
import { handIn } from '../support/hand-in.ts'
import { inFront, openCase, thread } from './composer-kit.ts'
import { type Desk, expect, test } from './fixtures.ts'

test.setTimeout(300_000)

/** The first copy of a whole working set takes its time on a busy machine. */
async function signIn(desk: Desk): Promise<Page> {
  await desk.signIn('ana')
  await expect(desk.page.getByRole('status', { name: 'Connection' })).toContainText('Up to date', { timeout: 150_000 })
  return desk.page
}

const customer = (page: Page) => page.getByRole('region', { name: 'Customer and order' }).filter({ visible: true })

test('one screen shows the case, what was said and who said it, and every part answers its key [C2] [C8]', async ({
  world,
  openDesk,
}) => {
  const [found] = await world.sql<{ id: string; number: number; phone: string; line1: string }>(
    `select c.id, c.number::int as number, k.d ->> 'phone' as phone, k.d -> 'address' ->> 'line1' as line1
     from cases c join customers k on k.id = c.d ->> 'customerId'
     where c.queue_id = 'orders' and c.status = 'open' and c.d ->> 'channel' = 'email' and k.d ->> 'phone' is not null
       and c.d ->> 'orderId' is not null
       and (select count(*) from messages m where m.case_id = c.id) > 2 order by c.number limit 1`,
  )
  if (found === undefined) throw new Error('The demo world holds no open mail case with a phone number.')
  const page = await signIn(await openDesk())
  await openCase(page, found.number)

  await page.keyboard.press('Control+e')
  await inFront(page).getByRole('textbox', { name: 'Note' }).fill('She keeps the cushion.')
  await inFront(page).getByRole('button', { name: 'Add note' }).click()

  await test.step('filters by one key each, with counts', async () => {
    const filter = (name: string) => inFront(page).getByRole('button', { name: new RegExp(`^${name} \\d+$`) })
    await page.keyboard.press('Alt+5')
    await expect(filter('Notes')).toHaveAttribute('aria-pressed', 'true')
    await expect(filter('Notes')).toHaveText('Notes 1')
    await expect(thread(page).getByRole('listitem')).toHaveText(
      /Note, only your team sees this.*She keeps the cushion\./s,
    )
    await page.keyboard.press('Alt+4')
    await expect(inFront(page).getByText('Nothing of this kind in this case.')).toBeVisible()
    await page.keyboard.press('Alt+1')
    await expect(filter('All')).toHaveAttribute('aria-pressed', 'true')
  })

  await test.step('walks from entry to entry', async () => {
    await thread(page).focus()
    const items = thread(page).getByRole('listitem')
    const last = (await items.count()) - 1
    await page.keyboard.press('ArrowUp')
    await expect(items.nth(last)).toBeFocused()
    await page.keyboard.press('ArrowUp')
    await expect(items.nth(last - 1)).toBeFocused()
    await page.keyboard.press('Home')
    await expect(items.first()).toBeFocused()
  })

  await test.step('reads facts and clock aloud', async () => {
    await page.keyboard.press('F2')
    const facts = inFront(page).getByRole('group', { name: 'Facts' })
    await expect(facts).toBeFocused()
    await expect(facts.locator('[aria-live="polite"]')).toContainText(/(Reply|Paused).*\. .+/)
    await page.keyboard.press('F3')
    await expect(inFront(page).getByRole('combobox', { name: 'Status' })).toBeFocused()
  })

  await test.step('keeps covered what nobody asked for, writes each look down, and covers it again', async () => {
    const html = () => page.evaluate(() => document.documentElement.outerHTML)
    expect(await html()).not.toContain(found.phone)
    expect(await html()).not.toContain(found.line1)
    await customer(page).getByRole('button', { name: 'Show 30 s: phone number' }).click()
    await expect(customer(page)).toContainText(found.phone)
    const looks = () =>
      world.sql(`select 1 from case_events where case_id = $1 and d ->> 'kind' = 'revealed'`, [found.id])
    await expect.poll(async () => (await looks()).length).toBe(1)
    await expect(customer(page)).not.toContainText(found.phone, { timeout: 45_000 })
    expect(await html()).not.toContain(found.phone)
  })
})

test('a case is renamed, and two cases of one customer become one and two again', async ({ world, openDesk }) => {
  const server = { url: world.server.url, folder: world.folder }
  const kept = await handIn(server, { subject: 'Where is my table?', body: 'It was due on Sunday.' })
  const double = await handIn(server, { subject: 'Table, again', body: 'I wrote on Sunday already.' })
  const page = await signIn(await openDesk())
  await openCase(page, double.caseNumber)
  const recordOf = async (id: string) =>
    (await world.sql<{ d: Record<string, unknown> }>('select d from cases where id = $1', [id]))[0]?.d

  await inFront(page).getByRole('button', { name: 'More for this case' }).click()
  await page.getByRole('menuitem', { name: 'Change subject, reason, priority or order' }).click()
  const edit = page.getByRole('dialog', { name: 'Change this case' })
  await edit.getByLabel('Subject').fill('Table never came')
  await edit.getByLabel('Priority').selectOption('urgent')
  await page.keyboard.press('Tab')
  await edit.getByRole('button', { name: 'Keep' }).click()
  await expect(inFront(page).getByRole('heading', { name: 'Table never came' })).toBeVisible()
  await expect.poll(() => recordOf(double.caseId)).toMatchObject({ subject: 'Table never came', priority: 'urgent' })
  await expect(thread(page)).toContainText('You changed the subject to Table never came')

  await page.keyboard.press('Control+Shift+M')
  const merge = page.getByRole('dialog', { name: 'Merge' })
  await merge.getByLabel('Case that takes this one in').selectOption(kept.caseId)
  await merge.getByRole('button', { name: 'Merge' }).click()
  await expect(merge).toHaveCount(0)
  await expect.poll(() => recordOf(double.caseId)).toMatchObject({ mergedIntoId: kept.caseId })
  await inFront(page).getByRole('button', { name: 'Open it' }).click()
  await expect(inFront(page)).toContainText(`Case ${kept.caseNumber}`)
  // The conversation of both stands in the one that is left.
  await expect(thread(page)).toContainText('I wrote on Sunday already.')

  await page.keyboard.press('Control+1')
  await inFront(page).getByRole('button', { name: 'More for this case' }).click()
  await page.getByRole('menuitem', { name: 'Take apart again' }).click()
  await expect.poll(() => recordOf(double.caseId)).toMatchObject({ mergedIntoId: null, status: 'open' })
})
