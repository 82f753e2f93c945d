import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '../scripts/build-app.ts'
import { openDisplay } from '../scripts/display.ts'
import { projectRoot } from '../scripts/places.ts'
import { say } from '../scripts/progress.mjs'
import { electronLaunch } from '../scripts/run-electron.ts'
import { keepDataset, percentOf } from './dataset/keep-files.ts'
import type { Counts } from './dataset/logical-rows.ts'
import { buildBench } from './measure/build-bench.ts'
import { measureDesk } from './measure/measure-desk.ts'
import { measurePicker } from './measure/measure-picker.ts'
import { measureStart } from './measure/measure-start.ts'
import { measureStores } from './measure/measure-stores.ts'
import { makeShells } from './measure/open-shell.ts'
import { serveBench } from './measure/serve-bench.ts'
import { startServer } from './measure/start-server.ts'
import type { Options, Part } from './options.ts'
import type { Measured } from './report/commitments.ts'
import { printReport } from './report/print-report.ts'

const room = join(projectRoot, 'bench')
const work = join(projectRoot, '.evenkeel/bench')

/** Measures what was asked for and prints what was seen. Answers the exit code: 1 when something broke or rows differ. */
export async function runBench(options: Options): Promise<number> {
  const beganAt = Date.now()
  const load = [loadavg()[0] ?? 0]
  mkdirSync(work, { recursive: true })
  await buildApp()
  const built = await buildBench(work)
  const { folder, kept } = await keepDataset(work, options.share)
  // What a window needs, the display among it, is brought along where it is missing.
  await electronLaunch({ appDir: built.shell })
  const display = await openDisplay()
  const server = await serveBench({ page: built.page, data: folder, packages: join(room, 'node_modules') })
  const measured: Measured = { stores: null, picker: null, desk: null, start: null }
  const broken: string[] = []
  /** A part that breaks is said, and the others go on. */
  const attempt = async (parts: readonly Part[], what: () => Promise<void>) => {
    if (!parts.some((part) => options.parts.includes(part))) return
    await what().catch((error: unknown) => {
      broken.push(
        `${parts.join(' and ')}: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`,
      )
    })
  }
  try {
    const shells = await makeShells(built.shell, server.url, display.env)
    await attempt(
      ['picker'],
      async () => void (measured.picker = await measurePicker(shells, options.isQuick ? 2 : options.rounds)),
    )
    await attempt(['desk', 'start'], async () => {
      const house = await startServer(work, options.share)
      try {
        measured.desk = await measureDesk(house.url, display.env)
        if (options.parts.includes('start'))
          measured.start = await measureStart(built.empty, house.url, display.env, options.isQuick ? 2 : options.rounds)
      } finally {
        await house.stop()
      }
    })
    await attempt(
      ['stores'],
      async () =>
        void (measured.stores = await measureStores(
          shells,
          kept,
          options,
          options.budgetMs === 0 ? null : beganAt + options.budgetMs,
        )),
    )
    load.push(loadavg()[0] ?? 0)
    const { stores } = measured
    broken.push(...Object.entries(stores?.notRun ?? {}).map(([name, why]) => `${name} was not run: ${why}`))
    const differences = stores?.differences ?? []
    const conditions = [
      `\nData: ${inWords(kept.counts)} (${percentOf(options.share)} % of the whole).`,
      `Electron ${shells.electron}, Chromium ${shells.chromium}, Node ${process.versions.node}; ${versionsOf(join(room, 'package.json'))}.`,
      `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), load ${load.map((value) => value.toFixed(1)).join(' before, ')} after; ${Math.round((Date.now() - beganAt) / 1_000)} s in all.`,
      stores === null
        ? ''
        : differences.length > 0
          ? `ROWS DIFFER:\n${differences.join('\n')}`
          : `${stores.compared} comparisons of pages and cases: all stores gave the same rows.`,
      ...broken.map((each) => `BROKEN: ${each}`),
    ]
    writeFileSync(join(work, 'results.json'), `${JSON.stringify({ options, measured, broken, load }, null, 1)}\n`)
    say(printReport(measured, conditions))
    return broken.length > 0 || differences.length > 0 ? 1 : 0
  } finally {
    await server.close()
    await display.stop()
  }
}

const inWords = (counts: Counts): string =>
  Object.entries(counts)
    .map(([table, count]) => `${count.toLocaleString('en')} ${table}`)
    .join(', ')

/** "dexie 4.4.7, rxdb 17.6.0, …" */
function versionsOf(manifest: string): string {
  const { dependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as { dependencies: Record<string, string> }
  return Object.entries(dependencies)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')
}
