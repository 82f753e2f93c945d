import type { Page } from '@playwright/test'
import type { CaseId, QueueId } from '../../domain/kernel/ids.ts'
import { fingerprint } from '../../renderer/data/dexie/block-layout.ts'
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

/** Whether the case lies on the disk: by its name in the log of writes, by its fingerprint in the blocks. */
async function isInStore(page: Page, id: string): Promise<boolean> {
  const [keys, prints] = await page.evaluate(async () => {
    const asked = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((done, failed) => {
        request.onsuccess = () => done(request.result)
        request.onerror = () => failed(request.error)
      })
    const known = (await indexedDB.databases()).find(({ name }) => name?.startsWith('evenkeel-'))
    const db = await asked(indexedDB.open(known?.name ?? ''))
    const tx = db.transaction(['log', 'cases'])
    const parts = (await asked(tx.objectStore('log').getAll())) as { keys: string[] }[]
    const blocks = (await asked(tx.objectStore('cases').getAll())) as { k: number[] }[]
    db.close()
    return [parts.flatMap((part) => part.keys), blocks.flatMap((block) => block.k)] as const
  })
  return keys.includes(`case:${id}`) || prints.includes(fingerprint(`case:${id}`))
}

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

  expect(await isInStore(ana.page, shared.id)).toBe(true)

  // Lea's desk would move it; here her push goes to the server directly, as her desk sends it.
  const lea = await signInAt(world.server.url, 'lea')
  const move = { caseId: shared.id as CaseId, queueId: 'billing' as QueueId }
  const { verdicts } = await lea.push([{ n: 1, mutation: someMutation('case.move', move) }])
  expect(verdicts).toMatchObject([{ status: 'applied' }])
  await expect(await found(ana.page, shared.number)).toHaveCount(0)
  await expect(await found(ben.page, shared.number)).toHaveCount(1)
  // It leaves the disk a moment later.
  await expect.poll(() => isInStore(ana.page, shared.id), { timeout: 20_000 }).toBe(false)
})
