/**
 * Makes resources/demo/guides.json, templates.json and articles.json: what is written in scripts/demo, held against and
 * completed from the public data sets named in resources/demo/LICENCES.md. Deterministic: the same sources give the
 * same bytes. Usage: node scripts/make-demo-content.ts --from DIR [--to DIR]
 */
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { makeArticles } from './demo/articles/make-articles.ts'
import { makeGuides } from './demo/guides/make-guides.ts'
import { makeTemplates } from './demo/templates/make-templates.ts'

const { values } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } })
if (values.from === undefined) {
  console.error('Say where the source data lies: node scripts/make-demo-content.ts --from DIR')
  process.exit(2)
}
const to = values.to ?? resolve(import.meta.dirname, '../resources/demo')

/** One record a line: a change of one record is a change of one line. */
function write(name: string, rows: readonly unknown[]): void {
  writeFileSync(join(to, `${name}.json`), `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`)
  console.log(`${name}.json: ${rows.length}`)
}

write('guides', makeGuides(values.from))
write('templates', makeTemplates())
write('articles', makeArticles(values.from))
