import type { Page } from '@playwright/test'
import { freeCases, openCase, signInAs } from './composer-kit.ts'
import { contactBar, customersOf, peopleOf, quietLines, wrapUpForm } from './customer-kit.ts'
import { expect, test } from './fixtures.ts'

test.setTimeout(300_000)

const guide = (page: Page) => page.getByRole('form', { name: 'Guide' }).filter({ visible: true })
const question = (page: Page) => guide(page).locator('.guide-question')
const form = (page: Page, name: string) => page.getByRole('dialog', { name })
const box = (page: Page, name: string) => page.getByRole('textbox', { name }).filter({ visible: true })

/** What the half-filled forms on this machine's disk are about; their answers are sealed. */
const formsOnDisk = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const [known] = (await indexedDB.databases()).filter(({ name }) => name?.startsWith('evenkeel-'))
    const db = await new Promise<IDBDatabase>((opened, failed) => {
      const asked = indexedDB.open(known?.name ?? '')
      asked.onsuccess = () => opened(asked.result)
      asked.onerror = () => failed(asked.error)
    })
    const keys = await new Promise<string[]>((read) => {
      const asked = db.transaction('forms').objectStore('forms').getAllKeys()
      asked.onsuccess = () => read(asked.result as string[])
    })
    db.close()
    return keys.map((key) => key.split(' ')[0] ?? '').sort()
  })

test('what is half said in a guide and in the forms of the desk survives a crash, offline too, and is gone once done [C27]', async ({
  world,
  openDesk,
}) => {
  await quietLines(world)
  const [kase] = await freeCases(world)
  const [caller, other] = await peopleOf(world)
  if (kase === undefined || caller === undefined || other === undefined) throw new Error('The demo world is too small.')
  const desk = await openDesk()
  const page = await signInAs(desk, 'ana')
  const call = await customersOf(world).calls(caller, 'Where is the bill?')
  await expect(page.getByRole('region', { name: 'Needs you now' })).toContainText(`${caller.name} calls`)
  await page.keyboard.press('Control+Shift+A')
  await expect(contactBar(page)).toContainText('On the phone')
  world.cable.line = 'down'
  await page.keyboard.press('Control+Shift+U')
  await box(page, 'What was said and agreed').fill('The bill comes by post')
  await page.keyboard.press('Escape')

  await openCase(page, kase.number)
  await page.keyboard.press('F4')
  await page.getByRole('searchbox', { name: 'Find a guide' }).fill('forgotten usern')
  await page.keyboard.press('Enter')
  await expect(question(page)).toHaveText('Find the customer')
  await guide(page).getByRole('button', { name: 'Continue' }).press('Enter')
  await expect(question(page)).toHaveText('Check who it is')
  await guide(page).getByRole('radio', { name: 'Three or four are right' }).check()
  await page.keyboard.press('Enter')
  await expect(question(page)).toHaveText('Username')
  await guide(page).getByRole('textbox').fill('nosei1')

  await page.keyboard.press('Shift+F4')
  await form(page, 'Escalate').getByRole('combobox', { name: 'Team' }).selectOption('finance')
  await box(page, 'What they need to know').fill('Pay the postage back')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Shift+P')
  await box(page, 'What did you promise?').fill('A call on Friday')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Shift+M')
  await form(page, 'Merge').getByRole('combobox').first().selectOption('customers')
  await form(page, 'Merge').getByRole('textbox').fill(other.name)
  await form(page, 'Merge')
    .getByRole('radio', { name: new RegExp(other.name) })
    .check()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Shift+J')
  await form(page, 'Skip this case').getByRole('radio', { name: 'I know the customer' }).check()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Shift+O')
  await page.getByRole('combobox', { name: 'Name, e-mail or telephone' }).fill(other.name)
  await page.getByRole('option', { name: other.name }).click()
  await form(page, 'New case').getByRole('textbox', { name: 'Subject' }).fill('Asks about a gift card')
  await page.keyboard.press('Escape')
  const begun = ['escalate', 'guide', 'merge', 'new-case', 'promise', 'skip', 'wrap-up']
  await expect.poll(() => formsOnDisk(page)).toEqual(begun)
  await desk.kill()

  const again = (await desk.again()).page
  await again.getByRole('grid', { name: 'Queue' }).waitFor()
  await openCase(again, kase.number)
  await again.keyboard.press('F4')
  await expect(question(again)).toHaveText('Username')
  await expect(guide(again).getByRole('textbox')).toHaveValue('nosei1')
  await guide(again).getByRole('textbox').press('Enter')
  await expect(question(again)).toHaveText('Username told')
  await expect(box(again, 'Note of the guide')).toHaveValue(/Username told: nosei1\./)

  await again.keyboard.press('Shift+F4')
  await expect(box(again, 'What they need to know')).toHaveValue('Pay the postage back')
  await form(again, 'Escalate').getByRole('button', { name: 'Escalate' }).click()
  await again.keyboard.press('Control+Shift+P')
  await expect(box(again, 'What did you promise?')).toHaveValue('A call on Friday')
  await again.keyboard.press('Enter')
  await expect(form(again, 'Note a promise')).toBeHidden()
  await again.keyboard.press('Control+Shift+P')
  await expect(box(again, 'What did you promise?')).toHaveValue('')
  await again.keyboard.press('Escape')
  await again.keyboard.press('Control+Shift+M')
  await expect(form(again, 'Merge').getByRole('textbox')).toHaveValue(other.name)
  await form(again, 'Merge').getByRole('button', { name: 'Merge' }).click()
  await expect(form(again, 'Merge')).toBeHidden()
  await again.keyboard.press('Control+Shift+J')
  await expect(form(again, 'Skip this case').getByRole('radio', { name: 'I know the customer' })).toBeChecked()
  await form(again, 'Skip this case').getByRole('button', { name: 'Skip', exact: true }).click()
  await expect(form(again, 'Skip this case')).toBeHidden()
  await again.keyboard.press('Control+Shift+O')
  await expect(form(again, 'New case')).toContainText(other.name)
  await expect(form(again, 'New case').getByRole('textbox', { name: 'Subject' })).toHaveValue('Asks about a gift card')
  await again.keyboard.press('Escape')
  await openCase(again, call.caseNumber)
  await again.keyboard.press('Control+Shift+U')
  await expect(box(again, 'What was said and agreed')).toHaveValue('The bill comes by post')
  await wrapUpForm(again).getByRole('combobox', { name: 'Outcome' }).selectOption({ label: 'Resolved' })
  await again.keyboard.press('Control+Shift+U')
  await expect(wrapUpForm(again)).toBeHidden()
  // What was done has left the disk; the new case is still only begun.
  await expect.poll(() => formsOnDisk(again)).toEqual(['new-case'])
})
