import type { Page } from '@playwright/test'
import { barriersOn } from './axe-kit.ts'
import { freeCases, openCase, picker, reply, signInAs, thread } from './composer-kit.ts'
import { contactBar, customersOf, peopleOf, quietLines, wrapUpForm } from './customer-kit.ts'
import { cutThings, threadHeight } from './fits-kit.ts'
import { expect, test } from './fixtures.ts'

test.setTimeout(300_000)

/** 1366 x 768 at 200 % zoom. */
const ZOOMED = { width: 683, height: 384 }
/** Five lines of a message while nobody writes, and three beside a composer in use. */
const READING_PX = 5 * 21
const WRITING_PX = 3 * 21

const notice = (page: Page) => page.getByRole('region', { name: 'Needs you now' })
const column = (page: Page, name: 'Queue' | 'Case' | 'Details') =>
  page.getByRole('group', { name: 'Area' }).getByRole('button', { name }).click()

/** Nothing is cut, nothing out of reach, and a machine that looks for barriers finds none. */
async function expectWhole(page: Page, where: string): Promise<void> {
  expect(await cutThings(page), where).toEqual([])
  expect(await barriersOn(page), where).toEqual([])
}

test('at 200 % zoom a call and a chat leave room for what was said, and every control can be reached', async ({
  world,
  openDesk,
}) => {
  await quietLines(world)
  const [caller, chatter] = await peopleOf(world)
  if (caller === undefined || chatter === undefined)
    throw new Error('The demo world holds no two customers to talk to.')
  const page = await signInAs(await openDesk(), 'ana')
  const customers = customersOf(world)
  await page.setViewportSize(ZOOMED)

  await customers.calls(caller, 'Order arrived without the lamp shade and the manual')
  await expect(notice(page)).toContainText(caller.name)
  await expectWhole(page, 'a call waits')
  await page.keyboard.press('Control+Shift+A')
  await expect(contactBar(page)).toContainText('On the phone')
  await reply(page).focus()
  await expect.poll(() => threadHeight(page)).toBeGreaterThanOrEqual(WRITING_PX)
  await expectWhole(page, 'writing during a call')
  await thread(page).focus()
  await expect.poll(() => threadHeight(page)).toBeGreaterThanOrEqual(READING_PX)
  await expectWhole(page, 'reading during a call')
  // What is pressed stays under the pointer while it is pressed, although the composer folds.
  await reply(page).focus()
  await contactBar(page).getByRole('button', { name: 'Hold' }).click()
  await expect(contactBar(page)).toContainText('On hold')
  await contactBar(page).getByRole('button', { name: 'End call' }).click()
  await expect(contactBar(page)).toContainText('Wrap-up')
  await page.keyboard.press('Control+Shift+U')
  await expect(wrapUpForm(page)).toBeVisible()
  await expectWhole(page, 'wrapping up')
  await page.keyboard.press('Escape')

  const chat = await customers.chats(chatter, 'Where is my refund for the lamp?')
  await expect(notice(page)).toContainText(chatter.name)
  await page.keyboard.press('Control+Shift+A')
  await expect(contactBar(page)).toContainText('In chat')
  await chat.says('I sent the lamp back two weeks ago and there is no refund yet.')
  await expect(thread(page)).toContainText('two weeks ago')
  await reply(page).focus()
  await expect.poll(() => threadHeight(page)).toBeGreaterThanOrEqual(WRITING_PX)
  await expectWhole(page, 'writing in a chat')
  await thread(page).focus()
  await expect.poll(() => threadHeight(page)).toBeGreaterThanOrEqual(READING_PX)
  await expectWhole(page, 'reading a chat')
})

test('at 200 % zoom nothing is cut in the queue, a case, its tools, panels and dialogs', async ({
  world,
  openDesk,
}) => {
  const desk = await openDesk()
  const { page } = desk
  await page.setViewportSize(ZOOMED)
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  await expectWhole(page, 'signing in')
  await signInAs(desk, 'ana')
  await page.setViewportSize(ZOOMED)
  await expectWhole(page, 'queue')
  const [kase] = await freeCases(world)
  if (kase === undefined) throw new Error('The demo world holds no free case.')
  await page.keyboard.press('Control+f')
  await page.keyboard.type(String(kase.number))
  await page.getByRole('option').first().waitFor()
  await expectWhole(page, 'finding a case')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')

  await openCase(page, kase.number)
  await expect.poll(() => threadHeight(page)).toBeGreaterThanOrEqual(WRITING_PX)
  await expectWhole(page, 'writing')
  await reply(page).fill(`Dear ${kase.givenName},\n\nyour parcel is with [carrier]. You hear by [date].`)
  await page.keyboard.press('Control+Enter')
  await page.getByText('Not sent').filter({ visible: true }).first().waitFor()
  await expectWhole(page, 'a hole is refused')
  await reply(page).fill('')
  await page.keyboard.press('Control+m')
  await expect(picker(page)).toBeFocused()
  await page.keyboard.type('late')
  await page.getByText('Preview for').waitFor()
  await expectWhole(page, 'choosing a template')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Insert' }).filter({ visible: true }).waitFor()
  await expectWhole(page, 'a template asks')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')

  await page.keyboard.press('F4')
  const guide = page.getByRole('tabpanel', { name: 'Guide' }).filter({ visible: true })
  await guide
    .getByRole('button', { name: /Version/ })
    .first()
    .click()
  await page.getByRole('form', { name: 'Guide' }).waitFor()
  await expectWhole(page, 'guide')
  await page.keyboard.press('Control+Shift+f')
  await page.getByRole('searchbox', { name: 'Search knowledge' }).filter({ visible: true }).fill('refund')
  await page.getByText('Known current').first().waitFor()
  await expectWhole(page, 'knowledge')
  for (const tab of ['History', 'Customer']) {
    await page.getByRole('tab', { name: tab }).filter({ visible: true }).click()
    await expectWhole(page, tab)
  }
  for (const [key, where] of [
    ['Control+k', 'commands'],
    ['Control+,', 'settings'],
    ['Shift+F4', 'escalate'],
    ['Control+Shift+p', 'a promise'],
    ['Control+Shift+g', 'promises'],
    ['Control+o', 'outbox'],
  ] as const) {
    if (where === 'escalate') await column(page, 'Case')
    await page.keyboard.press(key)
    await page
      .getByRole(where === 'promises' ? 'region' : 'dialog')
      .filter({ visible: true })
      .first()
      .waitFor()
    await expectWhole(page, where)
    await page.keyboard.press('Escape')
  }

  // Half the height of a small screen, with the side beside the case.
  await page.setViewportSize({ width: 1366, height: 640 })
  await expectWhole(page, '640 px high')
  await expect.poll(() => threadHeight(page)).toBeGreaterThanOrEqual(2 * READING_PX)
})

test('the guard and a conflict leave room for both texts, and the thread comes back when the agent turns to it', async ({
  world,
  openDesk,
}) => {
  const [kase] = await freeCases(world, `exists (select 1 from messages m where m.case_id = c.id offset 3)`)
  if (kase === undefined) throw new Error('The demo world holds no free case with a few messages.')
  const ana = await signInAs(await openDesk(), 'ana')
  const ben = await signInAs(await openDesk(world.server.url), 'ben')
  await openCase(ana, kase.number)
  await openCase(ben, kase.number)
  world.cable.line = 'down'
  await ana.keyboard.type('It comes on Friday, I am sorry that it took so long. '.repeat(5))
  await ana.keyboard.press('Control+Enter')
  await ben.keyboard.type('It comes on Monday between 8 and 12, the depot says. '.repeat(5))
  await ben.keyboard.press('Control+Enter')
  await expect(thread(ben).getByRole('listitem').last()).toContainText('Sent', { timeout: 30_000 })
  world.cable.line = 'up'
  const composer = ana.getByRole('region', { name: 'Composer' }).filter({ visible: true })
  await expect(composer).toContainText('Ben Okafor wrote after you last looked', { timeout: 60_000 })

  await ana.setViewportSize({ width: 1366, height: 768 })
  await expect.poll(() => threadHeight(ana)).toBeGreaterThanOrEqual(9 * 21)
  await expectWhole(ana, 'the guard asks')
  await ana.setViewportSize(ZOOMED)
  await column(ana, 'Case')
  await composer.getByRole('button', { name: 'Change my reply' }).focus()
  await expectWhole(ana, 'the guard asks, at 200 %')
  await column(ana, 'Case')
  await expect.poll(() => threadHeight(ana)).toBeGreaterThanOrEqual(READING_PX)
  await expectWhole(ana, 'the guard asks, and the agent reads')
  await ana.keyboard.press('Control+o')
  await ana.getByRole('dialog', { name: 'Outbox' }).waitFor()
  await expectWhole(ana, 'outbox with an answer that needs the agent')
})

test('what needs the agent makes the field to find a case no narrower', async ({ world, openDesk }) => {
  await quietLines(world)
  const page = await signInAs(await openDesk(), 'ana')
  await page.setViewportSize({ width: 1366, height: 768 })
  const field = page.getByRole('search').filter({ has: page.getByRole('searchbox', { name: 'Find a case' }) })
  // The demo morning holds a promise of Ana's that is overdue.
  await expect(notice(page).getByRole('button').first()).toBeVisible({ timeout: 120_000 })
  const withNotice = await field.boundingBox()
  await notice(page).getByRole('button', { name: 'Later' }).click()
  expect(withNotice?.width).toBe(268)
  expect(await field.boundingBox()).toEqual(withNotice)
})

test('at 1366 px the bar shows all of it beside a promise that is due, with a break next and with a sentence', async ({
  world,
  openDesk,
}) => {
  await quietLines(world)
  const [caller] = await peopleOf(world)
  if (caller === undefined) throw new Error('The demo world holds nobody who calls.')
  const page = await signInAs(await openDesk(), 'ana')
  await page.setViewportSize({ width: 1366, height: 768 })
  const me = page.getByRole('button', { name: /^Ana Ribeiro/ })
  const words = notice(page).locator('.clip')
  await expect(words).toContainText('Promise was due', { timeout: 120_000 })
  await expect(me).toBeInViewport({ ratio: 1 })
  await expectWhole(page, 'a promise is due')

  await customersOf(world).calls(caller, 'Where is the lamp shade?')
  await expect(notice(page)).toContainText(caller.name)
  await page.keyboard.press('Control+Shift+A')
  await expect(contactBar(page)).toContainText('On the phone')
  await page.getByRole('combobox', { name: 'My state' }).selectOption('break')
  await expect(page.getByRole('button', { name: 'Break next, cancel' })).toBeVisible()
  await expect(words).toContainText('Promise was due')
  await expect.poll(async () => (await words.boundingBox())?.width ?? 0).toBeGreaterThan(100)
  await expect(me).toBeInViewport({ ratio: 1 })
  await expectWhole(page, 'a break comes next')

  await page.keyboard.press('Control+k')
  await page.keyboard.type('answer the call')
  await page.keyboard.press('Enter')
  const sentence = page.getByText('Answer the call or chat: not available here')
  await expect(sentence).toBeVisible()
  expect(await sentence.evaluate((place) => place.scrollWidth - place.clientWidth)).toBe(0)
  expect((await words.boundingBox())?.width).toBeGreaterThan(100)
})

test('a row that is urgent, begun, not sent yet and looked at by a colleague is no wider than the queue', async ({
  world,
  openDesk,
}) => {
  const [kase] = await freeCases(world)
  if (kase === undefined) throw new Error('The demo world holds no free case.')
  await world.sql(`update cases set d = d || '{"priority": "urgent"}' where id = $1`, [kase.id])
  const page = await signInAs(await openDesk(), 'ana')
  const ben = await signInAs(await openDesk(world.server.url), 'ben')
  await page.setViewportSize({ width: 1366, height: 768 })
  await openCase(ben, kase.number)
  await openCase(page, kase.number)
  const row = page.getByRole('grid', { name: 'Queue' }).getByRole('row', { selected: true })
  await expect(row).toContainText('Ben Okafor viewing', { timeout: 30_000 })
  world.cable.line = 'down'
  await page.keyboard.press('Control+e')
  await page.keyboard.type('Depot asked.')
  await page.keyboard.press('Control+Enter')
  await expect(row).toContainText('Not sent yet')
  await page.keyboard.type('And the carrier.')
  await expect(row).toContainText('Draft')
  await expect(row).toContainText('Ben Okafor viewing')
  const tooWide = await page
    .getByRole('grid', { name: 'Queue' })
    .evaluate((grid) => grid.scrollWidth - grid.clientWidth)
  expect(tooWide).toBe(0)
})
