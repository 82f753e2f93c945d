import { checkFormat, checkLint, checkTypes, runParts, runVitest } from './parts.ts'

// npm run check: what is worth running at every change.
process.exit(
  await runParts([
    { heading: 'Types', run: checkTypes },
    { heading: 'Lint', run: checkLint },
    { heading: 'Format', run: checkFormat },
    { heading: 'Unit', run: () => runVitest('unit') },
  ]),
)
