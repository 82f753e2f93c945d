import { describe, expect, it } from 'vitest'
import type { Mutant } from './mutants.ts'
import { MUTANT_NAMES, MUTANTS } from './mutants.ts'
import { runSeed } from './run-seed.ts'

const BUDGET = 400
const STEPS = 150

// The harness is tested too: a mistake that it does not notice would make its silence worthless.
describe('the simulation notices when', () => {
  for (const name of MUTANT_NAMES) {
    const mutant: Mutant = MUTANTS[name]
    it(`${mutant.says} (${name})`, { timeout: 60_000 }, async () => {
      let noticed: string | null = null
      for (let seed = 1; seed <= BUDGET && noticed === null; seed++)
        noticed = (await runSeed(seed, STEPS, mutant)).violation?.message ?? null
      expect(noticed).toMatch(mutant.breaks)
    })
  }
})
