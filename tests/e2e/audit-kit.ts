import type { Locator, Page } from '@playwright/test'
import { expect } from './fixtures.ts'

export const strip = (page: Page) => page.getByRole('region', { name: 'My shift' })
export const audit = (page: Page) => page.getByRole('dialog', { name: 'How this number was made' })

/** "1:02:03" in seconds. */
export const seconds = (said: string): number => said.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)

export type Audited = {
  /** At the head: what is counted, in seconds or as a count. */
  counted: number
  /** What the lines say they give to it. */
  lines: number
  /** How long the lines are together. */
  lengths: number
  /** At the foot. */
  sum: number
  /** Cell by cell. */
  rows: string[][]
}

/** The figures at the head, in all of the lines and at the foot of the audit. Only what is seen of the table is drawn. */
export async function readAudit(dialog: Locator): Promise<Audited> {
  const grid = dialog.getByRole('grid')
  const count = Number(await grid.getAttribute('aria-rowcount')) - 1
  const rows: string[][] = []
  await grid.press('Home')
  for (;;) {
    const drawn = await dialog
      .locator('tbody tr[aria-rowindex]')
      .evaluateAll((all) =>
        all.map((row) => [
          row.getAttribute('aria-rowindex') ?? '',
          ...[...row.querySelectorAll('td')].map((cell) => cell.textContent?.trim() ?? ''),
        ]),
      )
    for (const [index, ...cells] of drawn) rows[Number(index) - 2] = cells
    if (rows.filter(Boolean).length === count) break
    await grid.press('PageDown')
  }
  const add = (column: number) =>
    rows.reduce((sum, row) => sum + (/^[\d:]+$/.test(row[column] ?? '') ? seconds(row[column] ?? '') : 0), 0)
  const fraction = (await dialog.locator('.audit-fraction').textContent()) ?? ''
  const foot = (await dialog.locator('[data-audit-sum]').textContent()) ?? ''
  return {
    counted: seconds(/[\d:]+/.exec(fraction)?.[0] ?? ''),
    lines: add(6),
    lengths: add(3),
    sum: seconds(/[\d:]+/.exec(foot)?.[0] ?? ''),
    rows,
  }
}

/** Presses a figure and reads how it was made; the audit is closed again. */
export async function auditOf(page: Page, figure: Locator): Promise<Audited & { value: string }> {
  await figure.click()
  await expect(audit(page)).toBeVisible()
  const read = await readAudit(audit(page))
  const value = (await audit(page).locator('.audit-value').textContent()) ?? ''
  await page.keyboard.press('Escape')
  await expect(audit(page)).toHaveCount(0)
  return { ...read, value }
}
