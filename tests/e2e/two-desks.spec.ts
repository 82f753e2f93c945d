import type { Page } from '@playwright/test'
import type { CaseId, QueueId } from '../../domain/kernel/ids.ts'
import { signInAt } from '../support/real-server.ts'
import { someMutation } from '../support/records.ts'
import { expect, test } from './fixtures.ts'

/** The cases of this number that the desk holds; the finder stays open. */
async function found(page: Page, number: number) {
  await page.keyboard.press('Control+f')
  await page.getByRole('searchbox', { name: 'Find a case' }).fill(String(number))
  const options = page.getByRole('listbox', { name: 'Cases found' }).getByRole('option')
  return options.filter({ has: page.getByText(String(number), { exact: true }) })
}
const status = (page: Page) => page.getByRole('status', { name: 'Connection' })
const thread = (page: Page) => page.getByRole('list', { name: 'Conversation' })

/** The names of the blocks that cases lie in on this desk; they say nothing of which case it is. */
const casesInStore = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const asked = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((done, failed) => {
        request.onsuccess = () => done(request.result)
        request.onerror = () => failed(request.error)
      })
    const known = (await indexedDB.databases()).find(({ name }) => name?.startsWith('evenkeel-'))
    const db = await asked(indexedDB.open(known?.name ?? ''))
    const keys = await asked(db.transaction('cases').objectStore('cases').getAllKeys())
    db.close()
    return keys.map(String)
  })

test("two agents see each other's note and status at once, and a case that leaves the scope leaves the desk", async ({
  world,
  openDesk,
}) => {
  // A case of the queue that both Ana and Ben work on.
  const [shared] = await world.sql<{ number: number; id: string }>(
    `select number, id from cases where queue_id = 'orders' and assignee_id is null and status = 'open'
     order by number limit 1`,
  )
  if (shared === undefined) throw new Error('The demo world holds no free case of the team.')
  const [ana, ben] = [await openDesk(), await openDesk()]
  for (const [desk, login] of [
    [ana, 'ana'],
    [ben, 'ben'],
  ] as const) {
    await desk.signIn(login)
    await expect(status(desk.page)).toContainText('Up to date')
    await (await found(desk.page, shared.number)).first().click()
  }
  await ana.page.keyboard.press('Control+e')
  await ana.page.getByRole('textbox', { name: 'Note' }).fill('The depot found it.')
  await ana.page.getByRole('button', { name: 'Add note' }).click()
  await expect(thread(ben.page).getByRole('listitem').filter({ hasText: 'The depot found it.' })).toBeVisible()
  await ben.page.getByRole('combobox', { name: 'Status' }).selectOption('solved')
  await expect(ana.page.getByRole('combobox', { name: 'Status' })).toHaveValue('solved')

  // Once the log has been folded, each case lies in blocks of its own.
  await expect.poll(async () => (await casesInStore(ana.page)).length, { timeout: 20_000 }).toBeGreaterThan(50)
  const before = await casesInStore(ana.page)

  // Lea's desk would move it; here her push goes to the server directly, as her desk sends it.
  const lea = await signInAt(world.server.url, 'lea')
  const move = { caseId: shared.id as CaseId, queueId: 'billing' as QueueId }
  const { verdicts } = await lea.push([{ n: 1, mutation: someMutation('case.move', move) }])
  expect(verdicts).toMatchObject([{ status: 'applied' }])
  await expect(await found(ana.page, shared.number)).toHaveCount(0)
  await expect(await found(ben.page, shared.number)).toHaveCount(1)
  await expect.poll(async () => (await casesInStore(ana.page)).length, { timeout: 20_000 }).toBe(before.length - 1)
  expect(before).toEqual(expect.arrayContaining(await casesInStore(ana.page)))
})
