import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

const rows = (page: Page) => page.getByRole('grid', { name: 'Queue' }).getByRole('row')
const status = (page: Page) => page.getByRole('status', { name: 'Connection' })
const thread = (page: Page) => page.getByRole('list', { name: 'Conversation' })

test("two agents see each other's note and status at once, and a case that leaves the scope leaves the desk", async ({
  world,
  openDesk,
}) => {
  // A case of the queue that both Ana and Ben work on.
  const [shared] = await world.sql<{ subject: string; id: string }>(
    `select d ->> 'subject' as subject, id from cases where queue_id = 'orders' and assignee_id is null and status = 'open'
     and (select count(*) from cases other where other.d ->> 'subject' = cases.d ->> 'subject') = 1 order by number limit 1`,
  )
  if (shared === undefined) throw new Error('The demo world holds no free case of its own subject.')
  const [ana, ben] = [await openDesk(), await openDesk()]
  for (const [desk, login] of [
    [ana, 'ana'],
    [ben, 'ben'],
  ] as const) {
    await desk.signIn(login)
    await expect(status(desk.page)).toContainText('Up to date')
    await rows(desk.page).filter({ hasText: shared.subject }).first().click()
  }
  await ana.page.keyboard.press('Control+e')
  await ana.page.getByRole('textbox', { name: 'Note' }).fill('The depot found it.')
  await ana.page.getByRole('button', { name: 'Add note' }).click()
  await expect(thread(ben.page).getByRole('listitem').filter({ hasText: 'The depot found it.' })).toBeVisible({
    timeout: 2_000,
  })
  await ben.page.getByRole('combobox', { name: 'Status' }).selectOption('solved')
  await expect(ana.page.getByRole('combobox', { name: 'Status' })).toHaveValue('solved', { timeout: 2_000 })

  // Lea's desk would move it; here her push goes to the server directly, as her desk sends it.
  const { moveCase } = await import('../support/move-case.ts')
  await moveCase(world.server.url, shared.id, 'billing')
  await expect(rows(ana.page).filter({ hasText: shared.subject })).toHaveCount(0)
  await expect(rows(ben.page).filter({ hasText: shared.subject })).toHaveCount(1)
  const kept = await ana.page.evaluate(async (id) => {
    const found: string[] = []
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((done, failed) => {
        const open = indexedDB.open(name ?? '')
        open.onsuccess = () => done(open.result)
        open.onerror = () => failed(open.error)
      })
      for (const store of db.objectStoreNames) {
        const keys = await new Promise<IDBValidKey[]>((done) => {
          const all = db.transaction(store).objectStore(store).getAllKeys()
          all.onsuccess = () => done(all.result)
        })
        found.push(...keys.map(String).filter((key) => key.includes(id)))
      }
      db.close()
    }
    return found
  }, shared.id)
  expect(kept).toEqual([])
})
