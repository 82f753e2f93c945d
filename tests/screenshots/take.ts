import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { barriersOn } from '../e2e/axe-kit.ts'
import { type Desk, expect } from '../e2e/fixtures.ts'

const root = resolve(import.meta.dirname, '../..')
const PICTURES = resolve(root, 'docs/screenshots')
const FOUND = resolve(root, 'test-results/screens')
const sizes = [
  [1366, 768],
  [1920, 1080],
] as const

/** One screen in both themes and sizes, with axe on each. */
export async function take(desk: Desk, name: string): Promise<void> {
  const { app, page } = desk
  const found: { name: string; violations: string[] }[] = []
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
      found.push({ name: `${name}-${width}-${theme}`, violations: await barriersOn(page) })
    }
  }
  mkdirSync(FOUND, { recursive: true })
  writeFileSync(resolve(FOUND, `${name}.json`), JSON.stringify(found))
}

const settle = (page: Page) =>
  page.evaluate(async () => {
    await document.fonts.ready
    // What breathes or is held never ends.
    const ending = document
      .getAnimations()
      .filter((each) => each.playState === 'running' && each.effect?.getComputedTiming().endTime !== Infinity)
    await Promise.all(ending.map((each) => each.finished.catch(() => undefined)))
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  })
