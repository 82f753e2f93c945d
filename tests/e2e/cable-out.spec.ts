import type { Page } from '@playwright/test'
import type { Desk, World } from './fixtures.ts'
import { expect, test } from './fixtures.ts'

const status = (page: Page) => page.getByRole('status', { name: 'Connection' })
const rows = (page: Page) => page.getByRole('grid', { name: 'Queue' }).getByRole('row')
const thread = (page: Page) => page.getByRole('list', { name: 'Conversation' })
const subject = (page: Page) => page.getByRole('region', { name: 'Case' }).getByRole('heading').first()

async function openCase(page: Page, at: number): Promise<string> {
  await rows(page).nth(at).click()
  await expect(subject(page)).toBeVisible()
  return subject(page).innerText()
}
async function reply(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Reply' }).fill(text)
  await page.keyboard.press('Control+Enter')
  await expect(thread(page).getByRole('listitem').filter({ hasText: text })).toBeVisible()
}
async function addNote(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+e')
  await page.getByRole('textbox', { name: 'Note' }).fill(text)
  await page.getByRole('button', { name: 'Add note' }).click()
  await expect(thread(page).getByRole('listitem').filter({ hasText: text })).toBeVisible()
}
/** What the server has of this run, in the order it took it. */
const onServer = (world: World) =>
  world.sql<{ body: string; visibility: string }>(
    `select body, visibility from messages where body like 'e2e %' order by seq, (d ->> 'writtenAt')::bigint`,
  )

/** The server's verdicts on what the agent did, in order; waits until there are as many. The desk's own log of time goes beside. */
async function verdicts(world: World, count: number): Promise<unknown[]> {
  const decided = () =>
    world.sql(`select n, name, status, code from sync_result where name <> 'interval.record' order by n`)
  await expect.poll(async () => (await decided()).length, { timeout: 60_000 }).toBe(count)
  return decided()
}

async function signedIn(openDesk: () => Promise<Desk>): Promise<Desk> {
  const desk = await openDesk()
  await desk.signIn('ana')
  await expect(status(desk.page)).toContainText('Up to date')
  await expect(rows(desk.page).nth(3)).toBeVisible()
  return desk
}

/** Two answers and a note, in two cases. */
async function work(page: Page): Promise<string[]> {
  const third = await openCase(page, 2)
  await reply(page, 'e2e first answer')
  await addNote(page, 'e2e a note for the team')
  const fourth = await openCase(page, 3)
  await reply(page, 'e2e second answer')
  return [third, fourth]
}
const expected = [
  { body: 'e2e first answer', visibility: 'public' },
  { body: 'e2e a note for the team', visibility: 'note' },
  { body: 'e2e second answer', visibility: 'public' },
]

async function openBySubject(page: Page, name: string): Promise<void> {
  await rows(page).filter({ hasText: name }).first().click()
  await expect(subject(page)).toHaveText(name)
}

test('a morning with the cable out: server and desk are killed, and every action reaches the server once, in order [C62]', async ({
  world,
  openDesk,
}) => {
  const desk = await signedIn(openDesk)
  await world.server.kill()
  const [third, fourth] = (await work(desk.page)) as [string, string]
  await expect(status(desk.page)).toContainText('Working offline')
  await desk.kill()

  const { page } = await desk.again()
  await openBySubject(page, third)
  for (const text of ['e2e first answer', 'e2e a note for the team']) {
    await expect(thread(page).getByRole('listitem').filter({ hasText: text })).toContainText('Queued')
  }
  await openBySubject(page, fourth)
  await expect(thread(page).getByRole('listitem').filter({ hasText: 'e2e second answer' })).toContainText('Queued')

  await world.restart()
  expect(await verdicts(world, 3)).toMatchObject(
    ['reply.send', 'note.add', 'reply.send'].map((name) => ({ name, status: 'applied' })),
  )
  await expect(status(page)).toContainText('Up to date', { timeout: 60_000 })
  expect(await onServer(world)).toEqual(expected)
  const [sent] = await world.sql<{ count: string }>(`select count(*) from outbound_mail where body like 'e2e %'`)
  expect(Number(sent?.count)).toBe(2)
})

test('the answer to a push is lost once: nothing is sent twice', async ({ world, openDesk }) => {
  const { page } = await signedIn(openDesk)
  world.cable.line = 'down'
  await work(page)
  // Held back for ten seconds; from then on the next push has all of it.
  const second = thread(page).getByRole('listitem').filter({ hasText: 'e2e second answer' })
  await expect(second).toContainText('Queued', { timeout: 20_000 })
  world.cable.line = 'loses-push-answer'
  await expect.poll(() => world.cable.line, { timeout: 60_000 }).toBe('up')
  await expect(status(page)).toContainText('Up to date', { timeout: 60_000 })
  expect(world.cable.pushes).toBeGreaterThan(1)
  expect(await onServer(world)).toEqual(expected)
})

test('the server is killed in the middle of a push: every action is there once', async ({ world, openDesk }) => {
  const { page } = await signedIn(openDesk)
  world.cable.line = 'down'
  await work(page)
  // Held back for ten seconds; a push before that has only what the desk itself has recorded.
  const second = thread(page).getByRole('listitem').filter({ hasText: 'e2e second answer' })
  await expect(second).toContainText('Queued', { timeout: 20_000 })
  // Readers pass this lock; the push waits for it inside its transaction, just before its numbers. There the server dies.
  const holder = await world.connect()
  await holder.query('begin')
  await holder.query('lock table sync_head in exclusive mode')
  world.cable.line = 'up'
  const waiting = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like 'update sync_head%'`
  // Asked on another connection: within one transaction PostgreSQL shows its activity as it was at the first look.
  await expect.poll(async () => (await world.sql(waiting)).length, { timeout: 60_000 }).toBe(1)
  await world.server.kill()
  await holder.query('rollback')
  await holder.end()
  expect(await onServer(world)).toEqual([])
  await world.restart()
  await expect(status(page)).toContainText('Up to date', { timeout: 60_000 })
  expect(await onServer(world)).toEqual(expected)
})
