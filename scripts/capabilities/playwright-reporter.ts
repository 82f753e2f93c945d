import { relative } from 'node:path'
import type { FullConfig, Reporter, TestCase, TestResult } from '@playwright/test/reporter'
import { projectRoot } from '../places.ts'
import { commitOf } from './commit.ts'
import { keepRun } from './test-runs.ts'

/** Keeps how each end-to-end test of this run ended, for `npm run capabilities`. */
export default class KeepRuns implements Reporter {
  private commit = ''

  onBegin(_config: FullConfig): void {
    this.commit = commitOf(projectRoot)
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status === 'skipped' || result.status === 'interrupted') return
    keepRun(projectRoot, {
      file: relative(projectRoot, test.location.file).replaceAll('\\', '/'),
      at: new Date().toISOString(),
      commit: this.commit,
      // The first two parts of the path are the root and the project.
      ended: [
        { name: test.titlePath().slice(3).join(' > '), result: result.status === 'passed' ? 'passed' : 'failed' },
      ],
      isBroken: false,
    })
  }

  /** The other reporters print. */
  printsToStdio(): boolean {
    return false
  }
}
