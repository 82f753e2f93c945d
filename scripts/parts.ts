import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from './places.ts'
import { say } from './progress.mjs'

// The parts of `npm test` and `npm run check`. Each prints all that its tool prints, and counts.

export type Counts = { passed: number; failed: number; skipped: number }

const none: Counts = { passed: 0, failed: 0, skipped: 0 }

export const addUp = (all: readonly Counts[]): Counts =>
  all.reduce(
    (sum, each) => ({
      passed: sum.passed + each.passed,
      failed: sum.failed + each.failed,
      skipped: sum.skipped + each.skipped,
    }),
    none,
  )

const bin = (path: string): string => join(projectRoot, 'node_modules', path)

/** Runs a program of node_modules on this Node, its output passed through. */
export function runTool(tool: string, args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [bin(tool), ...args], {
      cwd: projectRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    })
    const endIt = (signal: NodeJS.Signals) => void child.kill(signal)
    process.on('SIGTERM', endIt).on('SIGINT', endIt)
    child.once('error', () => resolve(127))
    child.once('close', (code) => {
      process.off('SIGTERM', endIt).off('SIGINT', endIt)
      resolve(code ?? 1)
    })
  })
}

/** A check that either stands or not. */
async function check(tool: string, args: readonly string[]): Promise<Counts> {
  return (await runTool(tool, args)) === 0 ? { ...none, passed: 1 } : { ...none, failed: 1 }
}

export const checkTypes = (): Promise<Counts> => check('typescript/bin/tsc', ['-b'])

export const checkLint = (): Promise<Counts> => check('oxlint/bin/oxlint', ['--deny-warnings'])

export const checkFormat = (): Promise<Counts> => check('@biomejs/biome/bin/biome', ['format', '.'])

/** Runs a tool that writes a JSON report, and reads it; null when it wrote none. */
export async function withReport<Report>(
  run: (reportFile: string) => Promise<number>,
): Promise<{ code: number; report: Report | null }> {
  const dir = mkdtempSync(join(tmpdir(), 'evenkeel-report-'))
  try {
    const file = join(dir, 'report.json')
    const code = await run(file)
    return { code, report: existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : null }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

export type VitestReport = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

/** What a run of vitest counts for. A file that cannot even be loaded, or an error outside of any test, is a failure too. */
export function countVitest(code: number, report: VitestReport | null): Counts {
  if (report === null) return { ...none, failed: 1 }
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  const failed = report.numFailedTests + brokenFiles.length
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** The tests of one project of vitest.config.ts. */
export async function runVitest(project: string, args: readonly string[] = []): Promise<Counts> {
  const { code, report } = await withReport<VitestReport>((file) =>
    runTool('vitest/vitest.mjs', [
      'run',
      `--project=${project}`,
      '--reporter=default',
      '--reporter=json',
      '--reporter=./scripts/capabilities/vitest-reporter.ts',
      `--outputFile.json=${file}`,
      ...args,
    ]),
  )
  return countVitest(code, report)
}

export type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  errors: unknown[]
}

/** What a run of Playwright counts for. */
export function countPlaywright(code: number, report: PlaywrightReport | null): Counts {
  if (report === null) return { ...none, failed: 1 }
  const { expected, unexpected, flaky, skipped } = report.stats
  const failed = unexpected + report.errors.length
  // A test that passes only at the second try is not green.
  return { passed: expected, failed: failed + flaky === 0 && code !== 0 ? 1 : failed + flaky, skipped }
}

export type Part = { heading: string; run: () => Promise<Counts> }

/** Every part under its heading, also after one that fails; at the end one line that adds up. Answers the exit code. */
export async function runParts(parts: readonly Part[]): Promise<number> {
  const counted: Counts[] = []
  const broken: string[] = []
  for (const [at, part] of parts.entries()) {
    const beganAt = Date.now()
    say(`\n== ${at + 1}/${parts.length} ${part.heading}`)
    const counts = await part.run().catch((error: unknown) => {
      say(error instanceof Error ? (error.stack ?? error.message) : String(error))
      return { ...none, failed: 1 }
    })
    counted.push(counts)
    if (counts.failed > 0) broken.push(part.heading)
    const seconds = Math.round((Date.now() - beganAt) / 1000)
    say(`-- ${part.heading}: ${inWords(counts)} in ${seconds} s`)
  }
  const sum = addUp(counted)
  say(broken.length > 0 ? `\nFailed in: ${broken.join(', ')}` : '')
  say(inWords(sum))
  return sum.failed > 0 ? 1 : 0
}

const inWords = (counts: Counts): string =>
  `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`
