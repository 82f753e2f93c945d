/**
 * What the product can do, by number, and how that is known: from the last run of the tests and of the mutations, never
 * from a list kept by hand. Usage: npm run capabilities [-- --run | --mutate [numbers]].
 *   --run     runs the tests that carry a number first (npm test runs them too, with all others)
 *   --mutate  damages a copy of the product, once for each number, and sees whether the tests notice
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inWords, judge } from './capabilities/judge.ts'
import { CAPABILITIES } from './capabilities/list.ts'
import { readSeen } from './capabilities/mutation.ts'
import { MUTATIONS } from './capabilities/mutations.ts'
import { tryMutations } from './capabilities/try-mutations.ts'
import { readRuns, sha256 } from './capabilities/test-runs.ts'
import { runEndToEnd } from './end-to-end.ts'
import { runTool } from './parts.ts'
import { projectRoot } from './places.ts'
import { say } from './progress.mjs'

const ANY_MARK = String.raw`\[C\d+\]`
const [asked, ...numbers] = process.argv.slice(2)

if (asked === '--run') {
  await runTool('vitest/vitest.mjs', ['run', '-t', ANY_MARK])
  await runEndToEnd(['-g', ANY_MARK])
  list()
} else if (asked === '--mutate') {
  const wanted = numbers.map(Number)
  const chosen = MUTATIONS.filter(({ capability }) => wanted.length === 0 || wanted.includes(capability))
  const unknown = wanted.filter((number) => !MUTATIONS.some(({ capability }) => capability === number))
  if (unknown.length > 0) {
    say(`No mutation is named for ${unknown.join(', ')}: add one to scripts/capabilities/mutations.ts.`)
    process.exitCode = 1
  } else process.exitCode = (await tryMutations(projectRoot, chosen)) ? 0 : 1
} else if (asked === undefined) list()
else {
  say(`"${asked}" is not known here: npm run capabilities [-- --run | --mutate [numbers]].`)
  process.exitCode = 1
}

function list(): void {
  const runs = readRuns(projectRoot)
  const all = runs.flatMap(({ tests }) => Object.values(tests))
  if (all.length === 0)
    say(
      'No test has run here yet: run `npm test`, or `npm run capabilities -- --run` for these tests alone, and ask again.',
    )
  else {
    const times = all.map(({ at }) => at).toSorted()
    const commits = [...new Set(all.map(({ commit }) => commit))].join(', ')
    say(`From ${all.length} tests that ran between ${times[0]} and ${times.at(-1)} on commit ${commits}.`)
  }
  const hashOf = (file: string) => {
    const path = join(projectRoot, file)
    return existsSync(path) ? sha256(readFileSync(path)) : null
  }
  const marked = globSync('tests/**/*.{test,spec}.ts', { cwd: projectRoot }).map((file) => ({
    file: file.replaceAll('\\', '/'),
    marks: new Set(readFileSync(join(projectRoot, file), 'utf8').match(new RegExp(ANY_MARK, 'g'))),
  }))
  const standings = judge(CAPABILITIES, { runs, marked, mutations: MUTATIONS, seen: readSeen(projectRoot), hashOf })
  for (const standing of standings) say(inWords(standing))
  const done = standings.filter(({ isDone }) => isDone).length
  say(`${done} done, ${standings.length - done} not done`)
}
