import type { Page } from '@playwright/test'

/** Puts something that it takes into the field which has the focus; what is suggested there stays. */
export async function fillField(page: Page): Promise<void> {
  const { kind, isFilled } = await page.evaluate(() => {
    const field = document.activeElement as HTMLInputElement | null
    const names = [field?.localName, field?.type, field?.inputMode].join(' ')
    return { kind: names, isFilled: (field?.value ?? '') !== '' }
  })
  if (isFilled) return
  if (kind.startsWith('select')) await page.keyboard.press('ArrowDown')
  else if (kind.includes('date')) await page.keyboard.type(`1212${new Date().getFullYear() + 1}`)
  else if (kind.includes('email')) await page.keyboard.type('name@example.org')
  else if (kind.includes('tel')) await page.keyboard.type('+44 20 7946 0018')
  else if (kind.includes('decimal')) await page.keyboard.type('4.50')
  else await page.keyboard.type('the blue one')
}
