import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

// Hundreds of tests make a folder of their own where the system keeps what is temporary; all of them go with the run.
const OWN = 'EVENKEEL_TESTS_TEMP'
if (process.env[OWN] === undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-tests-'))
  // PostgreSQL never runs as root, and goes through it to a folder of its own.
  chmodSync(folder, 0o711)
  for (const name of [OWN, 'TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
}

const anyTest = 'tests/**/*.test.{ts,tsx}'
const elsewhere = ['server', 'simulation', 'journeys', 'house', 'e2e'].map((room) => `tests/${room}/**`)

/** A part of the suite that stands for itself: `npm run unit` runs the first, `npm test` all of them. */
const part = (name: string, include: string[], exclude: string[] = []) => ({
  test: {
    name,
    include,
    exclude: [...exclude, 'tests/support/lint-fixtures/**', '**/node_modules/**'],
    environment: 'node',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})

export default defineConfig({
  test: {
    reporters: ['default', './scripts/capabilities/vitest-reporter.ts'],
    projects: [
      // Whatever is not one of the others is a unit test, so that no test file can fall between the chairs.
      part('unit', [anyTest], elsewhere),
      part('simulation', ['tests/simulation/**/*.test.ts']),
      part('journeys', ['tests/journeys/**/*.test.{ts,tsx}']),
      part('server', ['tests/server/**/*.test.ts']),
      part('house', ['tests/house/**/*.test.ts']),
    ],
  },
})
