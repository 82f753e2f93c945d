import { parse } from 'csv-parse/sync'
import readXlsx from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import { dayFigures } from '../../domain/metrics/agent-figures.ts'
import { USUAL_METRIC_POLICY as policy } from '../../domain/metrics/metric-policy.ts'
import { dayFactsOf } from '../../domain/metrics/period-figures.ts'
import { auditOf } from '../../renderer/features/numbers/audit-rows.ts'
import { csvOf, tableOf, xlsxOf } from '../../renderer/features/numbers/export-table.ts'
import { daysOf } from '../../renderer/features/numbers/working-days.ts'
import { english } from '../../renderer/words/catalogue.ts'
import { makeWords } from '../../renderer/words/use-words.ts'
import { clock, planned, shiftOf, span } from '../support/metric-spans.ts'
import { ana } from '../support/records.ts'

const words = makeWords('en-GB', english)
const day = shiftOf([planned('contacts', '08:00-10:00'), planned('break', '10:00-10:15')])
const now = clock('10:15')
const [today] = daysOf('today', [day], now, 'UTC')
const spans = [span('available', '08:10-10:00'), span('break', '10:00-10:15', null, { isOffline: true })]
const work = { of: ana.id, files: [], queues: [], ratings: [], audits: [], policy, asOf: now }
const { 'adherence-protected': adherence } = dayFigures(dayFactsOf(work, today!, spans))
const audit = auditOf(adherence)

describe('an exported number', () => {
  it('[C48] is read back from CSV with all its lines, and they add up', () => {
    const rows = parse(csvOf(tableOf(words, adherence, policy)), { bom: true, relax_column_count: true }) as string[][]
    expect(rows[0]).toEqual(['Adherence', '92.6 %'])
    expect(rows[1]?.[0]).toContain('Policy version 1, zone UTC.')
    const lines = rows.slice(3, -1)
    expect(lines).toHaveLength(adherence.lines.length)
    const sum = (at: number) => lines.reduce((all, row) => all + Number(row[at]), 0)
    expect(rows.at(-1)?.slice(6, 8)).toEqual([String(audit.numerator), String(audit.denominator)])
    expect([sum(6), sum(7)]).toEqual([audit.numerator, audit.denominator])
    expect(lines.at(-1)?.slice(1, 6)).toEqual(['Break', 'Break', '900', 'Desk, recorded offline', 'In plan'])
  })
  it('[C48] is read back from XLSX with numbers as numbers and words as words', async () => {
    const bytes = await xlsxOf([{ name: 'Adherence', table: tableOf(words, adherence, policy) }])
    const [sheet] = (await readXlsx(Buffer.from(bytes))) as unknown as { data: unknown[][] }[]
    const rows = sheet?.data ?? []
    expect(rows.at(-1)?.slice(6, 8)).toEqual([audit.numerator, audit.denominator])
    expect(rows[0]?.[1]).toBe('92.6 %')
  })
  it('holds no formula, whatever was in it', async () => {
    const evil = ['=1+2', '+1', '-1+2', '@SUM(A1)', '\t=1', ' =1', '|cmd', '%0A']
    const rows = parse(csvOf([evil]), { bom: true }) as string[][]
    for (const [at, cell] of (rows[0] ?? []).entries()) expect(cell).toBe(`'${evil[at]}`)
    expect(csvOf([['a "b", c', 5]])).toContain('"a ""b"", c",5')
    const bytes = await xlsxOf([{ name: 'x', table: [evil] }])
    const [sheet] = (await readXlsx(Buffer.from(bytes), { trim: false } as never)) as unknown as { data: unknown[][] }[]
    expect(sheet?.data[0]).toEqual(evil)
    // A formula is an <f> of a sheet's XML.
    expect(Buffer.from(bytes).includes('<f>')).toBe(false)
  })
})
