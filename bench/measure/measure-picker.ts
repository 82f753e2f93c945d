import { beginStep } from '../../scripts/progress.mjs'
import type { FinderName } from '../page/picker/open-picker.ts'
import { percentile } from '../report/statistics.ts'
import type { ShellMaker } from './open-shell.ts'

export const FINDERS = {
  ours: 'Evenkeel',
  minisearch: 'MiniSearch',
  ufuzzy: 'uFuzzy',
} as const satisfies Record<FinderName, string>

export type PickerResult = Record<
  FinderName,
  {
    p95Ms: number[]
    buildMs: number[] /** Of each kind: how many were found of how many. */
    found: Record<string, [number, number]>
  }
>

/** The finders in turn, in the same page. */
export async function measurePicker(shells: ShellMaker, rounds: number): Promise<PickerResult> {
  const step = beginStep('Template picker')
  const names = Object.keys(FINDERS) as FinderName[]
  const result = Object.fromEntries(
    names.map((name) => [name, { p95Ms: [], buildMs: [], found: {} }]),
  ) as unknown as PickerResult
  const shell = await shells.open('picker')
  try {
    for (let round = 0; round < rounds; round++)
      for (const at of names.keys()) {
        const name = names[(at + round) % names.length] as FinderName
        const picked = await shell.pick(name)
        result[name].p95Ms.push(percentile(picked.ms, 0.95))
        result[name].buildMs.push(picked.buildMs)
        result[name].found = countFound(picked.kinds, picked.found)
      }
    step.done()
    return result
  } finally {
    await shell.close()
    shells.forget('picker')
  }
}

function countFound(kinds: readonly string[], found: readonly boolean[]): Record<string, [number, number]> {
  const counts: Record<string, [number, number]> = {}
  for (const [at, kind] of kinds.entries()) {
    const count = (counts[kind] ??= [0, 0])
    count[1]++
    if (found[at] === true) count[0]++
  }
  return counts
}
