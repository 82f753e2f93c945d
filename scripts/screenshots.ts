import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildApp } from './build-app.ts'
import { openDisplay } from './display.ts'
import { runTool } from './parts.ts'
import { projectRoot } from './places.ts'
import { say } from './progress.mjs'
import { electronLaunch } from './run-electron.ts'

// npm run screenshots: every screen, light and dark, at both sizes, into docs/screenshots, with axe on each.
const FOUND = join(projectRoot, 'test-results/screens')

rmSync(FOUND, { recursive: true, force: true })
await buildApp()
const launch = await electronLaunch({ appDir: projectRoot })
say(`Electron ${launch.version}, Chromium ${launch.chromium}`)
const display = await openDisplay()
const code = await runTool(
  '@playwright/test/cli.js',
  ['test', '--config', 'tests/screenshots/playwright.config.ts', ...process.argv.slice(2)],
  {
    ...display.env,
    EVENKEEL_E2E_CASES: 'all',
  },
)
await display.stop()
const screens = readdirSync(FOUND).flatMap(
  (file) => JSON.parse(readFileSync(join(FOUND, file), 'utf8')) as { name: string; violations: string[] }[],
)
for (const { name, violations } of screens) for (const each of violations) say(`${name}: ${each}`)
say(`${screens.length} screens, ${screens.flatMap(({ violations }) => violations).length} violations`)
process.exit(code)
