import { freeCases, openCase, repliesOf, reply, selected, signInAs } from './composer-kit.ts'
import { expect, test } from './fixtures.ts'

test.setTimeout(180_000)

test('a reply with a hole, another order or another name stays here, says why and puts right what it can [C21]', async ({
  world,
  openDesk,
}) => {
  const [kase] = await freeCases(world, `k.d ->> 'language' like 'en%'`)
  if (kase === undefined) throw new Error('The demo world holds no free case in English.')
  const [other] = await world.sql<{ givenName: string; familyName: string }>(
    `select d ->> 'givenName' as "givenName", d ->> 'familyName' as "familyName" from customers
     where id in (select d ->> 'customerId' from cases where queue_id = 'orders')
       and d ->> 'familyName' <> $1 and d ->> 'givenName' <> $2 and d ->> 'familyName' ~ '^[A-Z][a-z]{4,}$'
       and d ->> 'givenName' ~ '^[A-Z][a-z]{3,}$' order by id limit 1`,
    [kase.familyName, kase.givenName],
  )
  if (other === undefined) throw new Error('The demo world holds no second customer.')
  const before = (await repliesOf(world, kase.id)).length
  const page = await signInAs(await openDesk(), 'ana')
  await openCase(page, kase.number)
  const alert = page.getByRole('alert').filter({ hasText: 'Not sent' })
  const send = page.getByRole('button', { name: 'Send' }).filter({ visible: true })

  // Quiet while writing, exact at Send.
  await reply(page).fill('You will hear from me by [date of update], whatever they find.')
  await expect(page.getByRole('button', { name: '1 hole left' })).toBeVisible()
  await expect(alert).toBeHidden()
  await expect(send).toBeEnabled()
  await page.keyboard.press('Control+Enter')
  await expect(alert).toContainText('1 hole left: date of update.')
  expect(await selected(page)).toBe('[date of update]')
  await page.keyboard.type('Friday')
  await expect(alert).toBeHidden()

  // The nearest of the customer's own orders is one key away.
  const digits = kase.order.replace(/\D/g, '')
  const wrong = kase.order.replace(digits, `${digits.slice(0, -1)}${(Number(digits.at(-1)) + 1) % 10}`)
  await reply(page).fill(`Order ${wrong} left today. [reference] follows.`)
  await page.keyboard.press('Control+Enter')
  await expect(alert).toContainText(`Order ${wrong} is not in this case. Did you mean ${kase.order}?`)
  expect(await selected(page)).toBe(wrong)
  await page.keyboard.press('Control+.')
  await expect(reply(page)).toHaveValue(`Order ${kase.order} left today. [reference] follows.`)

  // F8 walks, around the end too.
  await reply(page).fill(`[one thing], ${wrong} and [another thing].`)
  await expect(page.getByRole('button', { name: '3 holes left' })).toBeVisible()
  const walked: string[] = []
  await reply(page).evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(0, 0))
  for (const key of ['F8', 'F8', 'F8', 'F8', 'Shift+F8']) {
    await page.keyboard.press(key)
    walked.push(await selected(page))
  }
  expect(walked).toEqual(['[one thing]', wrong, '[another thing]', '[one thing]', '[another thing]'])

  // Somebody else's name.
  await reply(page).fill(`Dear ${other.givenName} ${other.familyName}, it left today.`)
  await page.keyboard.press('Control+Enter')
  await expect(alert).toContainText('is another customer.')
  await expect(alert).toContainText(kase.familyName)

  expect(await repliesOf(world, kase.id)).toHaveLength(before)
  await reply(page).fill(`Dear ${kase.givenName} ${kase.familyName}, order ${kase.order} left today.`)
  await page.keyboard.press('Control+Enter')
  await expect(reply(page)).toHaveValue('')
  await expect
    .poll(() => repliesOf(world, kase.id).then((replies) => replies.length), { timeout: 30_000 })
    .toBe(before + 1)
})
