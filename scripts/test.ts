import { runEndToEnd } from './end-to-end.ts'
import { checkFormat, checkLint, checkTypes, runParts, runVitest } from './parts.ts'

// npm test: everything that must be green.
process.exit(
  await runParts([
    { heading: 'Types', run: checkTypes },
    { heading: 'Lint', run: checkLint },
    { heading: 'Format', run: checkFormat },
    { heading: 'Unit', run: () => runVitest('unit') },
    { heading: 'Simulation', run: () => runVitest('simulation') },
    { heading: 'Journeys', run: () => runVitest('journeys') },
    { heading: 'Server', run: () => runVitest('server') },
    { heading: 'House', run: () => runVitest('house') },
    { heading: 'End to end', run: () => runEndToEnd([]) },
  ]),
)
