import type { Page } from '@playwright/test'
import { freeCases, openCase, reply, signInAs, thread } from './composer-kit.ts'
import type { Moments } from './customer-kit.ts'
import { contactBar, contactOf, customersOf, peopleOf, quietLines, wrapUp, wrapUpForm } from './customer-kit.ts'
import { expect, test } from './fixtures.ts'
import { rows } from './queue-kit.ts'

test.setTimeout(240_000)

const notice = (page: Page) => page.getByRole('region', { name: 'Needs you now' })
const said = (page: Page, text: string) => thread(page).getByRole('listitem').filter({ hasText: text })

test('two chats at once: each is announced, answered by the key, spoken in, left by the customer and wrapped up', async ({
  world,
  openDesk,
}) => {
  await quietLines(world)
  const [ada, bo] = await peopleOf(world)
  if (ada === undefined || bo === undefined) throw new Error('The demo world holds no two customers to chat with.')
  const page = await signInAs(await openDesk(), 'ana')
  const customers = customersOf(world)

  const first = await customers.chats(ada, 'Colour of the lamp')
  await expect(notice(page)).toContainText(`${ada.name} wants to chat`)
  const second = await customers.chats(bo, 'Voucher does not work')
  await expect(rows(page).filter({ hasText: 'Voucher does not work' })).toBeVisible()
  // Whoever has waited longest is named, not whoever came last.
  await expect(notice(page)).toContainText(ada.name)
  await page.keyboard.press('Control+Shift+A')
  await expect(contactBar(page)).toContainText('In chat')
  await expect(notice(page)).toContainText(`${bo.name} wants to chat`)

  await first.says('Is the lamp green or blue?')
  await expect(said(page, 'Is the lamp green or blue?')).toBeVisible({ timeout: 5_000 })
  await first.types()
  await expect(contactBar(page)).toContainText('The customer is typing', { timeout: 5_000 })

  await page.keyboard.press('Control+Shift+A')
  await expect(page.getByRole('heading', { name: 'Voucher does not work' }).filter({ visible: true })).toBeVisible()
  await second.says('It says expired.')
  await expect(said(page, 'It says expired.')).toBeVisible({ timeout: 5_000 })
  await reply(page).focus()
  await page.keyboard.type('Let me look at it.')
  await page.keyboard.press('Control+Enter')
  // Whoever goes on before the disk has it keeps the focus there.
  await page.keyboard.press('Control+f')
  await expect.poll(async () => (await customers.heard(second.caseNumber)).length, { timeout: 10_000 }).toBe(1)
  await expect(page.getByRole('searchbox', { name: 'Find a case' })).toBeFocused()
  await page.keyboard.press('Escape')

  // The first chat has gone on in its own tab.
  await page.keyboard.press('Control+1')
  await expect(page.getByRole('heading', { name: 'Colour of the lamp' }).filter({ visible: true })).toBeVisible()
  await expect(reply(page)).toBeFocused()
  await page.keyboard.type('It is green.')
  await page.keyboard.press('Control+Enter')
  await expect
    .poll(async () => customers.heard(first.caseNumber), { timeout: 10_000 })
    .toMatchObject([{ contactId: first.contactId, channel: 'chat', body: 'It is green.' }])

  await first.leaves()
  await expect(contactBar(page)).toContainText('Wrap-up', { timeout: 5_000 })
  await wrapUp(page, 'Question answered', 'The lamp is green.')
  await expect(contactBar(page)).toHaveCount(0)
  const session = said(page, 'The lamp is green.')
  await expect(session).toContainText(`Chat with ${ada.name}`)
  await expect(session).toContainText('question answered', { ignoreCase: true })

  await expect
    .poll(async () => (await contactOf(world, first.contactId)).disposition, { timeout: 10_000 })
    .toBe('question-answered')
  const one = await contactOf(world, first.contactId)
  expect(one).toMatchObject({ endedBy: 'customer', summary: 'The lamp is green.' })
  // The other one goes on untouched.
  expect(await contactOf(world, second.contactId)).toMatchObject({ endedAt: null, agentId: one.agentId })

  await page.keyboard.press('Control+2')
  await page.keyboard.press('Control+Shift+X')
  await expect(contactBar(page)).toContainText('Wrap-up')
  await wrapUp(page, 'Unresolved', 'Voucher expired on Sunday.')
  await expect
    .poll(async () => contactOf(world, second.contactId), { timeout: 10_000 })
    .toMatchObject({ endedBy: 'agent', disposition: 'unresolved' })
  expect(await second.says('Still there?')).toBeNull()
})

test('a call rings, is answered, held, taken up again, ended and wrapped up, and its moments follow each other', async ({
  world,
  openDesk,
}) => {
  await quietLines(world)
  const [caller] = await peopleOf(world)
  if (caller === undefined) throw new Error('The demo world holds nobody who calls.')
  const page = await signInAs(await openDesk(), 'ana')
  const call = await customersOf(world).calls(caller, 'Where is the bill?')
  await expect(notice(page)).toContainText(`${caller.name} calls`)
  await page.keyboard.press('Control+Shift+A')
  await expect(contactBar(page)).toContainText('On the phone')
  await expect(page.getByRole('heading', { name: 'Where is the bill?' })).toBeVisible()
  await page.keyboard.press('Control+Shift+H')
  await expect(contactBar(page)).toContainText('On hold')
  await page.keyboard.press('Control+Shift+H')
  await expect(contactBar(page)).toContainText('On the phone')
  // A colleague is asked by one key, with the customer on hold; the same key goes back.
  await page.keyboard.press('Shift+F3')
  await expect(contactBar(page)).toContainText('Consulting')
  await expect(contactBar(page).getByRole('timer')).toBeVisible()
  await expect.poll(async () => (await contactOf(world, call.contactId)).holds.length).toBe(2)
  await page.keyboard.press('Shift+F3')
  await expect(contactBar(page)).toContainText('On the phone')
  await page.keyboard.press('Control+Shift+X')
  await expect(contactBar(page)).toContainText('Wrap-up')

  // Half a wrap-up survives a look elsewhere.
  await page.keyboard.press('Control+Shift+U')
  await page.getByRole('textbox', { name: 'What was said and agreed' }).fill('Bill sent again')
  await page.keyboard.press('Escape')
  await expect(wrapUpForm(page)).toBeHidden()
  await page.keyboard.press('Control+Shift+U')
  await expect(page.getByRole('textbox', { name: 'What was said and agreed' })).toHaveValue('Bill sent again')
  // Without an outcome it asks for one.
  await page.keyboard.press('Control+Shift+U')
  await expect(wrapUpForm(page).getByRole('alert')).toContainText('Choose what came of it first.')
  await page.getByRole('combobox', { name: 'Outcome' }).focus()
  await page.keyboard.type('Resolved')
  await page.keyboard.press('Control+Shift+U')
  await expect(wrapUpForm(page)).toBeHidden()

  await expect
    .poll(async () => (await contactOf(world, call.contactId)).disposition, { timeout: 10_000 })
    .toBe('resolved')
  const known = await contactOf(world, call.contactId)
  const [hold] = known.holds
  const moments = [known.offeredAt, known.answeredAt, hold?.from, hold?.to, known.endedAt, known.wrappedUpAt]
  expect(moments).not.toContain(null)
  expect(moments).toEqual(moments.toSorted((a, b) => Number(a) - Number(b)))
  expect(known).toMatchObject({ endedBy: 'agent', summary: 'Bill sent again', agentId: expect.any(String) })
  expect(known.holds).toHaveLength(2)
})

test('the agent calls a customer: the softphone is asked to dial, and the call is timed and wrapped up', async ({
  world,
  openDesk,
}) => {
  await quietLines(world)
  const [kase] = await freeCases(world, `k.d ->> 'phone' is not null`)
  if (kase === undefined) throw new Error('The demo world holds no case whose customer can be called.')
  const desk = await openDesk()
  // What the system does with a number is the system's; here it is only written down.
  await desk.app.evaluate(({ shell }) => {
    const dialled: string[] = []
    Object.assign(globalThis, { dialled })
    shell.openExternal = (address) => {
      dialled.push(address)
      return Promise.resolve()
    }
  })
  const page = await signInAs(desk, 'ana')
  await openCase(page, kase.number)
  await page.keyboard.press('Control+Shift+D')
  await expect(contactBar(page)).toContainText('On the phone')
  const [known] = await world.sql<{ phone: string }>(
    `select k.d ->> 'phone' as phone from customers k join cases c on k.id = c.d ->> 'customerId' where c.id = $1`,
    [kase.id],
  )
  await expect
    .poll(() => desk.app.evaluate(() => (globalThis as unknown as { dialled: string[] }).dialled))
    .toEqual([`tel:${known?.phone.replaceAll(/[^+\d]/g, '')}`])
  await wrapUp(page, 'No answer', 'Nobody picked up.')
  const made = () =>
    world.sql<{ d: Moments }>(
      `select d from contacts where case_id = $1 and d ->> 'direction' = 'outbound' and d ->> 'channel' = 'phone'
       and d ->> 'summary' = 'Nobody picked up.'`,
      [kase.id],
    )
  await expect.poll(made, { timeout: 10_000 }).toHaveLength(1)
  expect((await made())[0]?.d).toMatchObject({ disposition: 'no-answer', endedBy: 'agent' })
})

test('[C64] a reply written offline to a chat that ends meanwhile comes back with the reason, and goes once as e-mail', async ({
  world,
  openDesk,
}) => {
  await quietLines(world)
  const [person] = await peopleOf(world)
  const [other] = await freeCases(world)
  if (person === undefined || other === undefined) throw new Error('The demo world holds nobody to chat with.')
  const page = await signInAs(await openDesk(), 'ana')
  const chat = await customersOf(world).chats(person, 'Is the shop open?')
  await expect(notice(page)).toContainText(person.name)
  await page.keyboard.press('Control+Shift+A')
  await expect(contactBar(page)).toContainText('In chat')
  await expect.poll(async () => (await contactOf(world, chat.contactId)).answeredAt, { timeout: 10_000 }).not.toBeNull()

  world.cable.line = 'down'
  await reply(page).focus()
  await page.keyboard.type('We are open until eight.')
  await page.keyboard.press('Control+Enter')
  await expect(said(page, 'We are open until eight.')).toContainText('Queued')
  // The agent goes on elsewhere; meanwhile the customer leaves.
  await openCase(page, other.number)
  expect(await chat.leaves()).toBe(true)
  world.cable.line = 'up'
  await expect(page.getByRole('status', { name: 'Connection' })).toContainText('Needs attention 1', { timeout: 60_000 })

  await page.keyboard.press('Control+o')
  const item = page.getByRole('dialog', { name: 'Outbox' }).getByRole('listitem')
  await expect(item).toBeFocused()
  await expect(item).toContainText(`Chat reply to ${person.name}`)
  await expect(item).toContainText('Needs you')
  await expect(item).toContainText('We are open until eight.')
  await expect(item).toContainText('This chat is over, so your reply was not sent.')
  await page.keyboard.press('1')
  await expect(item).toHaveCount(0)

  const outside = () =>
    world.sql<{ recipient: string; channel: string }>(
      `select o.recipient, m.d ->> 'channel' as channel from outbound_mail o join messages m on m.id = o.message_id
       where o.body = 'We are open until eight.'`,
    )
  await expect.poll(outside, { timeout: 15_000 }).toEqual([{ recipient: person.email, channel: 'email' }])
  await expect(page.getByRole('status', { name: 'Connection' })).toContainText('Up to date', { timeout: 15_000 })
  expect(await outside()).toHaveLength(1)
})
