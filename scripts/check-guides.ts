/**
 * Checks guided scripts: the schema, every way through them, and the texts they draft.
 * Usage: npm run guides:check [-- FILE...]; without a file those of the demo shop. Ends with 1 if anything is wrong.
 */
import { readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { readGuides } from './read-guides.ts'

const DEMO = resolve(import.meta.dirname, '../resources/demo/guides.json')
const files = process.argv.length > 2 ? process.argv.slice(2) : [DEMO]

let guides = 0
let faults = 0
for (const file of files) {
  const name = relative(process.cwd(), file) || file
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    console.error(`${name}: cannot be read. Name a JSON file with a guide or a list of guides.`)
    faults += 1
    continue
  }
  const found = readGuides(text)
  guides += found.count
  faults += found.findings.length
  for (const { guideId, stepId, wrong, todo } of found.findings) {
    const place = [name, guideId, stepId === null ? null : `step "${stepId}"`]
      .filter((each) => each !== null)
      .join(', ')
    console.error(`${place}: ${wrong}\n    ${todo}`)
  }
}
console.log(`${guides} guides, ${faults} wrong`)
process.exitCode = faults === 0 ? 0 : 1
