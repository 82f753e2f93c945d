import { useState } from 'react'
import type { Figure } from '../../../domain/metrics/figure.ts'
import { useDeps } from '../../deps/deps.ts'
import { useWords } from '../../words/use-words.ts'
import { csvOf, tableOf, xlsxOf } from './export-table.ts'
import { shortName } from './say-figure.ts'
import { useMetricPolicy } from './use-metric-policy.ts'

/** Writes figures with their lines where the agent says. `said`: what became of it; empty while nothing has. */
export function useExport(): {
  said: string
  save(kind: 'csv' | 'xlsx', figures: readonly Figure[], of: string): Promise<void>
} {
  const words = useWords()
  const { attachments } = useDeps()
  const { ofVersion } = useMetricPolicy()
  const [said, setSaid] = useState('')
  return {
    said,
    async save(kind, figures, of) {
      const tables = figures.map((figure) => ({
        name: shortName(words, figure),
        table: tableOf(words, figure, ofVersion(figure.policyVersion)),
      }))
      const title = tables.length === 1 ? (tables[0]?.name ?? '') : words('numbers.name')
      const bytes =
        kind === 'xlsx'
          ? await xlsxOf(tables)
          : new TextEncoder().encode(csvOf(tables.flatMap(({ table }, at) => (at === 0 ? table : [[], ...table]))))
      const outcome = await attachments.saveTable({ name: `${title} ${of}`.slice(0, 100), kind, bytes })
      if (outcome === 'cancelled') setSaid('')
      else if (outcome === 'saved') setSaid(words('numbers.saved'))
      else setSaid(words(outcome === 'disk-full' ? 'numbers.saveFailed.disk-full' : 'numbers.saveFailed.other'))
    },
  }
}
