import type { CaseId, MessageId } from '../../domain/kernel/ids.ts'
import { signInAt } from '../support/real-server.ts'
import { someMutation } from '../support/records.ts'
import { freeCases, openCase, reply, signInAs } from './composer-kit.ts'
import { peopleOf } from './customer-kit.ts'
import { expect, test } from './fixtures.ts'
import { rows } from './queue-kit.ts'

test.setTimeout(300_000)

test('[C17] a part of a case goes to finance: it has its own deadline and owner there, and the agent sees who holds it', async ({
  world,
  openDesk,
}) => {
  const [kase] = await freeCases(world)
  if (kase === undefined) throw new Error('The demo world holds no free case.')
  const page = await signInAs(await openDesk(), 'ana')
  await openCase(page, kase.number)
  await page.keyboard.press('Shift+F4')
  const form = page.getByRole('dialog', { name: 'Escalate' })
  await expect(form.getByRole('combobox', { name: 'Team' })).toBeFocused()
  // Which team it is for is the agent's to say.
  await expect(form.getByRole('combobox', { name: 'Team' })).toHaveValue('')
  await form.getByRole('button', { name: 'Escalate' }).click()
  await expect(form.getByRole('alert')).toContainText('Choose the team')
  await form.getByRole('combobox', { name: 'Team' }).focus()
  await page.keyboard.type('Finance')
  await expect(form.getByRole('combobox', { name: 'Team' })).toHaveValue('finance')
  await expect(form).toContainText('They owe an answer by')
  await expect(form.getByRole('textbox', { name: 'What they need to know' })).toHaveValue(new RegExp(kase.order))
  await page.keyboard.press('Tab')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('e2e refund of the postage')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Control+End')
  await page.keyboard.type('the postage back')
  // Esc keeps what was written.
  await page.keyboard.press('Escape')
  await expect(form).toBeHidden()
  await page.keyboard.press('Shift+F4')
  await expect(form.getByRole('textbox', { name: 'Subject' })).toHaveValue('e2e refund of the postage')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(form).toBeHidden()

  const facts = page.getByRole('group', { name: 'Facts' }).filter({ visible: true })
  await expect(facts).toContainText('With Finance')
  await expect(facts).toContainText('nobody holds it yet, answer due')

  const child = () =>
    world.sql<{ id: string; parent: string; due: string | null; number: number; holder: string | null }>(
      `select id, d ->> 'parentId' as parent, d ->> 'replyDueAt' as due, number::int as number, assignee_id as holder
       from cases where d ->> 'subject' = 'e2e refund of the postage'`,
    )
  await expect.poll(async () => (await child()).length, { timeout: 15_000 }).toBe(1)
  const [made] = await child()
  if (made === undefined) throw new Error('PostgreSQL has no case for finance.')
  expect(made).toMatchObject({ parent: kase.id, due: expect.any(String), holder: null })

  const finn = await signInAs(await openDesk(), 'finn')
  await rows(finn).filter({ hasText: 'e2e refund of the postage' }).click()
  await expect(finn.getByRole('list', { name: 'Conversation' })).toContainText('the postage back')
  // Finance answers the agent by note; the customer is answered in the case it came from.
  await expect(reply(finn)).toHaveCount(0)
  await finn.keyboard.press('Control+Shift+Y')
  await expect(facts).toContainText('held by Finn Castellan', { timeout: 5_000 })

  // The server refuses what the desk does not offer.
  const direct = await signInAt(world.server.url, 'finn')
  const toCustomer = someMutation('reply.send', {
    caseId: made.id as CaseId,
    messageId: 'e2e-direct' as MessageId,
    body: 'Your money is on its way.',
    channel: 'email',
  })
  const { verdicts } = await direct.push([{ n: 1, mutation: toCustomer }])
  expect(verdicts).toMatchObject([{ status: 'rejected', code: 'validation' }])
})

test('a new case is opened by the keys alone and has its number as soon as the server has it', async ({
  world,
  openDesk,
}) => {
  const [person] = await peopleOf(world)
  if (person === undefined) throw new Error('The demo world holds no customer of one name.')
  const page = await signInAs(await openDesk(), 'ana')
  await page.keyboard.press('Control+Shift+O')
  await expect(page.getByRole('combobox', { name: 'Name, e-mail or telephone' })).toBeFocused()
  await page.keyboard.type(person.name)
  await expect(page.getByRole('option', { name: person.name })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Subject' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('Say in a few words what it is about.')
  await page.keyboard.type('e2e asks about a gift card')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'e2e asks about a gift card' })).toBeVisible()
  const made = () =>
    world.sql<{ number: number; customer: string; holder: string }>(
      `select c.number::int as number, c.d ->> 'customerId' as customer, p.d ->> 'name' as holder
       from cases c join people p on p.id = c.assignee_id where c.d ->> 'subject' = 'e2e asks about a gift card'`,
    )
  await expect.poll(async () => (await made()).length, { timeout: 15_000 }).toBe(1)
  const [kase] = await made()
  expect(kase).toMatchObject({ customer: person.id, holder: 'Ana Ribeiro' })
  await expect(page.getByRole('region', { name: 'Case', exact: true })).toContainText(String(kase?.number))
})
