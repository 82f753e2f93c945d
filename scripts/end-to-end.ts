import { buildApp } from './build-app.ts'
import { openDisplay } from './display.ts'
import type { Counts, PlaywrightReport } from './parts.ts'
import { countPlaywright, runTool, withReport } from './parts.ts'
import { projectRoot } from './places.ts'
import { say } from './progress.mjs'
import { electronLaunch, NoElectron } from './run-electron.ts'
import { runProgram } from './run-program.ts'

const PLAYWRIGHT = '@playwright/test/cli.js'

/** The end-to-end tests on the real Electron, with all they need; skipped, with the reason, where no Electron can be had. */
export async function runEndToEnd(args: readonly string[]): Promise<Counts> {
  try {
    await buildApp()
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
  let launch: Awaited<ReturnType<typeof electronLaunch>>
  try {
    launch = await electronLaunch({ appDir: projectRoot })
  } catch (error) {
    if (!(error instanceof NoElectron)) throw error
    const skipped = await countTests(args)
    say(`${error.message} The ${skipped} end-to-end tests are skipped.`)
    return { passed: 0, failed: 0, skipped }
  }
  say(`Electron ${launch.version}, Chromium ${launch.chromium}`)
  const display = await openDisplay()
  try {
    const { code, report } = await withReport<PlaywrightReport>((file) =>
      runTool(PLAYWRIGHT, ['test', '--reporter=list,json,./scripts/capabilities/playwright-reporter.ts', ...args], {
        ...display.env,
        ...(display.isVirtual ? { EVENKEEL_SCREEN_EACH: '1' } : {}),
        PLAYWRIGHT_JSON_OUTPUT_FILE: file,
      }),
    )
    return countPlaywright(code, report)
  } finally {
    await display.stop()
  }
}

async function countTests(args: readonly string[]): Promise<number> {
  const listed = await runProgram(
    process.execPath,
    [`${projectRoot}/node_modules/${PLAYWRIGHT}`, 'test', '--list', '--reporter=list', ...args],
    { cwd: projectRoot },
  )
  return Number(/^Total: (\d+) tests?/m.exec(listed.stdout)?.[1] ?? 0)
}
