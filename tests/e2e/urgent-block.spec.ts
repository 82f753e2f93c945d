import { AxeBuilder } from '@axe-core/playwright'
import type { ElementHandle, Page } from '@playwright/test'
import type { CaseId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import { signInAt } from '../support/real-server.ts'
import { someMutation } from '../support/records.ts'
import { planFor } from './break-kit.ts'
import { contactBar, customersOf, peopleOf } from './customer-kit.ts'
import type { World } from './fixtures.ts'
import { expect, test } from './fixtures.ts'
import { caughtUp, leaveWaiting, status, subject } from './queue-kit.ts'

test.setTimeout(300_000)

const form = (page: Page) => page.getByRole('dialog', { name: 'Time for urgent cases' })
const line = (page: Page) => page.getByRole('group', { name: 'Time for urgent cases' })
const told = (page: Page) => page.getByRole('region', { name: 'Queue' }).getByRole('status')
const strip = (page: Page) => page.getByRole('region', { name: 'Shift' })
const blocks = (world: World) =>
  world.sql<{ because: string | null; by: string | null }>(
    `select d ->> 'endedBecause' as because, d #>> '{endedBy,name}' as by from urgent_blocks order by d -> 'reservedAt'`,
  )
/** "14:05" by the clocks of a zone; without one by those of this machine. */
const wall = (at: number, timeZone?: string) =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', ...(timeZone && { timeZone }) }).format(at)
/** Ana's shift is planned in another zone than that of this machine. */
const ZONE = 'Asia/Kathmandu'
const planElsewhere = async (world: World) => {
  await planFor(world)
  await world.sql(
    `update shifts set d = jsonb_set(d, '{versions,0,zone}', to_jsonb($1::text)) where user_id = (select id from accounts where login = 'ana')`,
    [ZONE],
  )
}
const expectNoViolations = async (page: Page) =>
  expect((await new AxeBuilder({ page } as never).setLegacyMode(true).analyze()).violations).toEqual([])

test('an agent keeps time for urgent cases by keyboard, offline and through a crash; it holds all else and ends with the last urgent one [C13]', async ({
  world,
  openDesk,
}) => {
  await planElsewhere(world)
  const ids = await leaveWaiting(world, 3)
  await world.sql(`update cases set d = d || '{"priority": "urgent"}' where id = $1`, [ids[2]])
  const desk = await openDesk()
  await desk.signIn('ana')
  await caughtUp(desk.page)
  await expect(desk.page.getByRole('row').filter({ hasText: 'Waiting 1' })).toBeVisible()
  await expect(strip(desk.page)).toContainText('Shift ends at')
  world.cable.line = 'down'
  await desk.page.keyboard.press('Control+k')
  await desk.page.keyboard.type('reserve time')
  await desk.page.keyboard.press('Enter')
  await expect(form(desk.page).getByLabel('From')).toBeFocused()
  await desk.page.keyboard.press('Tab')
  await desk.page.keyboard.type('quarter past')
  await desk.page.keyboard.press('Enter')
  await expect(form(desk.page).getByRole('alert')).toContainText('“quarter past” is not a time. Write it like 14:30.')
  await expectNoViolations(desk.page)
  await desk.page.keyboard.press('Escape')
  await desk.kill()

  const { page } = await desk.again()
  await page.getByRole('grid', { name: 'Queue' }).waitFor()
  await page.keyboard.press('Control+Shift+l')
  await expect(form(page).getByLabel('Until')).toHaveValue('quarter past')
  const endsAt = Date.now() + 20 * 60_000
  const until = wall(endsAt)
  await expect(form(page)).toContainText(`Times are those of your shift (${ZONE})`)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Control+a')
  await page.keyboard.type(wall(endsAt, ZONE))
  await page.keyboard.press('Enter')
  await expect(form(page)).toBeHidden()
  await expect(line(page)).toContainText(`Urgent cases only until ${until}. 2 other cases wait.`)
  await expect(strip(page)).toContainText(`Urgent cases only until ${until}`)
  await expectNoViolations(page)
  await page.keyboard.press('Control+j')
  await expect(subject(page)).toHaveText('Waiting 3')
  expect(await blocks(world)).toEqual([])
  await page.keyboard.press('Control+o')
  await expect(page.getByRole('complementary', { name: 'Outbox' })).toContainText('Time for urgent cases')
  await page.keyboard.press('Control+o')

  world.cable.line = 'up'
  await expect.poll(() => blocks(world), { timeout: 60_000 }).toEqual([{ because: null, by: null }])
  await expect(status(page)).toContainText('Up to date', { timeout: 60_000 })
  const past = await signInAt(world.server.url, 'ana')
  const stamp = { at: Date.now() as EpochMs, offsetMs: 0 as Ms, monotonicMs: 0 as Ms }
  const claim = someMutation('case.claim', { caseId: ids[0] as CaseId }, { stamp })
  expect((await past.push([{ n: 1, mutation: claim }])).verdicts).toMatchObject([{ code: 'urgent_only' }])

  await page.keyboard.type('It leaves today.')
  await page.keyboard.press('Control+Enter')
  await page.keyboard.press('Control+j')
  await expect(told(page).filter({ hasText: 'No urgent case waits' })).toContainText(
    `No urgent case waits for you. 2 other cases wait until ${until}.`,
  )
  await expect(line(page)).toContainText('No urgent case is left, so the time for them ended at', { timeout: 100_000 })
  await expect(strip(page)).not.toContainText('Urgent cases only')
  await expect.poll(() => blocks(world)).toEqual([{ because: 'list-empty', by: 'Ana Ribeiro' }])
  await page.keyboard.press('Control+j')
  await expect(subject(page)).toHaveText('Waiting 1')
})

/** Watches for this to go. Says the role of what has the keyboard in the very turn in which it goes, null for nothing. */
async function focusOnceGone(page: Page, list: ElementHandle<Node> | null): Promise<() => Promise<string | null>> {
  const watch = await page.evaluateHandle(
    (gone) => ({
      role: new Promise<string | null>((tell) => {
        new MutationObserver((_, watcher) => {
          if (gone?.isConnected !== false) return
          watcher.disconnect()
          tell(document.activeElement?.getAttribute('role') ?? null)
        }).observe(document.body, { childList: true, subtree: true })
      }),
    }),
    list,
  )
  return () => watch.evaluate(({ role }) => role)
}

test('a lead sees what the team keeps for urgent cases and ends it; the agent is told by whom [C13]', async ({
  world,
  openDesk,
}) => {
  await planFor(world)
  const ids = await leaveWaiting(world, 2)
  await world.sql(`update cases set d = d || '{"priority": "urgent"}' where id = $1`, [ids[1]])
  const ana = await openDesk()
  await ana.signIn('ana')
  await caughtUp(ana.page)
  await ana.page.keyboard.press('Control+Shift+l')
  await expect(form(ana.page).getByLabel('From')).toBeFocused()
  await ana.page.keyboard.press('Enter')
  await expect(line(ana.page)).toContainText('1 other case waits.')
  await ana.page.keyboard.press('Control+j')
  await expect(subject(ana.page)).toHaveText('Waiting 2')
  await expect.poll(() => blocks(world)).toEqual([{ because: null, by: null }])

  const lea = await openDesk()
  await lea.signIn('lea')
  await caughtUp(lea.page)
  await lea.page.keyboard.press('Control+k')
  await lea.page.keyboard.type('urgent cases in your team')
  await lea.page.keyboard.press('Enter')
  const board = lea.page.getByRole('dialog', { name: 'Time for urgent cases in your team' })
  await expect(board).toContainText('Running now')
  await expect(board).toContainText('Ana Ribeiro')
  await expectNoViolations(lea.page)
  await board.getByRole('button', { name: 'End it now: Ana Ribeiro' }).press('Enter')
  await expect(board).toContainText('by Lea Brandt')
  await expect.poll(() => blocks(world)).toEqual([{ because: 'lead', by: 'Lea Brandt' }])
  await expect(line(ana.page)).toContainText('Lea Brandt ended your time for urgent cases at')
  await ana.page.keyboard.press('Control+j')
  await expect(subject(ana.page)).toHaveText('Waiting 1')

  await ana.page.keyboard.press('Control+Shift+l')
  await ana.page.keyboard.press('Enter')
  await expect(line(ana.page)).toContainText('Urgent cases only until')
  await ana.page.keyboard.press('Control+Shift+l')
  await expect(form(ana.page).getByRole('button', { name: 'End it now' })).toBeFocused()
  const list = await form(ana.page).getByRole('list', { name: 'What you keep' }).elementHandle()
  const focusThen = await focusOnceGone(ana.page, list)
  await ana.page.keyboard.press('Enter')
  expect(await focusThen()).toBe('dialog')
  await ana.page.keyboard.press('Escape')
  await expect(form(ana.page)).toBeHidden()
  await expect(strip(ana.page)).not.toContainText('Urgent cases only')
  await expect
    .poll(() => blocks(world))
    .toEqual([
      { because: 'lead', by: 'Lea Brandt' },
      { because: 'agent', by: 'Ana Ribeiro' },
    ])
})

test('a call that is not urgent rings for colleagues only, and for the agent again when their time for urgent cases is over', async ({
  world,
  openDesk,
}) => {
  await planFor(world)
  const [caller] = await peopleOf(world)
  if (caller === undefined) throw new Error('The demo world is too small.')
  const ids = await leaveWaiting(world, 1)
  await world.sql(`update cases set d = d || '{"priority": "urgent"}' where id = $1`, [ids[0]])
  const { page, signIn } = await openDesk()
  await signIn('ana')
  await caughtUp(page)
  await page.keyboard.press('Control+Shift+l')
  await expect(form(page).getByLabel('From')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(line(page)).toContainText('Urgent cases only until')
  const call = await customersOf(world).calls(caller, 'Where is the bill?')
  const needs = page.getByRole('region', { name: 'Needs you now' })
  await expect(needs).toContainText('A call waits. It is not offered to you: you keep this time for urgent cases.')
  await page.keyboard.press('Control+Shift+a')
  await page.keyboard.press('Control+Shift+l')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(needs).toContainText(`${caller.name} calls`)
  const answered = () =>
    world.sql(`select 1 from contacts where id = $1 and d ->> 'answeredAt' is not null`, [call.contactId])
  expect(await answered()).toEqual([])
  await page.keyboard.press('Control+Shift+a')
  await expect(contactBar(page)).toContainText('On the phone')
  await expect.poll(async () => (await answered()).length).toBe(1)
})
