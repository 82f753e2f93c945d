import { defineConfig } from '@playwright/test'

/** Not part of `npm test`: `npm run screenshots` makes the pictures of docs/screenshots with it. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/screenshots',
  workers: 1,
  timeout: 900_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
})
