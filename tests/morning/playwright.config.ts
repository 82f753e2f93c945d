import { defineConfig } from '@playwright/test'

/** Not part of `npm test`: `npm run morning` lets an agent's morning run through, by keyboard alone. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/morning',
  workers: 1,
  timeout: 1_500_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: { video: 'off' },
})
