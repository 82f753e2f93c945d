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
const server = await startTestServer()
const sums = (each: { shifts: number; figures: number; differences: number }) =>
  `${each.shifts} shifts, ${each.figures} figures, ${each.differences} differences`
const result = await compareFigures(server, { shifts, from, told: (sofar) => console.log(sums(sofar)) })
if (result.firstDifference !== null) console.log(result.firstDifference)
console.log(sums(result))
await server.stop()
process.exitCode = result.differences === 0 && result.shifts === shifts ? 0 : 1
