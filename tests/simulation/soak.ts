import { parseArgs } from 'node:util'
import type { Mutant, MutantName } from './mutants.ts'
import { MUTANT_NAMES, MUTANTS } from './mutants.ts'
import { runSeed } from './run-seed.ts'

// npm run soak -- --seeds 100000 --steps 400: as many stories as there is patience for, then every seeded mistake.
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2000' },
    steps: { type: 'string', default: '150' },
    from: { type: 'string', default: '1' },
    only: { type: 'string' },
    /** Tells the story of this one seed. */
    tell: { type: 'string' },
    mutants: { type: 'string', default: '400' },
  },
})
const [seeds, steps, from, budget] = [values.seeds, values.steps, values.from, values.mutants].map(Number) as [
  number,
  number,
  number,
  number,
]

if (values.tell !== undefined) {
  const mutant = values.only === undefined ? null : (MUTANTS[values.only as MutantName] as Mutant)
  console.log(await runSeed(Number(values.tell), steps, mutant, console.log))
  process.exit()
}
const startedAt = performance.now()
let applied = 0
let violations = 0
for (let seed = from; seed < from + seeds; seed++) {
  const story = await runSeed(seed, steps)
  applied += story.applied
  if (story.violation === null) continue
  violations++
  if (violations <= 20) console.log(`seed ${seed}: ${story.violation.message}`)
}
const seconds = (performance.now() - startedAt) / 1_000
console.log(
  `${seeds} seeds of ${steps} steps: ${applied} mutations applied, ${violations} violations, ${(seeds / seconds).toFixed(0)} seeds/s`,
)

let killed = 0
const names = budget === 0 ? [] : MUTANT_NAMES.filter((each) => values.only === undefined || values.only === each)
for (const name of names) {
  let hits = 0
  let first = ''
  const kinds = new Map<string, number>()
  for (let seed = 1; seed <= budget; seed++) {
    const { violation } = await runSeed(seed, steps, MUTANTS[name] as Mutant)
    if (violation === null) continue
    hits++
    first ||= `seed ${seed}: ${violation.message}`
    const kind = violation.message.split(':')[0] ?? ''
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  }
  if (hits > 0) killed++
  console.log(`${name.padEnd(16)} ${hits} of ${budget} seeds, ${first.slice(0, 160)} ${JSON.stringify([...kinds])}`)
}
console.log(`${killed} of ${names.length} mutants killed`)
process.exit(violations > 0 || killed < names.length ? 1 : 0)
