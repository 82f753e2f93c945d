import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { signInAs } from './composer-kit.ts'
import { contactHasGoneOn, planFor, restAWhile } from './break-kit.ts'
import { contactBar, customersOf, peopleOf, wrapUp } from './customer-kit.ts'
import { expect, test } from './fixtures.ts'

test.setTimeout(240_000)

const strip = (page: Page) => page.getByRole('region', { name: 'My shift' })
const audit = (page: Page) => page.getByRole('dialog', { name: 'How this number was made' })

/** "1:02:03" in seconds. */
const seconds = (said: string): number => said.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)

/** The figures at the head, in the lines and at the foot of the audit, in seconds. */
async function readAudit(dialog: Locator): Promise<{ counted: number; lines: number; lengths: number; sum: number }> {
  const rows = await dialog
    .locator('tbody tr[aria-rowindex]')
    .evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent?.trim() ?? '')),
    )
  expect(await dialog.getByRole('grid').getAttribute('aria-rowcount')).toBe(String(rows.length + 1))
  const add = (column: number) =>
    rows.reduce((sum, row) => sum + (/^[\d:]+$/.test(row[column] ?? '') ? seconds(row[column] ?? '') : 0), 0)
  const fraction = (await dialog.locator('.audit-fraction').textContent()) ?? ''
  const foot = (await dialog.locator('[data-audit-sum]').textContent()) ?? ''
  return {
    counted: seconds(/[\d:]+/.exec(fraction)?.[0] ?? ''),
    lines: add(6),
    lengths: add(3),
    sum: seconds(/[\d:]+/.exec(foot)?.[0] ?? ''),
  }
}

test('with the cable out the strip follows within seconds, every number is audited to the second, and a line is contested [C47] [C48] [C50] [C51]', async ({
  world,
  openDesk,
}) => {
  await planFor(world, ['break', 2 * 3_600, 2 * 3_600 + 900])
  const [person] = await peopleOf(world)
  if (person === undefined) throw new Error('The demo world holds no customer who could call.')
  const desk = await openDesk()
  const page = await signInAs(desk, 'ana')
  await customersOf(world).calls(person, 'Where is my lamp?')
  await expect(page.getByRole('region', { name: 'Needs you now' })).toContainText(person.name)
  await expect(strip(page).getByRole('button', { name: 'Contacts 0' })).toBeVisible()
  await expect(strip(page).getByRole('button', { name: 'Accuracy No audit yet' })).toBeVisible()
  await expect(strip(page).getByRole('img', { name: /^Plan \d\d:\d\d to \d\d:\d\d: / })).toBeVisible()

  world.cable.line = 'down'
  await page.keyboard.press('Control+Shift+A')
  await expect(strip(page).getByRole('button', { name: 'Contacts 1' })).toBeVisible({ timeout: 6_000 })
  await contactHasGoneOn(page, 3)
  await page.keyboard.press('Control+Shift+X')
  await expect(contactBar(page)).toContainText('Wrap-up')
  await contactHasGoneOn(page, 2)
  await wrapUp(page, 'Question answered', 'It arrives tomorrow.')
  await expect(contactBar(page)).toHaveCount(0)
  const myState = page.getByRole('combobox', { name: 'My state' })
  await myState.selectOption('break')
  await expect(myState).toHaveValue('break')
  await restAWhile(page)
  await myState.selectOption('available')

  await page.keyboard.press('Control+Shift+S')
  const numbers = page.getByRole('region', { name: 'My numbers' })
  await expect(numbers).toBeVisible()
  const handling = numbers.getByRole('button', { name: /^Handling time \d+ s$/ })
  await expect(handling).toBeVisible({ timeout: 15_000 })
  await handling.focus()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('tooltip')).toContainText('(talk + hold + consult + wrap-up) / contacts handled')
  await expect(page.getByRole('tooltip')).toContainText(/Policy version 1, zone \S+\./)
  await page.keyboard.press('Enter')
  const aht = await readAudit(audit(page))
  expect(aht.counted).toBeGreaterThanOrEqual(4)
  expect(aht.lines).toBe(aht.counted)
  expect(aht.sum).toBe(aht.counted)
  await expect(audit(page).locator('.audit-value')).toHaveText(`${aht.counted} s`)
  await expect(audit(page).getByRole('grid')).toContainText('recorded offline')
  await page.keyboard.press('Escape')

  await numbers.getByRole('button', { name: /^Adherence [\d.]+ %$/ }).click()
  const adherence = await readAudit(audit(page))
  expect(adherence.lengths).toBe(adherence.sum)
  expect(adherence.lines).toBe(adherence.counted)
  const value = Number.parseFloat((await audit(page).locator('.audit-value').textContent()) ?? '')
  expect(Math.abs(value - (100 * adherence.counted) / adherence.sum)).toBeLessThan(0.1)

  const taken = audit(page)
    .getByRole('row', { name: /Break.*You/ })
    .first()
  await taken.click()
  await audit(page).getByRole('button', { name: 'Contest this line' }).click()
  const form = audit(page).getByRole('form', { name: 'Contest this line' })
  await form.getByRole('button', { name: 'Contest', exact: true }).click()
  await expect(form.getByRole('alert')).toContainText('Say what is wrong with it')
  await form.getByRole('textbox').fill('I only looked for the key of that state.')
  await expect(form.getByRole('region')).toContainText('Call')
  const { violations } = await new AxeBuilder({ page } as never).setLegacyMode(true).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual(
    [],
  )
  await form.getByRole('button', { name: 'Contest', exact: true }).click()
  await expect(audit(page).getByText('Disputed by you')).toBeVisible()
  await expect(audit(page).getByRole('row', { name: /Break.*You.*Disputed/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(numbers.getByText('1 line disputed').first()).toBeVisible()

  world.cable.line = 'up'
  const disputes = () => world.sql<{ words: string }>(`select d ->> 'words' as words from disputes`)
  await expect.poll(disputes, { timeout: 60_000 }).toEqual([{ words: 'I only looked for the key of that state.' }])
})
