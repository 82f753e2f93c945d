import { freeCases, openCase, repliesOf, reply, signInAs, thread } from './composer-kit.ts'
import { expect, test } from './fixtures.ts'

test.setTimeout(300_000)

test('[C29] a reply sent offline is taken back by one key, and nothing of it ever leaves the house', async ({
  world,
  openDesk,
}) => {
  const [kase] = await freeCases(world)
  if (kase === undefined) throw new Error('The demo world holds no free case.')
  const before = await repliesOf(world, kase.id)
  const page = await signInAs(await openDesk(), 'ana')
  await openCase(page, kase.number)
  world.cable.line = 'down'
  await page.keyboard.type('This was meant for somebody else.')
  await page.keyboard.press('Control+Enter')
  await expect(reply(page)).toHaveValue('')
  await page.keyboard.press('Control+u')
  await expect(reply(page)).toHaveValue('This was meant for somebody else.')
  await expect(reply(page)).toBeFocused()

  // What comes after it shows that the line is up and the outbox was emptied.
  world.cable.line = 'up'
  await page.keyboard.press('Control+e')
  await page.keyboard.type('e2e after the undo')
  await page.keyboard.press('Control+Enter')
  const noted = () => world.sql(`select 1 from messages where body = 'e2e after the undo'`)
  await expect.poll(async () => (await noted()).length, { timeout: 60_000 }).toBe(1)
  expect(await repliesOf(world, kase.id)).toEqual(before)
  expect(await world.sql(`select 1 from outbound_mail where body like 'This was meant%'`)).toEqual([])
})

test('[C29] a desk that dies in the ten seconds sends the reply once after it was started again', async ({
  world,
  openDesk,
}) => {
  const [kase] = await freeCases(world)
  if (kase === undefined) throw new Error('The demo world holds no free case.')
  const desk = await openDesk()
  const page = await signInAs(desk, 'ana')
  await openCase(page, kase.number)
  await page.keyboard.type('The depot has it. I write again tomorrow.')
  await page.keyboard.press('Control+Enter')
  await expect(thread(page).getByRole('listitem').filter({ hasText: 'The depot has it.' })).toContainText('Sending in')
  await desk.kill()
  const outside = () => world.sql(`select 1 from outbound_mail where body like 'The depot has it.%'`)
  expect(await outside()).toEqual([])

  const again = await desk.again()
  await expect.poll(async () => (await outside()).length, { timeout: 60_000 }).toBe(1)
  await expect(again.page.getByRole('status', { name: 'Connection' })).toContainText('Up to date', { timeout: 60_000 })
  expect(await outside()).toHaveLength(1)
})
