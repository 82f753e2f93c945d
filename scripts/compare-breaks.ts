/**
 * The break engine beside the rules of Stretchly, BreakTimer and Workrave on the same simulated shifts (docs/breaks.md).
 * Usage: npm run breaks:compare [-- --shifts 100000] [--seed 1]. Exit code 1 when the engine broke one of its own rules.
 */
import { parseArgs } from 'node:util'
import { runEngine } from './breaks/run-engine.ts'
import { runTimer } from './breaks/run-timer.ts'
import { makeScenario } from './breaks/scenario.ts'
import type { Tally } from './breaks/tally.ts'
import { emptyTally } from './breaks/tally.ts'
import type { TimerTool } from './breaks/timer-tools.ts'
import { breakTimer, stretchly, workrave } from './breaks/timer-tools.ts'
import { say } from './progress.mjs'

const asked = parseArgs({
  options: { shifts: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
}).values
const shifts = Number(asked.shifts)
const firstSeed = Number(asked.seed)
if (!Number.isInteger(shifts) || shifts < 1 || !Number.isInteger(firstSeed)) {
  say('Give whole numbers: npm run breaks:compare -- --shifts 2000 --seed 1')
  process.exit(1)
}

const timers: [string, () => TimerTool][] = [
  ['Stretchly', stretchly],
  ['BreakTimer', breakTimer],
  ['Workrave', workrave],
]
const tallies = new Map<string, Tally>([
  ['Evenkeel', emptyTally()],
  ...timers.map(([name]) => [name, emptyTally()] as const),
])
const tallyOf = (name: string) => tallies.get(name) ?? emptyTally()

const SHOWN_VIOLATIONS = 10
let violations = 0
const startedAt = performance.now()
for (let seed = firstSeed; seed < firstSeed + shifts; seed++) {
  const scenario = makeScenario(seed)
  for (const [name, tool] of timers) runTimer(scenario, tool(), tallyOf(name))
  for (const violation of runEngine(scenario, tallyOf('Evenkeel'))) {
    violations++
    if (violations <= SHOWN_VIOLATIONS) say(`  ${violation}`)
  }
  if ((seed - firstSeed + 1) % 20_000 === 0) say(`  ${seed - firstSeed + 1} shifts`)
}

const minutes = (ms: number) => (ms / 60_000).toFixed(1)
const columns: [string, (tally: Tally) => string][] = [
  ['planned rest lost, min', (each) => minutes(each.planLostMs / each.shifts)],
  ['shown as owed, min', (each) => minutes(each.planOwedMs / each.shifts)],
  ['own rest lost, min', (each) => minutes(each.ownLostMs / each.shifts)],
  ['of own rest', (each) => `${each.ownMs === 0 ? 0 : ((100 * each.ownLostMs) / each.ownMs).toFixed(1)} %`],
  ['interruptions', (each) => (each.interruptions / each.shifts).toFixed(1)],
  ['longest without rest, min', (each) => minutes(each.longestMs / each.shifts)],
  ['worst, min', (each) => minutes(each.longestEverMs)],
  ['prompts', (each) => (each.prompts / each.shifts).toFixed(1)],
  ['postponed', (each) => (each.postponements / each.shifts).toFixed(1)],
]
const rows = [
  ['per shift', ...columns.map(([title]) => title)],
  ...[...tallies].map(([name, tally]) => [name, ...columns.map(([, of]) => of(tally))]),
]
const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? []
for (const row of rows)
  say(row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '))
say(
  `${shifts} shifts of ${minutes(tallyOf('Evenkeel').plannedMs / shifts)} planned minutes of rest, seeds from ${firstSeed}, in ${((performance.now() - startedAt) / 1000).toFixed(0)} s.`,
)
say(`Rules of the break engine broken: ${violations}.`)
process.exitCode = violations === 0 ? 0 : 1
