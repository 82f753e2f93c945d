import { relative } from 'node:path'
import type { Reporter, TestModule } from 'vitest/node'
import { projectRoot } from '../places.ts'
import { commitOf } from './commit.ts'
import { keepRun } from './test-runs.ts'

/** Keeps how each test of this run ended, for `npm run capabilities`. */
export default class KeepRuns implements Reporter {
  private readonly commit = commitOf(projectRoot)

  onTestModuleEnd(module: TestModule): void {
    const tests = [...module.children.allTests()]
    const ended = tests.flatMap((test) => {
      const { state } = test.result()
      return state === 'passed' || state === 'failed' ? [{ name: test.fullName, result: state }] : []
    })
    keepRun(projectRoot, {
      file: relative(projectRoot, module.moduleId).replaceAll('\\', '/'),
      at: new Date().toISOString(),
      commit: this.commit,
      ended,
      isBroken: module.errors().length > 0,
    })
  }
}
