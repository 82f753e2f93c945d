import { buildApp } from './build-app.ts'
import { openDisplay } from './display.ts'
import { runTool } from './parts.ts'
import { say } from './progress.mjs'
import { electronLaunch } from './run-electron.ts'
import { projectRoot } from './places.ts'

// npm run morning: sixty contacts on the real Electron by keyboard alone, offline for the middle third, with its times.
await buildApp()
const launch = await electronLaunch({ appDir: projectRoot })
say(`Electron ${launch.version}, Chromium ${launch.chromium}`)
const display = await openDisplay()
const code = await runTool('@playwright/test/cli.js', ['test', '--config', 'tests/morning/playwright.config.ts'], {
  ...display.env,
  EVENKEEL_E2E_CASES: 'all',
})
await display.stop()
process.exit(code)
