import { repliesOf, reply, signInAs, thread } from './composer-kit.ts'
import { contactBar, customersOf, peopleOf, quietLines } from './customer-kit.ts'
import { expect, test } from './fixtures.ts'

test.setTimeout(240_000)

test('a reply that comes too late for its chat is back in the composer with the reason, and goes by e-mail [C64]', async ({
  world,
  openDesk,
}) => {
  await quietLines(world)
  const [person] = await peopleOf(world)
  if (person === undefined) throw new Error('The demo world holds no customer to chat with.')
  const page = await signInAs(await openDesk(), 'ana')
  const chat = await customersOf(world).chats(person, 'Colour of the lamp')
  await expect(page.getByRole('region', { name: 'Needs you now' })).toContainText('wants to chat')
  await page.keyboard.press('Control+Shift+A')
  await expect(contactBar(page)).toContainText('In chat')
  await chat.says('Is the lamp green or blue?')
  await expect(thread(page)).toContainText('Is the lamp green or blue?')

  // The cable is out; the customer leaves; the agent cannot know.
  world.cable.line = 'down'
  await expect(page.getByRole('status', { name: 'Connection' })).toContainText('Working offline', { timeout: 60_000 })
  await chat.leaves()
  await expect(page.getByText('A chat may close while you are offline.').filter({ visible: true })).toBeVisible()
  await reply(page).fill('It is green.')
  await reply(page).press('Control+Enter')
  await expect(reply(page)).toHaveValue('')
  // Into a chat it goes at once: there is nothing to take back.
  await expect(thread(page).getByRole('listitem').filter({ hasText: 'It is green.' })).toContainText('Queued')

  world.cable.line = 'up'
  await expect(reply(page)).toHaveValue('It is green.', { timeout: 60_000 })
  const why = page.getByRole('alert').filter({ hasText: 'This chat was closed' })
  await expect(why).toContainText('Not sent')
  await expect(thread(page).getByRole('listitem').filter({ hasText: 'It is green.' })).toHaveCount(0)
  expect(await repliesOf(world, chat.caseId)).toEqual([])

  await page.getByRole('button', { name: 'Send by e-mail' }).click()
  await expect(reply(page)).toHaveValue('')
  await expect(why).toBeHidden()
  await expect
    .poll(() => repliesOf(world, chat.caseId), { timeout: 40_000 })
    .toEqual([{ body: 'It is green.', channel: 'email' }])
})
