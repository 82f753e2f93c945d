import { signInAs } from './composer-kit.ts'
import { expect, test } from './fixtures.ts'
import { rows } from './queue-kit.ts'

test.setTimeout(240_000)

test('a desk begins at the head of the queue, and Escape in My state goes back to where the agent was', async ({
  openDesk,
}) => {
  const page = await signInAs(await openDesk(), 'ana')
  await expect(page.getByRole('heading', { name: 'Queue', exact: true })).toBeFocused()
  await page.keyboard.press('F6')
  await expect(rows(page).first()).toBeFocused()

  await page.keyboard.press('Enter')
  const reply = page.getByRole('textbox', { name: 'Reply' }).filter({ visible: true })
  await reply.fill('Half a sentence')
  const myState = page.getByRole('combobox', { name: 'My state' })
  await page.keyboard.press('Shift+F2')
  await expect(myState).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(reply).toBeFocused()
  await page.keyboard.type(' more')
  await expect(reply).toHaveValue('Half a sentence more')
})
