import type { DeskResult, Presses } from '../measure/measure-desk.ts'
import type { PickerResult } from '../measure/measure-picker.ts'
import type { StartResult } from '../measure/measure-start.ts'
import type { StoreResult, StoreResults } from '../measure/results.ts'
import { CONTENDERS, type ContenderName, NAMES } from '../page/names.ts'
import { median, percentile, type Spread, spreadOf } from './statistics.ts'
import { figure } from './tables.ts'
import { judge, type Target, type Verdict } from './verdict.ts'

/** All that was measured. Null: this part was not asked for, or broke. */
export type Measured = {
  stores: StoreResults | null
  picker: PickerResult | null
  desk: DeskResult | null
  start: StartResult | null
}

export type Unit = 'ms' | 'MB' | 'of 50'
type Other = { label: string; value: number }

/** One promise, with what became of it in this run. */
export type Line = {
  work: string
  unit: Unit
  ours: number | null
  /** Who of the others was best at it. Null: nobody else did it. */
  best: Other | null
  /** Whom the promise names, or the best where it names none. Null: nobody there. */
  against: Other | null
  target: string
  verdict: Verdict | { is: 'no target' }
}

type Measure = Exclude<keyof StoreResult, 'isStrict'>

const MB = 1_000_000
const LATER: Verdict = { is: 'not measured', why: 'later issue' }

/** What of this store was measured, in the unit of the tables. Null: nothing. */
export function storeSpread(stores: StoreResults | null, name: ContenderName, measure: Measure): Spread | null {
  const values = stores?.notRun[name] === undefined ? (stores?.of[name]?.[measure] ?? []) : []
  return spreadOf(measure.endsWith('Bytes') ? values.map((bytes) => bytes / MB) : values)
}

/** The stores, us apart, that can be held against us: for strictly kept actions only those that promise to keep them. */
const othersFor = (stores: StoreResults | null, measure: Measure): ContenderName[] =>
  NAMES.filter(
    (name) =>
      name !== 'ours' &&
      CONTENDERS[name].isStore &&
      (!measure.startsWith('act') || stores?.of[name]?.isStrict === true),
  )

export function commitments(measured: Measured): Line[] {
  const { stores, picker, desk, start } = measured
  const medianOf = (name: ContenderName, measure: Measure) => storeSpread(stores, name, measure)?.median ?? null
  const named = (name: ContenderName, measure: Measure): Other | null => {
    const value = medianOf(name, measure)
    return value === null ? null : { label: CONTENDERS[name].label, value }
  }
  const bestOf = (measure: Measure): Other | null =>
    othersFor(stores, measure)
      .flatMap((name) => named(name, measure) ?? [])
      .toSorted((a, b) => a.value - b.value)[0] ?? null
  const line = (
    work: string,
    measure: Measure,
    target: Target,
    against: ContenderName | null,
    unit: Unit = 'ms',
  ): Line => {
    const ours = medianOf('ours', measure)
    const other = against === null ? null : named(against, measure)
    return {
      work,
      unit,
      ours,
      best: bestOf(measure),
      against: against === null ? bestOf(measure) : other,
      target: inWords(target, unit, against === null ? null : CONTENDERS[against].label),
      verdict: judge(target, ours, other?.value ?? null),
    }
  }
  const alone = (work: string, ours: number | null, target: Target, unit: Unit, best: Other | null = null): Line => ({
    work,
    unit,
    ours,
    best,
    against: best,
    target: inWords(target, unit, null),
    verdict: judge(target, ours, null),
  })
  const later = (work: string, target: string): Line => {
    return { work, unit: 'ms', ours: null, best: null, against: null, target, verdict: LATER }
  }

  const screen = start === null ? null : median(start.deskMs)
  const empty = start === null ? null : { label: 'an empty window', value: median(start.emptyMs) }
  const keyed = (presses: Presses | undefined) =>
    presses === undefined ? null : percentile([...presses.neighbourMs, ...presses.otherMs], 0.95)
  const pickers = (['minisearch', 'ufuzzy'] as const).flatMap((name) =>
    picker === null
      ? []
      : [
          {
            label: name === 'ufuzzy' ? 'uFuzzy' : 'MiniSearch',
            p95: median(picker[name].p95Ms),
            typos: picker[name].found['typo']?.[0] ?? 0,
          },
        ],
  )
  const quickest = pickers.toSorted((a, b) => a.p95 - b.p95)[0]
  const surest = pickers.toSorted((a, b) => b.typos - a.typos)[0]

  return [
    line('Bootstrap', 'loadMs', { kind: 'faster-times', times: 5 }, 'dexie'),
    line('Bootstrap', 'loadMs', { kind: 'faster-times', times: 2 }, 'sqlite'),
    line('Bootstrap', 'loadMs', { kind: 'at-most-times', times: 3 }, 'parse'),
    line('Bootstrap: longest block of the page', 'blockMs', { kind: 'at-most', value: 50 }, null),
    line('Cold start to the first page', 'coldMs', { kind: 'at-most-times', times: 1.1 }, 'dexie'),
    line('Cold start to the first page', 'coldMs', { kind: 'faster-times', times: 3 }, 'sqlite'),
    line('Cold start to the first page', 'coldMs', { kind: 'faster-times', times: 10 }, 'tanstack'),
    line('Cold start to the first page', 'coldMs', { kind: 'faster-times', times: 10 }, 'pglite'),
    {
      work: 'First usable screen of the built desk',
      unit: 'ms',
      ours: screen,
      best: null,
      against: empty,
      target: '≤ 1.5x an empty window',
      verdict: judge({ kind: 'at-most-times', times: 1.5 }, screen, empty?.value ?? null),
    },
    line('Open a case, neighbour in the queue, p50', 'neighbourP50Ms', { kind: 'at-most', value: 0.3 }, null),
    line('Open a case, any other, p95', 'openP95Ms', { kind: 'at-most', value: 5 }, null),
    alone('Key press to painted thread, built desk, p95', keyed(desk?.settled), { kind: 'at-most', value: 50 }, 'ms'),
    alone('The same right after catching up, p95', keyed(desk?.early), { kind: 'at-most', value: 50 }, 'ms'),
    line('Delta of 1,000 rows, durable and painted', 'deltaMs', { kind: 'faster-times', times: 5 }, 'dexie'),
    {
      work: 'Delta: compaction after it',
      unit: 'ms',
      ours: medianOf('ours', 'compactMs'),
      best: null,
      against: null,
      target: 'timed',
      verdict: { is: 'no target' },
    },
    line('One action, strict, with journal, p95', 'actP95Ms', { kind: 'at-most', value: 10 }, null),
    line(
      `${figure(stores?.actions ?? 1_000)} actions, strict, with journal`,
      'actAllMs',
      { kind: 'faster-times', times: 2 },
      'dexie',
    ),
    later('Full text over 350,000 documents', 'p95 ≤ 30 ms'),
    alone(
      'Template picker, 2,000 templates, p95',
      picker === null ? null : median(picker.ours.p95Ms),
      { kind: 'at-most', value: 5 },
      'ms',
      quickest === undefined ? null : { label: quickest.label, value: quickest.p95 },
    ),
    alone(
      'Template picker: typos found',
      picker?.ours.found['typo']?.[0] ?? null,
      { kind: 'at-least', value: 50 },
      'of 50',
      surest === undefined ? null : { label: surest.label, value: surest.typos },
    ),
    line('Disk for the data set', 'diskBytes', { kind: 'at-most-times', times: 0.75 }, 'raw', 'MB'),
    line('Memory of the page (PSS)', 'pssBytes', { kind: 'at-most', value: 150 }, null, 'MB'),
    later('Server: 1,000-row pull page', '≥ 0.6x the in-memory floor'),
    later('5,000 desks on one server node', 'p95 ≤ 500 ms'),
  ]
}

function inWords(target: Target, unit: Unit, against: string | null): string {
  switch (target.kind) {
    case 'at-most':
      return `≤ ${target.value} ${unit}`
    case 'at-least':
      return `≥ ${target.value} ${unit}`
    case 'at-most-times':
      return `≤ ${target.times}x ${against}`
    case 'faster-times':
      return `≥ ${target.times}x faster than ${against}`
  }
}
