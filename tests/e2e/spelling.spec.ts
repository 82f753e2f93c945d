import type { Page } from '@playwright/test'
import { freeCases, openCase, reply, selected, signInAs } from './composer-kit.ts'
import { expect, test } from './fixtures.ts'

test.setTimeout(180_000)

/** The misspelt words as they are marked in the composer that is seen. */
const marked = (page: Page) => page.locator('.reply-mark-misspelt').filter({ visible: true })
const menu = (page: Page) => page.getByRole('menu', { name: /^Misspelt: / })

test('a misspelt word is marked, put right by keyboard alone, and a word added stays known on the next day [C71]', async ({
  world,
  openDesk,
}) => {
  const [kase] = await freeCases(world, `k.d ->> 'language' like 'en%'`)
  if (kase === undefined) throw new Error('The demo world holds no free case in English.')
  const desk = await openDesk()
  const page = await signInAs(desk, 'ana')
  // Whatever the page asks for from now on; the dictionaries are among it, so the count cannot be empty by mistake.
  const asked: string[] = []
  desk.app.context().on('request', (request) => asked.push(request.url()))
  await openCase(page, kase.number)

  await reply(page).click()
  await page.keyboard.type(
    `Dear ${kase.givenName} ${kase.familyName}, we have recieved order ${kase.order} and the Wobblegrip. Tomorow`,
  )
  await expect(marked(page)).toHaveText(['recieved', 'Wobblegrip'])
  // The word under the fingers is marked when they have gone on.
  await page.keyboard.type(' it')
  await expect(marked(page)).toHaveText(['recieved', 'Wobblegrip', 'Tomorow'])

  // From key to key: to the first one, its menu, the first suggestion.
  await page.keyboard.press('Shift+F7')
  expect(await selected(page)).toBe('recieved')
  await expect(page.getByRole('status', { name: 'Spelling' }).filter({ visible: true })).toHaveText(
    'Misspelt: recieved',
  )
  await page.keyboard.press('Control+.')
  await expect(menu(page)).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'received', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(menu(page)).toBeHidden()
  await expect(reply(page)).toHaveValue(/we have received order/)
  await expect(reply(page)).toBeFocused()
  await page.keyboard.press('Control+z')
  await expect(reply(page)).toHaveValue(/we have recieved order/)
  await page.keyboard.press('Control+y')
  await expect(marked(page)).toHaveText(['Wobblegrip', 'Tomorow'])

  // Back round the end, and the word becomes the agent's own.
  await page.keyboard.press('Control+Shift+F7')
  await page.keyboard.press('Control+Shift+F7')
  await page.keyboard.press('Shift+F7')
  await page.keyboard.press('Shift+F7')
  expect(await selected(page)).toBe('Wobblegrip')
  await page.keyboard.press('Control+Shift+F8')
  await expect(menu(page)).toBeVisible()
  const send = page.getByRole('button', { name: 'Send' }).filter({ visible: true })
  const [over, below] = await Promise.all([menu(page).boundingBox(), send.boundingBox()])
  expect((over?.y ?? 0) + (over?.height ?? 0)).toBeLessThan(below?.y ?? 0)
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('menuitem', { name: 'Add to my words' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(marked(page)).toHaveText(['Tomorow'])
  await expect(reply(page)).toHaveValue(/the Wobblegrip\. Tomorow it/)

  expect(asked.filter((url) => url.startsWith('app://desk/assets/spelling-'))).not.toEqual([])
  expect(asked.filter((url) => !url.startsWith('app://'))).toEqual([])

  // The setting went to the server, as it does for any desk of hers.
  await expect
    .poll(() => world.sql(`select 1 from settings where d::text like '%Wobblegrip%'`).then((rows) => rows.length), {
      timeout: 30_000,
    })
    .toBe(1)
  await desk.kill()
  const again = await desk.again()
  await openCase(again.page, kase.number)
  await expect(marked(again.page)).toHaveText(['Tomorow'], { timeout: 30_000 })
})

test('a language is told that has no dictionary or is not the expected one, and what is misspelt goes out all the same', async ({
  world,
  openDesk,
}) => {
  const [kase] = await freeCases(world, `k.d ->> 'language' like 'en%'`)
  if (kase === undefined) throw new Error('The demo world holds no free case.')
  await world.sql(
    `update customers set d = jsonb_set(d, '{language}', '"es"') where id = (select d ->> 'customerId' from cases where id = $1)`,
    [kase.id],
  )
  const page = await signInAs(await openDesk(), 'ana')
  await openCase(page, kase.number)
  await reply(page).fill('شكرا لتواصلكم معنا بخصوص الطلب')
  await expect(page.getByText('No spelling for Arabic').filter({ visible: true })).toBeVisible()
  await expect(marked(page)).toHaveCount(0)
  await reply(page).fill('Gracias por escribirnos. Hemos recivido su pedido.')
  await expect(marked(page)).toHaveText(['recivido'])
  await expect(page.getByText(/spelling/i).filter({ visible: true })).toHaveCount(0)
  await reply(page).fill('We wil look into your tracking tomorow morning and write to you again.')
  await expect(page.getByText('Spelling: English').filter({ visible: true })).toBeVisible()
  await expect(marked(page)).toHaveText(['wil', 'tomorow'])
  await page.keyboard.press('Control+Enter')
  await expect(reply(page)).toHaveValue('')
})
