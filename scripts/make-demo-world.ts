/**
 * Makes resources/demo/world.json.gz out of the public data sets named in resources/demo/LICENCES.md.
 * Deterministic: the same sources give the same records. Usage: node scripts/make-demo-world.ts --from DIR [--to FILE]
 */
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { makeWorld } from './demo/make-world.ts'
import { readSources } from './demo/sources.ts'

const { values } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } })
if (values.from === undefined) {
  console.error('Say where the source data lies: node scripts/make-demo-world.ts --from DIR')
  process.exit(2)
}
const to = values.to ?? resolve(import.meta.dirname, '../resources/demo/world.json.gz')
const world = makeWorld(readSources(values.from))
// One record a line, so that two versions can be laid beside each other (gunzip -c).
const lines = Object.entries(world).map(
  ([kind, rows]) => `${JSON.stringify(kind)}: [\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`,
)
writeFileSync(to, gzipSync(`{\n${lines.join(',\n')}\n}\n`, { level: 9 }))
const entries = world.cases.reduce((sum, kase) => sum + kase.entries.length, 0)
console.log(
  `${to}: ${world.cases.length} cases, ${world.customers.length} customers, ${world.orders.length} orders, ${entries} entries`,
)
