import type { PickerResult } from '../measure/measure-picker.ts'
import { FINDERS } from '../measure/measure-picker.ts'
import type { StoreResult, StoreResults } from '../measure/results.ts'
import { CONTENDERS, NAMES } from '../page/names.ts'
import type { FinderName } from '../page/picker/open-picker.ts'
import { commitments, type Line, type Measured, storeSpread } from './commitments.ts'
import { percentile, type Spread, spreadOf } from './statistics.ts'
import { figure, table } from './tables.ts'

type Measure = Exclude<keyof StoreResult, 'isStrict'>

const cell = (spread: Spread | null): string =>
  spread === null ? '–' : `${figure(spread.median)} [${figure(spread.min)}–${figure(spread.max)}]`

/** The tables of each promise, then one that says what was met. */
export function printReport(measured: Measured, conditions: readonly string[]): string {
  const { stores, picker, desk, start } = measured
  const parts: string[] = []
  if (stores !== null) {
    parts.push(
      heading('Bootstrap of the data set'),
      storeTable(stores, [
        ['ms', 'loadMs'],
        ['longest block of the page, ms', 'blockMs'],
        ['put off and done then, ms', 'loadCompactMs'],
      ]),
      heading('Cold start to the first queue page of 50'),
      storeTable(stores, [['ms', 'coldMs']]),
    )
  }
  if (start !== null)
    parts.push(
      heading('First usable screen of the built desk'),
      table(
        ['', 'ms', 'rounds'],
        [
          ['the desk, everything in its store', cell(spreadOf(start.deskMs)), String(start.deskMs.length)],
          ['an empty window', cell(spreadOf(start.emptyMs)), String(start.emptyMs.length)],
        ],
      ),
    )
  if (stores !== null)
    parts.push(
      heading('Open a case: case, thread and customer'),
      storeTable(stores, [
        ['neighbour in the queue p50, ms', 'neighbourP50Ms'],
        ['any other p50, ms', 'openP50Ms'],
        ['any other p95, ms', 'openP95Ms'],
      ]),
    )
  if (desk !== null) {
    const row = (what: string, values: readonly number[]) => [
      what,
      ...[0.5, 0.95, 1].map((share) => figure(percentile(values, share))),
      String(values.length),
    ]
    parts.push(
      heading('Key press to painted thread, in the built desk'),
      table(
        ['', 'p50, ms', 'p95, ms', 'worst, ms', 'presses'],
        [
          row('the next one in the queue', desk.settled.neighbourMs),
          row('any other', desk.settled.otherMs),
          row('right after catching up: the next one', desk.early.neighbourMs),
          row('right after catching up: any other', desk.early.otherMs),
        ],
      ),
      `Signing in to "Up to date": ${figure(desk.catchUpMs / 1_000)} s, until all is folded: ${figure(desk.foldMs / 1_000)} s more. The desk's page: ${
        desk.pssBytes === null ? 'memory not told by this system' : `${figure(desk.pssBytes / 1_000_000)} MB PSS`
      }, ${figure(desk.diskBytes / 1_000_000)} MB on the disk.`,
    )
  }
  if (stores !== null)
    parts.push(
      heading('Delta of 1,000 changed rows under a live queue'),
      storeTable(stores, [
        ['durable and painted, ms', 'deltaMs'],
        ['durable, ms', 'durableMs'],
        ['compaction, ms', 'compactMs'],
      ]),
      heading('Actions of an agent, kept strictly (ours with the journal)'),
      storeTable(stores, [
        ['one, p95, ms', 'actP95Ms'],
        ['all of them, ms', 'actAllMs'],
        ['done', 'actDone'],
      ]),
      looseNotes(stores),
    )
  if (picker !== null) parts.push(heading('Template picker, 2,000 templates'), pickerTable(picker))
  if (stores !== null)
    parts.push(
      heading('Disk and memory of the page for the data set'),
      storeTable(stores, [
        ['disk, MB', 'diskBytes'],
        ['memory (PSS), MB', 'pssBytes'],
      ]),
    )
  const lines = commitments(measured)
  parts.push(heading('What was promised (docs/bench.md)'), summaryTable(lines), countLine(lines), ...conditions)
  return parts.filter((part) => part !== '').join('\n')
}

const heading = (text: string): string => `\n${text}\n`

function storeTable(stores: StoreResults, columns: readonly (readonly [string, Measure])[]): string {
  const first = columns[0]?.[1] ?? 'loadMs'
  const ours = storeSpread(stores, 'ours', first)
  const rows = NAMES.flatMap((name) => {
    const spread = storeSpread(stores, name, first)
    if (spread === null) return []
    const cells = columns.map(([, measure]) => cell(storeSpread(stores, name, measure)))
    const ratio = ours === null || name === 'ours' ? '' : figure(spread.median / ours.median)
    return [{ value: spread.median, cells: [CONTENDERS[name].label, ...cells, ratio, String(spread.rounds)] }]
  })
  const lacking = Object.entries(stores.notRun).map(
    ([name, why]) => `${CONTENDERS[name as keyof typeof CONTENDERS].label}: not run, ${why}`,
  )
  return [
    table(
      ['', ...columns.map(([title]) => title), 'times ours', 'rounds'],
      rows.toSorted((a, b) => a.value - b.value).map(({ cells }) => cells),
    ),
    ...lacking,
  ].join('\n')
}

function looseNotes(stores: StoreResults): string {
  const loose = NAMES.filter((name) => stores.of[name]?.isStrict === false && stores.notRun[name] === undefined)
  const names = loose.map((name) => CONTENDERS[name].label)
  return names.length === 0
    ? ''
    : `Without a promise that the disk has it, so not held against us: ${names.join(', ')}.`
}

function pickerTable(picker: PickerResult): string {
  const kinds = Object.keys(picker.ours.found)
  return table(
    ['', 'p95, ms', 'index made in, ms', ...kinds.map((kind) => `${kind} found`)],
    (Object.keys(FINDERS) as FinderName[]).map((name) => [
      FINDERS[name],
      cell(spreadOf(picker[name].p95Ms)),
      cell(spreadOf(picker[name].buildMs)),
      ...kinds.map((kind) => (picker[name].found[kind] ?? [0, 0]).join('/')),
    ]),
  )
}

const value = (line: Line, of: number | null): string => (of === null ? '–' : `${figure(of)} ${line.unit}`)

export function summaryTable(lines: readonly Line[]): string {
  return table(
    ['', 'ours', 'best peer', 'ratio', 'target', ''],
    lines.map((line) => {
      const { ours, against } = line
      const ratio = ours === null || against === null ? '–' : `${figure(ours / against.value)}x ${against.label}`
      const best = line.best === null ? '–' : `${line.best.label} ${value(line, line.best.value)}`
      return [line.work, value(line, line.ours), best, ratio, line.target, resultOf(line)]
    }),
  )
}

/** Met, or by how much not. */
function resultOf({ verdict }: Line): string {
  if (verdict.is === 'no target') return ''
  if (verdict.is === 'not measured') return `not measured (${verdict.why})`
  return verdict.is === 'met' ? 'met' : `NOT MET, by ${figure(verdict.off)}x`
}

export function countLine(lines: readonly Line[]): string {
  const count = (is: Line['verdict']['is']) => lines.filter(({ verdict }) => verdict.is === is).length
  return `\n${count('met')} met, ${count('not met')} not met, ${count('not measured')} not measured`
}
