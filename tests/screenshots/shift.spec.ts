import { expect, test } from '../e2e/fixtures.ts'
import { breakCard, breakScreen, planFor } from '../e2e/break-kit.ts'
import { signInAs } from '../e2e/composer-kit.ts'
import { take } from './take.ts'

test('numbers of a shift and of four weeks', async ({ openDesk }) => {
  const desk = await openDesk()
  const page = await signInAs(desk, 'ana')
  await expect(page.getByRole('status', { name: 'Connection' })).toContainText('Up to date', { timeout: 180_000 })
  await page.keyboard.press('Control+Shift+S')
  const numbers = page.getByRole('region', { name: 'My numbers' })
  await numbers.getByRole('button', { name: /^Handling time \d/ }).waitFor()
  await take(desk, 'numbers')
  await numbers.getByRole('button', { name: /^Adherence [\d.]+ %$/ }).click()
  const audit = page.getByRole('dialog', { name: 'How this number was made' })
  await audit.getByRole('grid').waitFor()
  await take(desk, 'audit')
  await audit.getByRole('row').nth(2).click()
  await audit.getByRole('button', { name: 'Contest this line' }).click()
  await audit.getByRole('form', { name: 'Contest this line' }).waitFor()
  await take(desk, 'contest')
  await page.keyboard.press('Escape')
})

test('a break of the shift, and an exercise in it', async ({ world, openDesk }) => {
  await planFor(world, ['break', 45, 45 + 15 * 60], ['lunch', 2 * 3_600, 2 * 3_600 + 30 * 60])
  const desk = await openDesk()
  const page = await signInAs(desk, 'ana')
  await breakCard(page).waitFor({ timeout: 90_000 })
  await take(desk, 'break-card')
  await page.keyboard.press('F9')
  await breakScreen(page).waitFor()
  await take(desk, 'break')
  await page.keyboard.press('F9')
  await page.keyboard.press('Control+Shift+F9')
  const exercises = page.getByRole('dialog', { name: 'Exercises' })
  await exercises.getByRole('button', { name: 'Start' }).press('Enter')
  await exercises.getByText('Breathe in').waitFor()
  // Held still: it would breathe on while the themes change.
  await page.keyboard.press('Enter')
  await exercises.getByRole('button', { name: 'Go on' }).waitFor()
  await take(desk, 'breathing')
  await page.keyboard.press('F9')
})

test('what a lead reads of contested time', async ({ openDesk }) => {
  const desk = await openDesk()
  const page = await signInAs(desk, 'lea')
  await page
    .getByRole('navigation', { name: 'Places' })
    .getByRole('button', { name: /^Contested time/ })
    .click()
  const dialog = page.getByRole('dialog', { name: 'Contested time' })
  await dialog.getByRole('button', { name: 'Decide' }).first().press('Enter')
  await take(desk, 'disputes')
})
