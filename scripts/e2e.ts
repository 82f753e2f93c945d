import { runEndToEnd } from './end-to-end.ts'
import { addUp } from './parts.ts'
import { say } from './progress.mjs'

// npm run e2e [-- playwright arguments]
const counts = addUp([await runEndToEnd(process.argv.slice(2))])
say(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exit(counts.failed > 0 ? 1 : 0)
