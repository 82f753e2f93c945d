import { availableParallelism } from 'node:os'
import { defineConfig } from '@playwright/test'

/** End to end on the real Electron. Start it with `npm run e2e`, which brings Electron and a display along. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // Two at once where each can have a screen of its own: on one screen their windows would take the focus from each other.
  workers: process.env['EVENKEEL_SCREEN_EACH'] === '1' ? Math.min(2, availableParallelism()) : 1,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['./scripts/capabilities/playwright-reporter.ts']],
})
