import type { Page } from '@playwright/test'
import type { Desk, World } from './fixtures.ts'
import { expect, test } from './fixtures.ts'
import { caughtUp, leaveWaiting, rows, status, subject } from './queue-kit.ts'

async function signedIn(openDesk: () => Promise<Desk>, login: string): Promise<Page> {
  const desk = await openDesk()
  await desk.signIn(login)
  await caughtUp(desk.page)
  return desk.page
}
const ledger = (page: Page) => page.getByRole('dialog', { name: 'Promises' })
const onServer = async (world: World) =>
  (
    await world.sql<{ said: string }>(
      `select concat_ws(' ', promises.d ->> 'words', promises.d ->> 'state', people.d ->> 'name') as said
       from promises join people on people.id = owner_id order by said`,
    )
  ).map(({ said }) => said)

test('a promise is noted, moved, handed over and kept by keyboard alone, offline as well [C14]', async ({
  world,
  openDesk,
}) => {
  await leaveWaiting(world, 1)
  const ana = await signedIn(openDesk, 'ana')
  await ana.keyboard.press('Control+j')
  await expect(subject(ana)).toHaveText('Waiting 1')

  world.cable.line = 'down'
  await ana.keyboard.press('Control+Shift+p')
  await expect(ana.getByRole('textbox', { name: 'What did you promise?' })).toBeFocused()
  await ana.keyboard.type('News from the depot')
  await ana.keyboard.press('Enter')
  await expect(ana.getByRole('dialog', { name: 'Note a promise' })).toBeHidden()
  await ana.keyboard.press('Control+Shift+p')
  await ana.keyboard.press('Tab')
  await ana.keyboard.press('ArrowUp')
  await ana.keyboard.press('Tab')
  await ana.keyboard.press('ArrowDown')
  await ana.keyboard.press('Enter')
  await expect(ana.getByRole('dialog', { name: 'Note a promise' })).toBeHidden()

  await ana.keyboard.press('Control+Shift+g')
  const mine = ledger(ana).getByRole('list', { name: 'Mine' }).getByRole('listitem')
  await expect(mine).toHaveCount(2)
  // Which of the two is due first depends on the hour at which this runs.
  await expect(mine.filter({ hasText: 'News from the depot' })).toContainText('Not sent yet')
  await expect(mine.filter({ hasText: 'A call back' })).toContainText('Not sent yet')
  expect(await onServer(world)).toEqual([])

  world.cable.line = 'up'
  await expect
    .poll(() => onServer(world), { timeout: 45_000 })
    .toEqual(['A call back open Ana Ribeiro', 'News from the depot open Ana Ribeiro'])

  // Kept with one key; handed over with a reason, which is asked for.
  await mine.getByRole('button', { name: /^News from the depot/ }).focus()
  await ana.keyboard.press('1')
  await expect(mine).toHaveCount(1)
  await mine
    .first()
    .getByRole('button', { name: /^A call back/ })
    .focus()
  await ana.keyboard.press('3')
  await expect(ana.getByRole('combobox', { name: 'To whom?' })).toBeFocused()
  await ana.keyboard.type('Ben')
  await ana.keyboard.press('Tab')
  await ana.keyboard.press('Enter')
  await expect(ana.getByRole('alert')).toContainText('Say why')
  await ana.keyboard.type('My shift ends at noon')
  await ana.keyboard.press('Enter')
  await expect(ledger(ana).getByRole('list', { name: "The team's" }).getByRole('listitem')).toContainText('Ben Okafor')
  await expect
    .poll(() => onServer(world))
    .toEqual(['A call back open Ben Okafor', 'News from the depot kept Ana Ribeiro'])
  await expect(status(ana)).toContainText('Up to date')

  // It stands in his ledger, and he drops it with a reason.
  const ben = await signedIn(openDesk, 'ben')
  await ben.keyboard.press('Control+Shift+g')
  const his = ledger(ben).getByRole('list', { name: 'Mine' }).getByRole('listitem')
  await expect(his).toHaveCount(1)
  await expect(his.getByRole('button', { name: /^A call back/ })).toBeFocused()
  await ben.keyboard.press('Delete')
  await ben.keyboard.press('Enter')
  await expect(ben.getByRole('alert')).toContainText('Say why')
  await ben.keyboard.type('She called herself')
  await ben.keyboard.press('Enter')
  await expect(ledger(ben)).toContainText('No promise is open')
  await expect.poll(() => onServer(world)).toContain('A call back dropped Ben Okafor')
})

test('an overdue promise is called so, and moved to another time it no longer is', async ({ world, openDesk }) => {
  await leaveWaiting(world, 1)
  const ago = Date.now() - 3_600_000
  await world.sql(
    `insert into promises (tenant, id, shard, seq, rev, tags, d)
     select cases.tenant, 'p-overdue', cases.shard, cases.seq, 1, cases.tags, jsonb_build_object('id', 'p-overdue',
       'caseId', cases.id, 'kind', 'refund', 'words', 'Refund checked', 'dueAt', $1::bigint, 'madeAt', $1::bigint,
       'madeBy', jsonb_build_object('id', people.id, 'name', people.d ->> 'name'), 'ownerId', people.id,
       'messageId', null, 'state', 'open', 'settledAt', null)
     from cases, people where people.d ->> 'name' = 'Ana Ribeiro'`,
    [ago],
  )
  const ana = await signedIn(openDesk, 'ana')
  await expect(rows(ana).first()).toBeVisible()
  await rows(ana).first().focus()
  await expect(rows(ana).first()).toHaveAccessibleDescription(/^Why here: promised for .+ and not kept/)
  await ana.keyboard.press('Control+Shift+g')
  const mine = ledger(ana).getByRole('list', { name: 'Mine' }).getByRole('listitem')
  await expect(mine).toContainText('Overdue since')
  await mine.getByRole('button', { name: /^Refund checked/ }).focus()
  await ana.keyboard.press('2')
  await ana.keyboard.press('Enter')
  await expect(mine).toContainText('Due ')
  await expect(mine).not.toContainText('Overdue')
  await expect
    .poll(async () => Number((await world.sql(`select d ->> 'dueAt' as due from promises`))[0]?.['due']))
    .toBeGreaterThan(Date.now())
})

test('a date is typed as the desk writes it, day first and with 24 hours, whatever the system is set to', async ({
  world,
  openDesk,
}) => {
  await leaveWaiting(world, 1)
  const page = await signedIn(openDesk, 'ana')
  await page.keyboard.press('Control+j')
  await expect(subject(page)).toHaveText('Waiting 1')
  await page.keyboard.press('Control+Shift+p')
  const when = page.getByLabel('Date and time')
  await when.focus()
  await page.keyboard.type('05122030')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.type('1430')
  await expect(when).toHaveValue('2030-12-05T14:30')
})
