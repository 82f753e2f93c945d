import { defineConfig } from '@playwright/test'

/** End to end on the real Electron. Start it with `npm run e2e`, which brings Electron and a display along. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['./scripts/capabilities/playwright-reporter.ts']],
})
