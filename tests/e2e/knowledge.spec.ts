import type { Page } from '@playwright/test'
import { freeCases, openCase, reply, signInAs, thread } from './composer-kit.ts'
import { expect, test } from './fixtures.ts'

const search = (page: Page) => page.getByRole('searchbox', { name: 'Search knowledge' }).filter({ visible: true })
const articles = (page: Page) => page.getByRole('grid', { name: 'Articles' }).filter({ visible: true })
const active = (page: Page) => articles(page).getByRole('row', { selected: true })
const title = 'Membership: levels and what they bring'

test('articles are found offline, read, and given to the customer with link and version, by keyboard alone [C32] [C33]', async ({
  world,
  openDesk,
}) => {
  const [kase] = await freeCases(world)
  if (kase === undefined) throw new Error('The demo world holds no free case.')
  test.setTimeout(300_000)
  const { page, signIn } = await openDesk()
  await signIn('ana')
  await expect(page.getByRole('status', { name: 'Connection' })).toContainText('Up to date', { timeout: 200_000 })
  await openCase(page, kase.number)
  await reply(page).fill('Please see this.')
  await page.keyboard.press('Control+Home')
  world.cable.line = 'down'

  await page.keyboard.press('Control+Shift+f')
  await expect(search(page)).toBeFocused()
  await expect(articles(page)).toBeVisible()
  await page.keyboard.type('membershp levles')
  await expect(active(page)).toContainText(title)
  await expect(active(page).locator('mark').first()).toHaveText('Membership')
  await expect(active(page)).toContainText(/Version \d+, changed .* by /)
  await expect(page.getByText(/Offline\. Known current today at \d\d:\d\d/)).toBeVisible({ timeout: 30_000 })

  await page.keyboard.press('Shift+Enter')
  const article = page.getByRole('article', { name: title })
  await expect(article).toBeFocused()
  await expect(article.getByRole('columnheader', { name: 'Gold' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(search(page)).toBeFocused()
  await expect(search(page)).toHaveValue('membershp levles')
  await page.keyboard.press('Enter')
  const [given] = await world.sql<{ url: string; version: number }>(
    `select d ->> 'url' as url, (d ->> 'version')::int as version from articles where d ->> 'title' = $1`,
    [title],
  )
  await expect(reply(page)).toBeFocused()
  await expect(reply(page)).toHaveValue(new RegExp(`${title}: ${given?.url}`))
  await page.keyboard.press('Control+Enter')
  await expect(thread(page).getByRole('listitem').filter({ hasText: title })).toBeVisible()
  world.cable.line = 'up'
  const links = () =>
    world.sql<{ links: unknown }>(
      `select d -> 'links' as links from messages where case_id = $1 and d ->> 'body' like $2`,
      [kase.id, `%${title}%`],
    )
  await expect.poll(links, { timeout: 60_000 }).toMatchObject([{ links: [{ title, version: given?.version }] }])

  // What was used stands there before anything is typed.
  await page.keyboard.press('Control+Shift+f')
  await search(page).fill('')
  await expect(articles(page).getByRole('rowgroup', { name: 'Used by you lately' })).toContainText(title)
})

test('an internal article goes into a note, never into a reply', async ({ world, openDesk }) => {
  const [kase] = await freeCases(world)
  const [internal] = await world.sql<{ title: string }>(
    `select d ->> 'title' as title from articles where (d ->> 'isInternal')::boolean order by 1 limit 1`,
  )
  if (kase === undefined || internal === undefined) throw new Error('The demo world holds no such case or article.')
  test.setTimeout(300_000)
  const { page, signIn } = await openDesk()
  await signIn('ana')
  await expect(page.getByRole('status', { name: 'Connection' })).toContainText('Up to date', { timeout: 200_000 })
  await openCase(page, kase.number)
  await reply(page).fill('Only for you.')
  await page.keyboard.press('Control+Shift+f')
  await page.keyboard.type(internal.title)
  await expect(active(page)).toContainText(internal.title)
  await expect(active(page)).toContainText('Internal, not for customers')
  await expect(active(page).getByRole('button', { name: 'Insert into note' })).toBeVisible()
  await page.keyboard.press('Enter')
  const note = page.getByRole('textbox', { name: 'Note', exact: true }).filter({ visible: true })
  await expect(note).toHaveValue(new RegExp(`internal article, version \\d+`))
  await page.keyboard.press('Control+e')
  await expect(reply(page)).toHaveValue('Only for you.')
})

test('what is typed right after Ctrl+Shift+F goes into the search, also when the case has only just come', async ({
  world,
  openDesk,
}) => {
  const [kase] = await freeCases(world)
  if (kase === undefined) throw new Error('The demo world holds no free case.')
  const page = await signInAs(await openDesk(), 'ana')
  // Quicker than any hand: the key comes with the reply's box, before the next frame, and the next key right behind it.
  const where = page.evaluate(
    () =>
      new Promise<string | null>((resolve) => {
        const watcher = new MutationObserver(() => {
          const boxes = [...document.querySelectorAll<HTMLElement>('[data-area="composer"] textarea')]
          const box = boxes.find((each) => each.checkVisibility())
          if (box === undefined) return
          watcher.disconnect()
          box.focus()
          const keys = { key: 'F', code: 'KeyF', ctrlKey: true, shiftKey: true, bubbles: true, cancelable: true }
          box.dispatchEvent(new KeyboardEvent('keydown', keys))
          const next = new MessageChannel()
          next.port1.onmessage = () => resolve(document.activeElement?.getAttribute('aria-label') ?? null)
          next.port2.postMessage('key')
        })
        watcher.observe(document.body, { childList: true, subtree: true, attributes: true })
      }),
  )
  await page.keyboard.press('Control+f')
  await page.keyboard.type(String(kase.number))
  await page
    .getByRole('option')
    .filter({ hasText: String(kase.number) })
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  expect(await where).toBe('Search knowledge')
})
