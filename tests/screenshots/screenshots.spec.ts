import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { Desk } from '../e2e/fixtures.ts'
import { expect, test } from '../e2e/fixtures.ts'

const root = resolve(import.meta.dirname, '../..')
const PICTURES = resolve(root, 'docs/screenshots')
const sizes = [
  [1366, 768],
  [1920, 1080],
] as const
const found: { name: string; violations: string[] }[] = []

/** One screen in both themes and sizes, with axe on each. */
async function take(desk: Desk, name: string): Promise<void> {
  const { app, page } = desk
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height })
    for (const theme of ['light', 'dark'] as const) {
      await app.evaluate(({ nativeTheme }, to) => {
        nativeTheme.themeSource = to
      }, theme)
      await expect
        .poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
        .toBe(theme === 'dark')
      await settle(page)
      await page.screenshot({ path: resolve(PICTURES, `${name}-${width}-${theme}.png`) })
      const { violations } = await new AxeBuilder({ page } as never).setLegacyMode(true).analyze()
      found.push({
        name: `${name}-${width}-${theme}`,
        violations: violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
        ),
      })
    }
  }
}
const settle = (page: Page) =>
  page.evaluate(async () => {
    await document.fonts.ready
    await Promise.all(document.getAnimations().map((each) => each.finished.catch(() => undefined)))
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  })

test.beforeAll(() => mkdirSync(PICTURES, { recursive: true }))
test.afterAll(() => {
  mkdirSync(resolve(root, 'test-results'), { recursive: true })
  writeFileSync(resolve(root, 'test-results/screens.json'), JSON.stringify(found))
})

test('every screen', async ({ world, openDesk }) => {
  const desk = await openDesk()
  const { page } = desk
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  await take(desk, 'sign-in')
  await desk.signIn('ana')
  await expect(page.getByRole('status', { name: 'Connection' })).toContainText('Up to date')
  await take(desk, 'queue')
  await page.getByRole('grid', { name: 'Queue' }).getByRole('row').nth(2).click()
  await page
    .getByRole('textbox', { name: 'Reply' })
    .fill('Hello, thank you for waiting. I have asked the depot and will write to you by noon tomorrow.')
  await take(desk, 'case')
  world.cable.line = 'down'
  await page.keyboard.press('Control+Enter')
  await page.keyboard.press('Control+e')
  await page.getByRole('textbox', { name: 'Note' }).fill('Depot asked at 10:40, answer by tomorrow.')
  await page.getByRole('button', { name: 'Add note' }).click()
  await expect(page.getByRole('status', { name: 'Connection' })).toContainText('Working offline', { timeout: 30_000 })
  await take(desk, 'offline')
  await page.getByRole('button', { name: /Outbox/ }).click()
  await page.getByRole('dialog', { name: 'Outbox' }).waitFor()
  await take(desk, 'outbox')
})
