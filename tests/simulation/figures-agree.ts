/**
 * Whether desk and server tell the same figures of the same time, byte for byte (docs/metrics.md).
 * Usage: npm run figures:agree [-- --shifts 10000] [--seed 1]. Exit code 1 when they differ.
 */
import { parseArgs } from 'node:util'
import { compareFigures } from '../support/figures-agree.ts'
import { startTestServer } from '../support/test-server.ts'

const asked = parseArgs({
  options: { shifts: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
}).values
const [shifts, from] = [Number(asked.shifts), Number(asked.seed)]
if (!Number.isInteger(shifts) || shifts < 1 || !Number.isInteger(from)) {
  console.log('Give whole numbers: npm run figures:agree -- --shifts 10000 --seed 1')
  process.exit(1)
}
/** A server of many shifts answers ever more slowly; the figures of one say nothing about those of another. */
const ON_ONE_SERVER = 500
const sofar = { shifts: 0, figures: 0, differences: 0 }
const say = ({ shifts, figures, differences }: typeof sofar) =>
  console.log(
    `${sofar.shifts + shifts} shifts, ${sofar.figures + figures} figures, ${sofar.differences + differences} differences`,
  )
while (sofar.shifts < shifts && sofar.differences === 0) {
  const server = await startTestServer()
  const next = { shifts: Math.min(ON_ONE_SERVER, shifts - sofar.shifts), from: from + sofar.shifts }
  const result = await compareFigures(server, { ...next, told: say })
  await server.stop()
  if (result.firstDifference !== null) console.log(result.firstDifference)
  sofar.shifts += result.shifts
  sofar.figures += result.figures
  sofar.differences += result.differences
}
say({ shifts: 0, figures: 0, differences: 0 })
process.exitCode = sofar.differences === 0 ? 0 : 1
