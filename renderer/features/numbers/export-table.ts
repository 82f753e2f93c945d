import type { Figure } from '../../../domain/metrics/figure.ts'
import type { MetricPolicy } from '../../../domain/metrics/metric-policy.ts'
import { sayReason } from '../../words/metric-words.ts'
import type { Words } from '../../words/use-words.ts'
import type { AuditRow, Side } from './audit-rows.ts'
import { auditOf, pointsOf } from './audit-rows.ts'
import { sayDate, saySecond } from './say-day.ts'
import { sayFigureDefinition, sayValue, shortName } from './say-figure.ts'
import { saySource, sayState } from './say-line.ts'

/** A cell: words, or a whole number. */
export type Cell = string | number

/** A cell in the unit of its side: whole seconds, a count, or points. */
const amountOf = (side: Side, amount: number): number => (side === 'points' ? pointsOf(amount) : amount)

/** A figure with all its lines as a table: head, one line each, the sum, and what it is. */
export function tableOf(words: Words, figure: Figure, policy: MetricPolicy): Cell[][] {
  const audit = auditOf(figure)
  const head = ['audit.from', 'audit.you', 'audit.plan', 'audit.length', 'audit.source', 'audit.result'] as const
  const row = ({ line, seconds, numerator, denominator }: AuditRow): Cell[] => [
    `${sayDate(words, line.from, figure.zone)} ${saySecond(words, line.from, figure.zone)}`,
    sayState(words, line),
    line.planned === null ? '' : words(`plan.${line.planned}`),
    seconds,
    saySource(words, line),
    sayReason(words, line.reason),
    amountOf(audit.sides[0], numerator),
    amountOf(audit.sides[1], denominator),
    line.intervalId ?? line.recordId ?? '',
  ]
  return [
    [shortName(words, figure), sayValue(words, figure)],
    [sayFigureDefinition(words, figure, policy)],
    [...head.map((key) => words(key)), words('audit.counts'), words('numbers.table.of'), words('export.id')],
    ...audit.rows.map(row),
    [
      words('export.sum'),
      '',
      '',
      '',
      '',
      '',
      amountOf(audit.sides[0], audit.numerator),
      amountOf(audit.sides[1], audit.denominator),
      '',
    ],
  ]
}

/** Programs for tables take these for the beginning of a formula; so does one that hides behind spaces. */
const FORMULA = /^[\s]*[=+\-@|%\t\r]/

/** As a cell of CSV (RFC 4180). Words that could be read as a formula get an apostrophe, as tables themselves write it. */
const csvCell = (cell: Cell): string => {
  if (typeof cell === 'number') return String(cell)
  const safe = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n;]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** UTF-8 with a mark, so that Excel reads accents. */
export const csvOf = (table: readonly Cell[][]): string =>
  `\uFEFF${table.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`

/** As XLSX: words are cells of words, never formulas. */
export async function xlsxOf(tables: readonly { name: string; table: Cell[][] }[]): Promise<Uint8Array<ArrayBuffer>> {
  const { default: writeXlsx } = await import('write-excel-file/universal')
  const sheets = tables.map(({ name, table }, at) => ({
    sheet: sheetName(name, at),
    data: table.map((row) =>
      row.map((cell) => (typeof cell === 'number' ? { type: Number, value: cell } : { type: String, value: cell })),
    ),
  }))
  const blob = await writeXlsx(sheets as never).toBlob()
  return new Uint8Array(await blob.arrayBuffer())
}

/** A sheet's name has 31 signs at most and none of these; a number makes it the only one. */
const sheetName = (name: string, at: number): string => `${at + 1} ${name.replace(/[\\/?*[\]:']/g, ' ')}`.slice(0, 31)
