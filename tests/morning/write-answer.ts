import type { Locator, Page } from '@playwright/test'
import { expect } from '../e2e/fixtures.ts'
import { fillField } from './fill-field.ts'

/** Taken in turn: some ask for a day, an amount or a choice, some for nothing; some stage a refund or a promise. */
const TEMPLATES = [
  'Arrived damaged',
  'Parcel is late',
  'Ask for a picture',
  'Thank you for the kind words',
  'Complaint is with our lead',
  'Order has left our house',
  'Credit is on the account',
  'Wrong item came',
]
const MOST_FIELDS = 8
const MOST_HOLES = 12

export const replyOf = (page: Page) => page.getByRole('textbox', { name: 'Reply' }).filter({ visible: true })

/** Words of their own in each reply, so that each can be found again. */
export const wordsOf = (n: number) => `I have looked into it and it is settled now, note ${n + 1}.`

export const noteOf = (n: number) => `Looked at it, nothing open, ${n + 1}.`

/** Writes and sends the answer to the n-th contact; every third with a template. `isDrafted`: a guide has begun it. */
export async function writeAnswer(page: Page, n: number, isDrafted: boolean): Promise<void> {
  const reply = replyOf(page)
  const title = TEMPLATES[Math.floor(n / 3) % TEMPLATES.length] ?? ''
  await expect(reply).toBeFocused()
  if (n % 3 === 0 && !isDrafted) await insertTemplate(page, reply, title)
  await page.keyboard.press('Control+End')
  await page.keyboard.type(` Thank you for waiting. ${wordsOf(n)}`)
  await page.keyboard.press('Control+Enter')
  await fillHoles(page, reply)
  await expect(reply).toHaveValue('')
}

async function insertTemplate(page: Page, reply: Locator, title: string): Promise<void> {
  await page.keyboard.press('Control+m')
  await expect(page.getByRole('combobox', { name: 'Insert template' })).toBeFocused()
  await page.keyboard.type(title.toLowerCase())
  const list = page.getByRole('listbox', { name: 'Templates' })
  await expect(list.getByRole('option', { selected: true })).toContainText(title)
  await page.keyboard.press('Enter')
  const form = page.getByRole('form', { name: title })
  await expect(form.or(reply)).toBeVisible()
  for (let field = 0; field < MOST_FIELDS && (await form.isVisible()); field++) {
    await fillField(page)
    await page.keyboard.press('Enter')
  }
  await expect(reply).toBeFocused()
  await expect(reply).not.toHaveValue('')
}

/** Where Send refuses, the hole is selected: own words take its place, and Send is pressed again. */
async function fillHoles(page: Page, reply: Locator): Promise<void> {
  const alert = page.locator('.case-window .reply-refused [role="alert"]').filter({ visible: true })
  for (let hole = 0; hole < MOST_HOLES; hole++) {
    await expect.poll(async () => (await reply.inputValue()) === '' || (await alert.isVisible())).toBe(true)
    if ((await reply.inputValue()) === '') return
    await page.keyboard.type('your order')
    await page.keyboard.press('Control+Enter')
  }
}

export async function writeNote(page: Page, n: number): Promise<void> {
  await page.keyboard.press('Control+e')
  const note = page.getByRole('textbox', { name: 'Note', exact: true }).filter({ visible: true })
  await expect(note).toBeFocused()
  await page.keyboard.type(noteOf(n))
  await page.keyboard.press('Control+Enter')
  await expect(note).toHaveValue('')
  await page.keyboard.press('Control+e')
  await expect(replyOf(page)).toBeFocused()
}
