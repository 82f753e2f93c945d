import type { Page } from '@playwright/test'
import { expect } from '../e2e/fixtures.ts'

export const ESCALATION = 'Please check the payment of the morning.'
export const PROMISE = 'Write with news from the depot'

/** Gives a part of the case to Finance. */
export async function escalate(page: Page): Promise<void> {
  await page.keyboard.press('Shift+F4')
  const dialog = page.getByRole('dialog', { name: 'Escalate' })
  await expect(dialog.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('Finance')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Control+End')
  await page.keyboard.type(` ${ESCALATION}`)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
}

export async function promise(page: Page): Promise<void> {
  await page.keyboard.press('Control+Shift+p')
  const words = page.getByRole('textbox', { name: 'What did you promise?' })
  await expect(words).toBeFocused()
  await page.keyboard.type(PROMISE)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Note a promise' })).toBeHidden()
}
