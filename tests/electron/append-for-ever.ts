// Started by journal.test.ts, which kills it: appends and prints the number of each entry that was acknowledged.
import { draft, open } from './journal-kit.ts'

const folder = process.argv[2]
if (folder === undefined) throw new Error('The folder is missing.')
const journal = await open(folder)
for (let n = 1; ; n++) {
  const answer = await journal.append([draft(n)])
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
  process.stdout.write(`${n}\n`)
}
