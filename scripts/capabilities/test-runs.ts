import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// What the last run said of every test. Each run of the tests, whole or in part, writes here; nobody else does.

/** Out of the repository, and out of the folder that Playwright empties at each start. */
const RUNS = '.cache/test-runs'

/** How a test ended the last time it ran, when that was, and on which commit (with a `+` where files were changed since). */
export type LastResult = { result: 'passed' | 'failed'; at: string; commit: string }

/** All that is known of one test file. `sha256` is of the file as it ran. */
export type FileRun = { file: string; sha256: string; tests: Record<string, LastResult> }

export type Ended = { name: string; result: 'passed' | 'failed' }

export const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')

/**
 * What is known of a file after one more run. A run of some of its tests leaves what is known of the others, unless the
 * file has changed since: then nothing of it is known any more. A file that cannot be loaded proves nothing at all.
 */
export function afterRun(
  known: FileRun | null,
  run: { file: string; sha256: string; at: string; commit: string; ended: readonly Ended[]; isBroken: boolean },
): FileRun {
  const stays = !run.isBroken && known !== null && known.sha256 === run.sha256 ? known.tests : {}
  const { at, commit } = run
  const fresh = Object.fromEntries(run.ended.map(({ name, result }) => [name, { result, at, commit }]))
  return { file: run.file, sha256: run.sha256, tests: { ...stays, ...fresh } }
}

const nameOf = (file: string): string => `${file.replaceAll(/[^\w.-]/g, '~')}.json`

const readRun = (path: string): FileRun | null =>
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as FileRun) : null

/** Keeps how the tests of one file ended. Written whole or not at all: two runs may end at the same moment. */
export function keepRun(
  root: string,
  run: { file: string; at: string; commit: string; ended: readonly Ended[]; isBroken: boolean },
): void {
  const dir = join(root, RUNS)
  mkdirSync(dir, { recursive: true })
  const path = join(dir, nameOf(run.file))
  const next = afterRun(readRun(path), { ...run, sha256: sha256(readFileSync(join(root, run.file))) })
  const making = `${path}.${process.pid}`
  writeFileSync(making, `${JSON.stringify(next, null, 2)}\n`)
  renameSync(making, path)
}

/** What is known of every test file that is still there and still the one that ran. */
export function readRuns(root: string): FileRun[] {
  const dir = join(root, RUNS)
  if (!existsSync(dir)) return []
  return readdirSync(dir)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .flatMap((name) => readRun(join(dir, name)) ?? [])
    .filter(({ file, sha256: ran }) => {
      const path = join(root, file)
      return existsSync(path) && sha256(readFileSync(path)) === ran
    })
}

/** As in a clone where no test has run yet. */
export const forgetRuns = (root: string): void => rmSync(join(root, RUNS), { recursive: true, force: true })
