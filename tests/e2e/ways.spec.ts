import type { CaseId, CustomerId, MessageId } from '../../domain/kernel/ids.ts'
import { signInAt } from '../support/real-server.ts'
import { someMutation } from '../support/records.ts'
import { freeCases, inFront, openCase, repliesOf, reply, signInAs, thread } from './composer-kit.ts'
import { contactBar, contactOf, customersOf, peopleOf, quietLines, wrapUpForm } from './customer-kit.ts'
import { expect, test } from './fixtures.ts'
import { caughtUp, subject } from './queue-kit.ts'
import { leaveThirteen, openTabs, openTwelve, waitingRow } from './tabs-kit.ts'

test.setTimeout(300_000)

test('two customers who are one are merged, seen as one, and taken apart again', async ({ world, openDesk }) => {
  const [kase] = await freeCases(world)
  const known = await peopleOf(world)
  if (kase === undefined) throw new Error('The demo world holds no free case.')
  const [self] = await world.sql<{ id: string }>(`select d ->> 'customerId' as id from cases where id = $1`, [kase.id])
  const other = known.find(({ id, name }) => id !== self?.id && name !== `${kase.givenName} ${kase.familyName}`)
  if (self === undefined || other === undefined) throw new Error('The demo world holds no second customer.')
  const mergedInto = async () =>
    (
      await world.sql<{ into: string | null }>(`select d ->> 'mergedIntoId' as into from customers where id = $1`, [
        self.id,
      ])
    )[0]?.into
  const page = await signInAs(await openDesk(), 'ana')
  await openCase(page, kase.number)
  const panel = page.getByRole('region', { name: 'Customer and order' }).filter({ visible: true })
  await expect(panel).toContainText(kase.familyName)

  await page.keyboard.press('Control+Shift+M')
  const merge = page.getByRole('dialog', { name: 'Merge' })
  await merge.getByRole('combobox').first().selectOption('customers')
  await merge.getByRole('button', { name: 'Merge' }).click()
  await expect(merge.getByRole('alert')).toBeVisible()
  await merge.getByRole('textbox').fill(other.name)
  await merge.getByRole('radio', { name: new RegExp(other.name) }).check()
  await merge.getByRole('button', { name: 'Merge' }).click()
  await expect(merge).toBeHidden()
  await expect(panel).toContainText(other.email)
  await expect.poll(mergedInto, { timeout: 15_000 }).toBe(other.id)
  await expect(thread(page)).toContainText('You merged the customer with another one')

  await inFront(page).getByRole('button', { name: 'More for this case' }).click()
  await page.getByRole('menuitem', { name: 'Take the customer apart again' }).click()
  await expect(panel).not.toContainText(other.email)
  await expect(panel).toContainText(kase.familyName)
  await expect.poll(mergedInto, { timeout: 15_000 }).toBeNull()
  await expect(thread(page)).toContainText('You took the customer apart from the other one again')
})

test('a reply of which nobody knows whether it left says so, goes by itself no second time, and its text is one press away', async ({
  world,
  openDesk,
}) => {
  const [kase] = await freeCases(world)
  if (kase === undefined) throw new Error('The demo world holds no free case.')
  // Sent again after the server was restored from a backup: an earlier life of it may have let the mail out already.
  const message = { body: 'Your parcel left the house on Monday.' }
  const args = { caseId: kase.id as CaseId, messageId: 'e2e-again' as MessageId, ...message, channel: 'email' as const }
  const before = await signInAt(world.server.url, 'ana')
  const { verdicts } = await before.push([{ n: 1, replay: true, mutation: someMutation('reply.send', args) }])
  expect(verdicts).toMatchObject([{ status: 'applied' }])
  const page = await signInAs(await openDesk(), 'ana')
  await openCase(page, kase.number)
  const line = thread(page).getByRole('listitem').filter({ hasText: 'Delivery unknown' })
  await expect(line).toContainText('it may have left before. Check with the customer', {
    timeout: 20_000,
  })
  expect(await world.sql('select 1 from outbound_mail where body = $1', [message.body])).toEqual([])
  await line.getByRole('button', { name: 'Put the text in the composer' }).click()
  await expect(reply(page)).toBeFocused()
  await expect(reply(page)).toHaveValue(message.body)
  // Nothing was sent by asking for it.
  expect(await world.sql('select 1 from outbound_mail where body = $1', [message.body])).toEqual([])
})

test('Ctrl+Shift+Enter sends the reply and asks what came of the contact', async ({ world, openDesk }) => {
  await quietLines(world)
  const [person] = await peopleOf(world)
  if (person === undefined) throw new Error('The demo world holds nobody who chats.')
  const page = await signInAs(await openDesk(), 'ana')
  const chat = await customersOf(world).chats(person, 'Colour of the lamp')
  await expect(page.getByRole('region', { name: 'Needs you now' })).toContainText(`${person.name} wants to chat`)
  await page.keyboard.press('Control+Shift+A')
  await expect(contactBar(page)).toContainText('In chat')
  await reply(page).focus()
  await page.keyboard.press('Control+Shift+Enter')
  // There is nothing to send: nothing is wrapped up either.
  await expect(wrapUpForm(page)).toBeHidden()
  await page.keyboard.type('It is green.')
  await page.keyboard.press('Control+Shift+Enter')
  await expect(wrapUpForm(page)).toBeVisible()
  await page.keyboard.type('Resolved')
  await page.keyboard.press('Control+Shift+U')
  await expect(wrapUpForm(page)).toBeHidden()
  await expect(reply(page)).toHaveValue('')
  await expect
    .poll(async () => (await contactOf(world, chat.contactId)).disposition, { timeout: 30_000 })
    .toBe('resolved')
  expect((await repliesOf(world, chat.caseId)).map(({ body }) => body)).toEqual(['It is green.'])
  // It leaves the house a moment after the server has it.
  await expect
    .poll(() => customersOf(world).heard(chat.caseNumber), { timeout: 30_000 })
    .toMatchObject([{ body: 'It is green.' }])
})

test('the thirteenth case takes the place of the one the agent gives up, whose draft stays', async ({
  world,
  openDesk,
}) => {
  await leaveThirteen(world)
  const { page, signIn } = await openDesk()
  await signIn('ana')
  await caughtUp(page)
  const tabs = openTabs(page)
  await openTwelve(page)
  await page.keyboard.press('Control+3')
  await expect(subject(page)).toHaveText('Waiting 3')
  await reply(page).fill('I have asked the depot.')
  await page.getByRole('grid', { name: 'Queue' }).evaluate((box) => box.scrollTo({ top: box.scrollHeight }))
  await waitingRow(page, 13).click()
  const full = page.getByRole('dialog', { name: '12 cases are open' })
  await expect(full.getByRole('button', { name: 'Keep them all' })).toBeFocused()
  await expect(full.getByRole('listitem')).toHaveCount(12)
  const third = full.getByRole('button', { name: /: Waiting 3$/ })
  await third.focus()
  await page.keyboard.press('Enter')
  await expect(full).toBeHidden()
  await expect(tabs).toHaveCount(12)
  await expect(subject(page)).toHaveText('Waiting 13')

  await page.getByRole('grid', { name: 'Queue' }).evaluate((box) => box.scrollTo({ top: 0 }))
  await waitingRow(page, 3).click()
  await full.getByRole('button', { name: /: Waiting 4$/ }).click()
  await expect(subject(page)).toHaveText('Waiting 3')
  await expect(reply(page)).toHaveValue('I have asked the depot.')
})

test('an address that a colleague corrects while the form is open stands beside one’s own, and either can be kept [C65]', async ({
  world,
  openDesk,
}) => {
  const [kase] = await freeCases(world)
  if (kase === undefined) throw new Error('The demo world holds no free case.')
  const addressOf = async () => {
    const [row] = await world.sql<{ id: string; address: Record<string, string> }>(
      `select k.id, k.d -> 'address' as address from customers k join cases c on k.id = c.d ->> 'customerId' where c.id = $1`,
      [kase.id],
    )
    if (row === undefined) throw new Error('The case has no customer.')
    return row
  }
  const textOf = ({ line1, line2, city, region, postcode, country }: Record<string, string>) =>
    JSON.stringify({ line1, line2, city, region, postcode, country })
  const page = await signInAs(await openDesk(), 'ana')
  await openCase(page, kase.number)
  await page.getByRole('button', { name: 'Change address' }).filter({ visible: true }).press('Enter')
  const form = page.getByRole('dialog', { name: 'Change address' })
  await expect(form.getByRole('textbox', { name: 'Street and number' })).toBeFocused()
  await form.getByRole('textbox', { name: 'Street and number' }).fill('1 Mill Lane')

  const { id, address } = await addressOf()
  const ben = await signInAt(world.server.url, 'ben')
  const theirs = textOf({ ...address, line1: '2 Harbour Street' })
  const args = { caseId: kase.id as CaseId, customerId: id as CustomerId, field: 'address' as const }
  const { verdicts } = await ben.push([
    { n: 1, mutation: someMutation('customer.edit', { ...args, from: textOf(address), to: theirs }) },
  ])
  expect(verdicts).toMatchObject([{ status: 'applied' }])
  await expect(page.getByRole('region', { name: 'Customer and order' }).filter({ visible: true })).toContainText(
    'Changed by Ben Okafor',
    { timeout: 15_000 },
  )
  // The form still says what the agent had begun with.
  await expect(form.getByRole('textbox', { name: 'Street and number' })).toHaveValue('1 Mill Lane')
  await form.getByRole('button', { name: 'Keep', exact: true }).click()
  const both = form.getByRole('alert')
  await expect(both).toContainText('Ben Okafor changed this meanwhile to: 2 Harbour Street')
  await expect(form.getByRole('textbox', { name: 'Street and number' })).toHaveValue('1 Mill Lane')
  expect((await addressOf()).address['line1']).toBe('2 Harbour Street')
  await both.getByRole('button', { name: 'Keep yours' }).press('Enter')
  await expect(form).toBeHidden()
  await expect.poll(async () => (await addressOf()).address['line1'], { timeout: 15_000 }).toBe('1 Mill Lane')
})
