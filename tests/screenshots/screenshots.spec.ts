import { freeCases, openCase, reply, signInAs } from '../e2e/composer-kit.ts'
import { expect, test } from '../e2e/fixtures.ts'
import { take } from './take.ts'

test('every screen', async ({ world, openDesk }) => {
  const desk = await openDesk()
  const { page } = desk
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  await take(desk, 'sign-in')
  await signInAs(desk, 'ana')
  await take(desk, 'queue')

  const [kase] = await freeCases(world)
  if (kase === undefined) throw new Error('No free case with an order waits in the demo world.')
  await openCase(page, kase.number)
  await reply(page).fill('Hello, thank you for waiting. I have asked the depot and will write to you by noon tomorrow.')
  await take(desk, 'case')
  await reply(page).fill('')

  await page.keyboard.press('Control+m')
  await page.keyboard.type('late')
  await page.getByText('Preview for').waitFor()
  await take(desk, 'templates')
  await page.keyboard.press('Escape')
  await reply(page).fill(
    `Dear ${kase.givenName},\n\nyour parcel is with [carrier]. You hear from us by [date of update].`,
  )
  await page.getByText('2 holes left').waitFor()
  await take(desk, 'holes')
  await reply(page).fill('')

  await page.keyboard.press('F4')
  const guide = page.getByRole('tabpanel', { name: 'Guide' }).filter({ visible: true })
  await guide
    .getByRole('button', { name: /Version/ })
    .first()
    .click()
  await page.getByRole('form', { name: 'Guide' }).waitFor()
  await take(desk, 'guide')
  await page.keyboard.press('Control+Shift+f')
  await page.getByRole('searchbox', { name: 'Search knowledge' }).filter({ visible: true }).fill('refund')
  await page.getByText('Known current').first().waitFor()
  await take(desk, 'knowledge')
  await page.getByRole('tab', { name: 'History' }).filter({ visible: true }).click()
  await take(desk, 'history')
  // A wide window has no tab for it: it is always there.
  await page.setViewportSize({ width: 1366, height: 768 })
  await page.getByRole('tab', { name: 'Customer' }).filter({ visible: true }).click()

  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Commands' }).waitFor()
  await take(desk, 'commands')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+,')
  await page.getByRole('dialog').waitFor()
  await take(desk, 'settings')
  await page.keyboard.press('Escape')
  await page.keyboard.press('F1')
  await page.keyboard.press('3')
  await take(desk, 'help')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Shift+F9')
  await page.getByRole('dialog', { name: 'Exercises' }).waitFor()
  await take(desk, 'exercises')
  await page.keyboard.press('F9')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('what is recorded')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'What is recorded' }).waitFor()
  await take(desk, 'recorded')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+F4')
  await page.getByRole('dialog', { name: 'Escalate' }).waitFor()
  await take(desk, 'escalate')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Shift+p')
  await page.getByRole('dialog').waitFor()
  await take(desk, 'promise')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Shift+g')
  await take(desk, 'promises')
  await page.keyboard.press('Escape')

  for (const language of ['ar', 'ja'] as const) {
    const [found] = await world.sql<{ number: number }>(
      `select (c.d ->> 'number')::int as number from cases c join customers k on k.id = c.customer_id
       where k.d ->> 'language' = $1 and c.queue_id in ('orders', 'returns') and c.d ->> 'mergedIntoId' is null
       order by c.status = 'open' desc, c.number limit 1`,
      [language],
    )
    if (found === undefined) throw new Error(`The demo world has no case in "${language}".`)
    await openCase(page, found.number)
    await take(desk, `case-${language}`)
  }
  await openCase(page, kase.number)
  await reply(page).fill('Hello, thank you for waiting. I have asked the depot and will write to you by noon tomorrow.')
  world.cable.line = 'down'
  await page.keyboard.press('Control+Enter')
  await page.keyboard.press('Control+e')
  await page
    .getByRole('textbox', { name: 'Note' })
    .filter({ visible: true })
    .fill('Depot asked at 10:40, answer by tomorrow.')
  await page.getByRole('button', { name: 'Add note' }).filter({ visible: true }).click()
  await expect(page.getByRole('status', { name: 'Connection' })).toContainText('Working offline', { timeout: 30_000 })
  await take(desk, 'offline')
  await page.keyboard.press('Control+o')
  await page.getByRole('dialog', { name: 'Outbox' }).waitFor()
  await take(desk, 'outbox')
})
