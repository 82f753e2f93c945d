import { join } from 'node:path'
import { installPackages } from '../scripts/install-packages.mjs'
import { projectRoot } from '../scripts/places.ts'
import { say } from '../scripts/progress.mjs'
import { NoElectron } from '../scripts/run-electron.ts'
import { readOptions, WrongOption } from './options.ts'
import { runBench } from './run-bench.ts'

// npm run bench [-- --quick]: Evenkeel's data layer beside its peers, on the same data in the same browser.
// What was started ends with us: windows, server and screen hear of an exit, not of a signal.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1))
try {
  const options = readOptions(process.argv.slice(2))
  const problem = await installPackages(join(projectRoot, 'bench'))
  if (problem !== null) {
    say(`The packages that Evenkeel is measured beside (bench/package.json) could not be installed. ${problem}`)
    process.exit(1)
  }
  process.exit(await runBench(options))
} catch (error) {
  if (!(error instanceof WrongOption) && !(error instanceof NoElectron)) throw error
  say(error.message)
  process.exit(error instanceof WrongOption ? 2 : 1)
}
