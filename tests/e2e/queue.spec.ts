import type { Page } from '@playwright/test'
import type { Desk, World } from './fixtures.ts'
import { expect, test } from './fixtures.ts'
import { caughtUp, leaveWaiting, rows, subject } from './queue-kit.ts'

async function signedIn(openDesk: () => Promise<Desk>, login = 'ana'): Promise<Desk> {
  const desk = await openDesk()
  await desk.signIn(login)
  await caughtUp(desk.page)
  return desk
}
const caseEvents = (world: World, kind: string) =>
  world.sql<{ subject: string; reason: string }>(
    `select cases.d ->> 'subject' as subject, case_events.d -> 'detail' ->> 'reason' as reason
     from case_events join cases on cases.id = case_id where case_events.d ->> 'kind' = $1`,
    [kind],
  )

test('the queue is worked by keyboard alone: filters, reasons, menu, skip and next', async ({ world, openDesk }) => {
  await leaveWaiting(world, 6)
  const { page } = await signedIn(openDesk)
  await expect(rows(page)).toHaveCount(6)
  await expect(rows(page).first()).toHaveAccessibleName(/^Waiting 1, .+, \d+ h( \d+ min)? late, E-mail, new message$/)

  // Which reasons, and that focus alone tells them.
  await rows(page).first().focus()
  await page.keyboard.press('End')
  await expect(rows(page).last()).toBeFocused()
  await expect(rows(page).last()).toHaveAccessibleDescription(/^Why here: reply \d+ h( \d+ min)? late, waits since /)
  await page.keyboard.press('ArrowUp')
  await expect(rows(page).nth(4)).toBeFocused()

  // The menu of a row: taken without opening another case first.
  await page.keyboard.press('Shift+F10')
  await expect(page.getByRole('menuitem')).toHaveText(['Open', 'Take it', 'Skip', 'Move to Returns'])
  await page.keyboard.press('Escape')
  await expect(rows(page).nth(4)).toBeFocused()
  await page.keyboard.press('Shift+F10')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(subject(page)).toHaveText('Waiting 5')

  const tab = (name: RegExp) => page.getByRole('tab', { name })
  await expect(tab(/^All 6 cases$/)).toHaveAttribute('aria-selected', 'true')
  await tab(/^All/).focus()
  await page.keyboard.press('ArrowRight')
  await expect(tab(/^Mine 1 case$/)).toBeFocused()
  await expect(rows(page)).toHaveCount(1)
  await expect(rows(page)).toHaveAccessibleName(/^Waiting 5,/)
  await page.keyboard.press('ArrowRight')
  await expect(tab(/^Orders 5 cases$/)).toBeFocused()
  await expect(rows(page)).toHaveCount(5)
  await page.keyboard.press('Home')

  // Next, skip with a reason, and the next one comes.
  await page.keyboard.press('Control+j')
  await expect(subject(page)).toHaveText('Waiting 1')
  await page.keyboard.press('Control+Shift+j')
  await expect(page.getByRole('dialog', { name: 'Skip this case' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toHaveText('Choose a reason first: 1 to 6.')
  await page.keyboard.press('2')
  await page.keyboard.press('Enter')
  await expect(subject(page)).toHaveText('Waiting 2')
  await page.keyboard.press('Control+j')
  await expect(subject(page)).toHaveText('Waiting 3')
  await expect.poll(() => caseEvents(world, 'skipped')).toEqual([{ subject: 'Waiting 1', reason: 'skill' }])
  const free = `select subject from (select d ->> 'subject' as subject from cases where assignee_id is null) free order by 1`
  await expect
    .poll(async () => (await world.sql(free)).map(({ subject: name }) => name))
    .toEqual(['Waiting 1', 'Waiting 4', 'Waiting 6'])
})

test('a queue of 2,000 cases draws only what is near and is walked from end to end', async ({ world, openDesk }) => {
  // The desk first fetches 2,000 cases.
  test.slow()
  await world.sql(
    `update cases set d = d || '{"status": "open", "queueId": "orders", "assigneeId": null, "mergedIntoId": null}',
       tags = '{queue:orders}'`,
  )
  for (const table of ['messages', 'deliveries', 'case_events', 'contacts', 'orders', 'guide_runs', 'articles']) {
    await world.sql(`delete from ${table}`)
  }
  // As many as make 2,000, however small the world of this run is.
  await world.sql(
    `insert into cases (tenant, id, shard, seq, rev, tags, d)
     select tenant, id || '-' || copy, shard, seq, rev, tags,
       d || jsonb_build_object('id', id || '-' || copy, 'number', number + copy * 100000)
     from cases, generate_series(1, 20) copy order by copy, number limit greatest(0, 2000 - (select count(*) from cases))`,
  )
  const { page } = await signedIn(openDesk)
  const grid = page.getByRole('grid', { name: 'Queue' })
  const [{ count } = { count: 0 }] = await world.sql<{ count: number }>('select count(*)::int as count from cases')
  expect(count).toBeGreaterThanOrEqual(2_000)
  await expect(grid).toHaveAttribute('aria-rowcount', String(count))
  expect(await rows(page).count()).toBeLessThan(40)

  await rows(page).first().focus()
  await page.keyboard.press('End')
  const focused = grid.locator('[role="row"]:focus')
  await expect(focused).toHaveAttribute('aria-rowindex', String(count))
  await expect(focused).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('PageUp')
  await expect(focused).toBeInViewport({ ratio: 1 })
  // The row with the focus stays drawn where the wheel takes it out of sight, so that the keys go on from it.
  const at = Number(await focused.getAttribute('aria-rowindex'))
  await grid.evaluate((box) => box.scrollTo({ top: 0 }))
  await expect(rows(page).first()).toHaveAttribute('aria-rowindex', '1')
  expect(await rows(page).count()).toBeLessThan(40)
  await page.keyboard.press('ArrowUp')
  await expect(focused).toHaveAttribute('aria-rowindex', String(at - 1))
  await expect(focused).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('Home')
  await expect(focused).toHaveAttribute('aria-rowindex', '1')
})

test('an agent sees in words who else is in a case, and is not sent into one that a colleague answers [C5]', async ({
  world,
  openDesk,
}) => {
  await leaveWaiting(world, 2)
  const [ana, ben] = [await signedIn(openDesk), await signedIn(openDesk, 'ben')]
  await rows(ben.page).filter({ hasText: 'Waiting 1' }).click()
  const row = rows(ana.page).filter({ hasText: 'Waiting 1' })
  await expect(row).toHaveAccessibleName(/, Ben Okafor viewing$/)
  await expect(row).toContainText('Ben Okafor viewing')
  await ben.page.getByRole('textbox', { name: 'Reply' }).pressSequentially('I am looking into it.')
  await expect(row).toHaveAccessibleName(/, Ben Okafor replying$/)
  await ana.page.keyboard.press('Control+j')
  await expect(subject(ana.page)).toHaveText('Waiting 2')
})

test('the clock of a case says what is promised, by which hours, and when it stands [C11]', async ({
  world,
  openDesk,
}) => {
  await leaveWaiting(world, 1)
  const shut = {
    zone: 'Europe/Berlin',
    week: Array.from({ length: 7 }, () => [{ fromMinute: 0, toMinute: 1 }]),
    holidays: [],
  }
  await world.sql(`update queues set d = jsonb_set(d, '{sla,calendar}', $1::jsonb) where id = 'orders'`, [
    JSON.stringify(shut),
  ])
  await world.sql(`update cases set d = d || jsonb_build_object('replyDueAt', $1::bigint)`, [
    Date.now() + 30 * 3_600_000,
  ])
  const { page } = await signedIn(openDesk)
  await expect(rows(page).first()).toHaveAccessibleName(/^Waiting 1, .+, Paused, E-mail/)
  await rows(page).first().focus()
  await expect(rows(page).first()).toHaveAccessibleDescription(/^Why here: closed until /)
})

test('the next start shows the top of the queue before every case has been read, and no figure until then', async ({
  world,
  openDesk,
}) => {
  const desk = await openDesk()
  await desk.signIn('ana')
  const grid = (page: Page) => page.getByRole('grid', { name: 'Queue' })
  /** Subject and customer; the clocks go on. */
  const names = async (page: Page) => {
    const labels = await grid(page)
      .getByRole('row')
      .evaluateAll((found) => found.map((row) => row.ariaLabel ?? ''))
    return labels.map((label) => label.split(', ').slice(0, 2).join(', '))
  }
  await expect(grid(desk.page).getByRole('row').nth(3)).toBeVisible()
  await expect(desk.page.getByRole('status', { name: 'Connection' })).toContainText('Up to date')
  const mine = desk.page.getByRole('tab', { name: /^Mine/ })
  await expect(mine).toContainText(/\d/)
  // It has stood for a while.
  await expect.poll(() => asideOf(desk.page)).toEqual(['queue-head'])
  await desk.page.waitForTimeout(3_000)
  const before = await names(desk.page)
  expect(before.length).toBeGreaterThanOrEqual(10)
  world.cable.line = 'down'
  await desk.kill()

  // A disk that is slow with lists: the desk has nothing but what was kept of the queue.
  const again = await desk.again()
  await again.app.context().addInitScript(() => {
    const read = IDBObjectStore.prototype.getAll
    const gate = new Promise<void>((open) => Object.assign(window, { letListsGo: open }))
    IDBObjectStore.prototype.getAll = function (this: IDBObjectStore, ...given: []) {
      if (this.name !== 'lists') return read.apply(this, given)
      const asked = read.apply(this, given)
      const heard = { onsuccess: null as ((event: Event) => void) | null }
      Object.defineProperty(asked, 'onsuccess', {
        set(listener: (event: Event) => void) {
          heard.onsuccess = listener
        },
      })
      asked.addEventListener('success', (event) => void gate.then(() => heard.onsuccess?.(event)))
      return asked
    } as typeof read
  })
  await again.page.reload()
  await expect(grid(again.page).getByRole('row').nth(3)).toBeVisible()
  expect((await names(again.page)).slice(0, 5)).toEqual(before.slice(0, 5))
  await expect(again.page.getByRole('tab', { name: /^Mine/ })).not.toContainText(/\d/)
  await again.page.evaluate(() => (window as unknown as { letListsGo(): void }).letListsGo())
  await expect(again.page.getByRole('tab', { name: /^Mine/ })).toContainText(/\d/)
  // How many are drawn below what is seen is the window's.
  expect((await names(again.page)).slice(0, 10)).toEqual(before.slice(0, 10))
})

/** What the store keeps beside its versions. */
const asideOf = (page: Page) =>
  page.evaluate(async () => {
    const known = (await indexedDB.databases()).find(({ name }) => name?.startsWith('evenkeel-'))
    return new Promise<IDBValidKey[]>((done, failed) => {
      const opening = indexedDB.open(known?.name ?? '')
      opening.onerror = () => failed(opening.error)
      opening.onsuccess = () => {
        const keys = opening.result.transaction('aside').objectStore('aside').getAllKeys()
        keys.onsuccess = () => done(keys.result)
        opening.result.close()
      }
    })
  })
