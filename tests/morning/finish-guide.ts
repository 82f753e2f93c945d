import type { Page } from '@playwright/test'
import { expect } from '../e2e/fixtures.ts'
import { fillField } from './fill-field.ts'
import { replyOf } from './write-answer.ts'

const MOST_STEPS = 40

/** Starts the guide of this title and answers it to its end, by keyboard; its draft is in the composer then. */
export async function finishGuide(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F4')
  const form = page.getByRole('form', { name: 'Guide' }).filter({ visible: true })
  await expect(form.getByRole('searchbox', { name: 'Find a guide' })).toBeFocused()
  await page.keyboard.type(title.toLowerCase())
  await expect(form.getByRole('button', { name: title })).toBeVisible()
  await page.keyboard.press('Enter')
  const question = form.locator('.guide-question')
  await expect(question).toBeVisible()
  // Two steps may have the same title.
  const shown = async () => (await form.locator('.guide-question, .guide-ask').allTextContents()).join(' ')
  const finish = form.getByRole('button', { name: 'Finish' })
  for (let step = 0; step < MOST_STEPS && !(await finish.isVisible()); step++) {
    const before = await shown()
    // What begins a step has the focus: nothing is clicked.
    await expect(form.locator('[data-first]').first()).toBeFocused()
    if ((await form.getByRole('radio').count()) > 0) await chooseFirstOpen(page)
    else if ((await form.getByRole('textbox').count()) > 0) await fillField(page)
    await page.keyboard.press('Enter')
    await expect.poll(shown).not.toBe(before)
  }
  await expect(finish).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(replyOf(page)).toBeFocused()
  await expect(replyOf(page)).not.toHaveValue('')
}

/** Those that the guide forbids say why and are not taken. */
async function chooseFirstOpen(page: Page): Promise<void> {
  const radios = page.getByRole('form', { name: 'Guide' }).filter({ visible: true }).getByRole('radio')
  const count = await radios.count()
  for (let digit = 1; digit <= count; digit++) {
    await page.keyboard.press(String(digit))
    if (await radios.nth(digit - 1).isChecked()) return
  }
}
