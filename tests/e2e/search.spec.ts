import type { Page } from '@playwright/test'
import { barriersOn } from './axe-kit.ts'
import { freeCases, openCase, signInAs, thread } from './composer-kit.ts'
import { expect, test } from './fixtures.ts'

const field = (page: Page) => page.getByRole('searchbox', { name: 'Find a case' })
const said = (page: Page) => page.getByRole('group', { name: 'In what was said' }).getByRole('option')
const count = (page: Page) => page.getByRole('search').getByRole('status')

/** Types what is sought as an agent does, from wherever the focus is. */
async function seek(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+f')
  await expect(field(page)).toBeFocused()
  await page.keyboard.insertText(words)
}

/** How many blocks of the index lie on the disk that its book knows of. */
const blocksKept = (page: Page) =>
  page.evaluate(async () => {
    const name = (await indexedDB.databases()).find((each) => each.name?.startsWith('search-'))?.name
    if (name === undefined) return 0
    const asked = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((done, failed) => {
        request.onsuccess = () => done(request.result)
        request.onerror = () => failed(request.error)
      })
    const db = await asked(indexedDB.open(name))
    const stores = db.transaction(['blocks', 'books'])
    const books = await asked(stores.objectStore('books').count())
    const blocks = await asked(stores.objectStore('blocks').count())
    db.close()
    return books === 1 ? blocks : 0
  })

test('what was said is found by word, typing error and Japanese word, offline, by keyboard alone, and after a restart [C2]', async ({
  world,
  openDesk,
}) => {
  test.setTimeout(240_000)
  const [lamp, japan] = await freeCases(world)
  if (lamp === undefined || japan === undefined) throw new Error('The demo world holds no free cases.')
  const write = (caseId: string, body: string) =>
    world.sql<{ id: string }>(
      `update messages set d = d || jsonb_build_object('body', $2::text, 'html', null)
       where id = (select id from messages where case_id = $1 order by d -> 'writtenAt' limit 1) returning id`,
      [caseId, body],
    )
  const [first] = await write(lamp.id, 'The heirloom zanzibar lampshade came with a crack, please help.')
  await write(japan.id, 'サイズが合わないので返品したいのですが、送料はいくらですか。')

  const desk = await openDesk()
  const page = await signInAs(desk, 'ana')
  await expect.poll(() => blocksKept(page), { timeout: 60_000 }).toBeGreaterThan(0)
  await seek(page, 'refund')
  await expect(count(page)).toContainText('conversations')
  await expect(count(page)).not.toContainText('read', { timeout: 60_000 })
  await page.keyboard.press('Escape')
  world.cable.line = 'down'

  // More than fits: the list is walked by arrows and looked through by Tab, and Esc leads out of it.
  await seek(page, 'refund')
  await expect(said(page)).toHaveCount(8)
  expect(await barriersOn(page)).toEqual([])
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowDown')
  await expect(said(page).nth(1)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Escape')
  await expect(said(page)).toHaveCount(0)

  // A word of a message, and its case is opened at that message.
  await seek(page, 'zanzibar')
  await expect(said(page)).toHaveCount(1)
  await expect(said(page)).toContainText(String(lamp.number))
  await expect(said(page).locator('mark')).toHaveText('zanzibar')
  await expect(field(page)).toHaveAttribute('aria-activedescendant', (await said(page).getAttribute('id')) ?? '')
  await page.keyboard.press('Enter')
  await expect(thread(page).locator(`[data-key="${first?.id}"]`)).toBeFocused()

  await seek(page, 'zanzibra lampshde')
  await expect(said(page)).toContainText(String(lamp.number))
  await expect(count(page)).toHaveText('1 conversation')
  await page.keyboard.press('Escape')
  await seek(page, '送料')
  await expect(said(page)).toContainText(String(japan.number))
  await expect(said(page).locator('mark')).toHaveText('送料')
  await expect(said(page).locator('[lang="ja"]')).toContainText('サイズが合わない')
  await page.keyboard.press('Escape')

  // A note of a moment ago, which has not left the desk.
  await openCase(page, japan.number)
  await page.keyboard.press('Control+e')
  await page.keyboard.type('Warehouse calls this shelf the quokkabay.')
  await page.keyboard.press('Control+Enter')
  await expect(thread(page)).toContainText('quokkabay')
  await seek(page, 'quokkabay')
  await expect(said(page)).toContainText('Note by Ana Ribeiro, Today')
  await page.keyboard.press('Escape')

  // An article comes last of all groups, and is opened for reading.
  await seek(page, 'membership levels')
  const article = page.getByRole('group', { name: 'Articles' }).getByRole('option').first()
  await expect(article).toContainText('Membership')
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('group', { name: 'Articles' }).getByRole('option', { selected: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('article').filter({ visible: true })).toBeFocused()

  // The index is read from the disk; what was written after it was kept is read behind that.
  await desk.kill()
  const { page: again } = await desk.again()
  await again.getByRole('grid', { name: 'Queue' }).waitFor({ timeout: 60_000 })
  await seek(again, '送料')
  await expect(said(again)).toContainText(String(japan.number), { timeout: 30_000 })
  await expect(count(again)).toHaveText('1 conversation')
  await again.keyboard.press('Escape')
  await seek(again, 'quokkabay')
  await expect(said(again)).toContainText('Note by Ana Ribeiro', { timeout: 30_000 })
})
