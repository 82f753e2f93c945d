import { signInAs } from './composer-kit.ts'
import { peopleOf } from './customer-kit.ts'
import { expect, test } from './fixtures.ts'

test.setTimeout(300_000)

test('a case is opened for somebody nobody knew, offline and by keyboard; whoever is known is offered, not doubled', async ({
  world,
  openDesk,
}) => {
  const [known] = await peopleOf(world)
  if (known === undefined) throw new Error('The demo world holds no customer of one name.')
  const page = await signInAs(await openDesk(), 'ana')
  world.cable.line = 'down'
  await page.keyboard.press('Control+Shift+O')
  const form = page.getByRole('dialog', { name: 'New case' })
  await expect(form.getByRole('combobox', { name: 'Name, e-mail or telephone' })).toBeFocused()
  await page.keyboard.type('Zdenka Quillfeather')
  await expect(form.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(form.getByRole('textbox', { name: 'First name' })).toBeFocused()
  await expect(form.getByRole('textbox', { name: 'First name' })).toHaveValue('Zdenka')
  await expect(form.getByRole('textbox', { name: 'Family name' })).toHaveValue('Quillfeather')
  await page.keyboard.press('Enter')
  await expect(form.getByRole('alert')).toContainText('Write down an e-mail address or a telephone number')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type(known.email.toUpperCase())
  await expect(form.getByRole('button', { name: `Open it for ${known.name}` })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(form.getByRole('alert')).toContainText('Somebody with this e-mail address is known already')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('zdenka@example.net')
  await expect(form.getByRole('button', { name: `Open it for ${known.name}` })).toBeHidden()
  await form.getByRole('textbox', { name: 'Subject' }).focus()
  await page.keyboard.type('e2e asks for a catalogue')
  await page.keyboard.press('Enter')
  await expect(form).toBeHidden()
  await expect(page.getByRole('heading', { name: 'e2e asks for a catalogue' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Case', exact: true })).toContainText('Zdenka Quillfeather')

  world.cable.line = 'up'
  const made = () =>
    world.sql<{ name: string; email: string; number: number }>(
      `select k.d ->> 'givenName' as name, k.d ->> 'email' as email, c.number::int as number
       from cases c join customers k on k.id = c.d ->> 'customerId' where c.d ->> 'subject' = 'e2e asks for a catalogue'`,
    )
  await expect
    .poll(made, { timeout: 60_000 })
    .toMatchObject([{ name: 'Zdenka', email: 'zdenka@example.net', number: expect.any(Number) }])
})
