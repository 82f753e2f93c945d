import { setTimeout as pause } from 'node:timers/promises'
import { beginStep } from '../../scripts/progress.mjs'
import { makeDice } from '../dataset/dice.ts'
import type { Kept } from '../dataset/keep-files.ts'
import { ME } from '../dataset/make-dataset.ts'
import type { Options } from '../options.ts'
import type { Digest } from '../page/digest.ts'
import { CONTENDERS, type ContenderName } from '../page/names.ts'
import { percentile } from '../report/statistics.ts'
import { compareDigests } from './compare-digests.ts'
import type { Shell, ShellMaker } from './open-shell.ts'
import { storedIn } from './read-processes.ts'
import { emptyResult, type StoreResult, type StoreResults } from './results.ts'

const NEIGHBOURS = 20
const COMPARED = 25
const COMPARED_ACTED = 12
/** So long a step may take before the contender counts as not run. */
const GIVEN_UP_MS = 60 * 60_000
/** For what the browser still writes after it was closed. */
const SETTLE_MS = 500

type Digests = Map<ContenderName, { loaded: Digest; changed: Digest; acted: Digest }>

/** Every store through every round, in another order each time. `endsAt`: no round begins that would end later; null: all are done. */
export async function measureStores(
  shells: ShellMaker,
  kept: Kept,
  options: Options,
  endsAt: number | null,
): Promise<StoreResults> {
  const results: StoreResults = {
    of: {},
    notRun: {},
    differences: [],
    compared: 0,
    rounds: 0,
    actions: actionsOfARound(kept, options),
  }
  const beganAt = Date.now()
  for (let round = 0; round < options.rounds; round++) {
    // A round that has no time to end would leave some measured more often than others.
    const each = (Date.now() - beganAt) / Math.max(1, round)
    const isLate = endsAt !== null && round > 0 && Date.now() + each * (round < options.loads ? 1 : 0.6) > endsAt
    if (isLate) break
    const isLoading = round < options.loads
    const digests: Digests = new Map()
    for (const name of rotated(options.only, round)) {
      if (results.notRun[name] !== undefined || (!isLoading && !CONTENDERS[name].isStore)) continue
      const result = (results.of[name] ??= emptyResult())
      const step = beginStep(`Round ${round + 1}: ${CONTENDERS[name].label}`)
      try {
        if (isLoading) await loadAnew(shells, name, kept, result)
        if (CONTENDERS[name].isStore) digests.set(name, await spendDay(shells, name, kept, result, options, round))
        step.done(summary(result))
      } catch (error) {
        const why = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
        results.notRun[name] = why
        step.failed(why)
      }
    }
    for (const stage of ['loaded', 'changed', 'acted'] as const) {
      const { differences, compared } = compareDigests(
        new Map([...digests].map(([name, each]) => [name, each[stage]])),
        `round ${round + 1}, ${stage}`,
      )
      results.differences.push(...differences)
      results.compared += compared
    }
    results.rounds = round + 1
  }
  for (const name of options.only) shells.forget(name)
  return results
}

const rotated = <Value>(values: readonly Value[], by: number): Value[] =>
  values.map((_, at) => values[(at + by * 2) % values.length] as Value)

const summary = ({ loadMs, coldMs, openP50Ms, deltaMs, actP95Ms }: StoreResult) =>
  Object.entries({ load: loadMs, cold: coldMs, open: openP50Ms, delta: deltaMs, act: actP95Ms })
    .flatMap(([what, values]) => (values.length === 0 ? [] : [`${what} ${(values.at(-1) ?? 0).toFixed(1)}`]))
    .join(', ') + ' ms'

/** A small share of the data has not cases enough for all: each is acted in once. */
const actionsOfARound = (kept: Kept, { actions, rounds, loads }: Options): number =>
  Math.min(actions, Math.floor(kept.actions.length / (rounds - loads + 1)))

async function within<Value>(work: Promise<Value>, what: string): Promise<Value> {
  const alarm = new AbortController()
  try {
    return await Promise.race([
      work,
      pause(GIVEN_UP_MS, null, { signal: alarm.signal }).then(() => {
        throw new Error(`${what} took longer than ${GIVEN_UP_MS / 60_000} minutes.`)
      }),
    ])
  } finally {
    alarm.abort()
  }
}

async function inShell<Value>(
  shells: ShellMaker,
  profile: string,
  work: (shell: Shell) => Promise<Value>,
): Promise<Value> {
  const shell = await shells.open(profile)
  try {
    return await work(shell)
  } finally {
    await shell.close().catch(() => undefined)
  }
}

async function loadAnew(shells: ShellMaker, name: ContenderName, kept: Kept, result: StoreResult): Promise<void> {
  shells.forget(name)
  await inShell(shells, name, async (shell) => {
    await shell.start(name)
    await shell.ask('open')
    const { ms, longestMs, compactMs } = await within(shell.ask('load'), 'Loading')
    result.loadMs.push(ms)
    result.blockMs.push(longestMs)
    if (compactMs !== null) result.loadCompactMs.push(compactMs)
    if (!CONTENDERS[name].isStore) return
    const counts = await within(shell.ask('counts'), 'Counting')
    for (const [table, count] of Object.entries(kept.counts)) {
      const held = counts[table as keyof typeof counts]
      if (held !== count) throw new Error(`After loading it holds ${held} ${table} of ${count}.`)
    }
    await shell.ask('close')
    await pause(SETTLE_MS)
  })
  if (!CONTENDERS[name].isStore) return
  // A database that is opened removes the files that a compaction has replaced: what is left of one is up to the moment it was closed.
  await inShell(shells, name, async (shell) => {
    await shell.start(name)
    await shell.ask('open')
    await shell.ask('close')
    await pause(SETTLE_MS)
  })
  result.diskBytes.push(await storedIn(shells.folderOf(name)))
}

/** A working day of one store: begun cold, cases opened, two deltas taken in, actions kept. */
async function spendDay(
  shells: ShellMaker,
  name: ContenderName,
  kept: Kept,
  result: StoreResult,
  options: Options,
  round: number,
) {
  // Since it was loaded: each time there are the next deltas and other actions.
  const life = Math.max(0, round - (options.loads - 1))
  const dice = makeDice(500 + round)
  const some = (count: number) => Array.from({ length: count }, () => dice.pick(kept.restingCases))
  const [compared, opened] = [some(COMPARED), some(options.opens)]
  const wanted = actionsOfARound(kept, options)
  const actions = kept.actions.slice(life * wanted, (life + 1) * wanted)
  const deltas = [life * 2, life * 2 + 1]
  return inShell(shells, name, async (shell) => {
    const bootMs = await shell.start(name)
    const cold = await within(shell.ask('coldStart', ME), 'The cold start')
    result.coldMs.push(bootMs + cold.ms)
    const neighbours = await within(shell.ask('openNeighbours', cold.ids.slice(0, NEIGHBOURS)), 'Opening neighbours')
    result.neighbourP50Ms.push(percentile(neighbours, 0.5))
    const times = await within(shell.ask('openThese', opened), 'Opening cases')
    result.openP50Ms.push(percentile(times, 0.5))
    result.openP95Ms.push(percentile(times, 0.95))
    const loaded = await within(shell.ask('digest', ME, compared), 'Comparing')
    // Before anything is drawn: letters are no part of what a store takes.
    const pss = await shell.pssBytes()
    if (pss !== null) result.pssBytes.push(pss)
    for (const delta of deltas) {
      const { ms, durableMs, compactMs } = await within(shell.ask('delta', delta, ME), 'A delta')
      // The first one warms up what a desk that runs has warm.
      if (delta === deltas[0]) continue
      result.deltaMs.push(ms)
      result.durableMs.push(durableMs)
      if (compactMs !== null) result.compactMs.push(compactMs)
    }
    const changed = await within(
      shell.ask(
        'digest',
        ME,
        deltas.flatMap((delta) => kept.changedBy[delta] ?? []),
      ),
      'Comparing',
    )
    result.isStrict = await shell.ask('beStrict')
    const capMs = options.isQuick ? 10_000 : 180_000
    const acted = await within(shell.ask('act', actions, capMs), 'The actions')
    const sum = acted.reduce((total, ms) => total + ms, 0)
    result.actP95Ms.push(percentile(acted, 0.95))
    result.actAllMs.push((sum / acted.length) * wanted)
    result.actDone.push(acted.length)
    const actedOn = actions.slice(0, COMPARED_ACTED).map(({ caseId }) => caseId)
    const after = await within(shell.ask('digest', ME, actedOn), 'Comparing')
    await shell.ask('close').catch(() => undefined)
    return { loaded, changed, acted: after }
  })
}
