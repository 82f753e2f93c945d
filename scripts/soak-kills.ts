import { parseArgs } from 'node:util'
import { runEndToEnd } from './end-to-end.ts'
import { say } from './progress.mjs'

// npm run soak:kills -- --kills 50 --seed N --within 12000: kills of a desk on which somebody types and sends.
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    /** The latest moment of a kill after the typing began, ms: replies are sent after ten seconds. */
    within: { type: 'string', default: '12000' },
  },
})
process.env['EVENKEEL_KILLS'] = values.kills
process.env['EVENKEEL_SEED'] = values.seed
process.env['EVENKEEL_KILL_WITHIN_MS'] = values.within
say(`• ${values.kills} kills, seed ${values.seed}`)
const counts = await runEndToEnd(['tests/e2e/kills.spec.ts'])
process.exit(counts.failed > 0 ? 1 : 0)
