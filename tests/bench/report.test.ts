import { describe, expect, it } from 'vitest'
import { compareDigests } from '../../bench/measure/compare-digests.ts'
import { emptyResult, type StoreResult, type StoreResults } from '../../bench/measure/results.ts'
import { readOptions, WrongOption } from '../../bench/options.ts'
import { canonical } from '../../bench/page/digest.ts'
import { commitments, type Measured } from '../../bench/report/commitments.ts'
import { countLine, printReport } from '../../bench/report/print-report.ts'
import { figure, table } from '../../bench/report/tables.ts'

const result = (given: Partial<StoreResult>): StoreResult => ({ ...emptyResult(), ...given })
const stores = (of: StoreResults['of'], notRun: StoreResults['notRun'] = {}): Measured => ({
  stores: { of, notRun, differences: [], compared: 0, rounds: 1, actions: 1_000 },
  picker: null,
  desk: null,
  start: null,
})
const lineOf = (measured: Measured, work: string, target: string) => {
  const found = commitments(measured).find((line) => line.work.includes(work) && line.target.includes(target))
  if (found === undefined) throw new Error(`No line "${work}" with "${target}".`)
  return found
}

describe('the report of a bench', () => {
  it('holds medians of one run against each other', () => {
    const measured = stores({
      ours: result({ loadMs: [100, 900, 110] }),
      dexie: result({ loadMs: [560, 540, 550] }),
      raw: result({ loadMs: [300] }),
    })
    const line = lineOf(measured, 'Bootstrap', 'Dexie')
    expect(line).toMatchObject({ ours: 110, best: { label: 'raw IndexedDB', value: 300 }, against: { value: 550 } })
    expect(line.verdict).toMatchObject({ is: 'met', ratio: 0.2 })
    expect(lineOf(measured, 'Bootstrap', 'SQLite').verdict.is).toBe('not measured')
    // A ratio to somebody else must not stand beside what was promised of SQLite.
    expect(lineOf(measured, 'Bootstrap', 'SQLite').against).toBeNull()
  })

  it('does not count a contender that broke half-way', () => {
    const measured = stores(
      { ours: result({ loadMs: [100] }), dexie: result({ loadMs: [900] }) },
      { dexie: 'it was closed' },
    )
    expect(lineOf(measured, 'Bootstrap', 'Dexie').verdict.is).toBe('not measured')
    expect(printReport(measured, [])).toContain('Dexie: not run, it was closed')
  })

  it('holds no store that keeps actions loosely against one that keeps them strictly', () => {
    const measured = stores({
      ours: result({ actP95Ms: [8] }),
      pouch: result({ actP95Ms: [1], isStrict: false }),
      sqlite: result({ actP95Ms: [2] }),
    })
    expect(lineOf(measured, 'One action', '10').best).toEqual({ label: 'SQLite-OPFS', value: 2 })
    expect(printReport(measured, [])).toContain('not held against us: PouchDB')
  })

  it('prints search and the two rows of the server as later issues, measured never', () => {
    const measured = stores({ ours: result({ loadMs: [1] }) })
    const later = commitments(measured).filter(({ verdict }) => 'why' in verdict && verdict.why === 'later issue')
    expect(later.map(({ work }) => work)).toEqual([
      'Full text over 350,000 documents',
      'Server: 1,000-row pull page',
      '5,000 desks on one server node',
    ])
    expect(countLine(later)).toContain('0 met, 0 not met, 3 not measured')
  })

  it('says by how much a promise was missed', () => {
    const measured = stores({ ours: result({ blockMs: [125] }) })
    expect(printReport(measured, [])).toMatch(/longest block of the page .* NOT MET, by 2\.50x/)
  })

  it('gives bytes in MB', () => {
    const measured = stores({ ours: result({ pssBytes: [120_000_000] }) })
    expect(lineOf(measured, 'Memory', '150 MB')).toMatchObject({ ours: 120, verdict: { is: 'met' } })
  })

  it.each([
    [0.1234, '0.12'],
    [12.34, '12.3'],
    [50, '50'],
    [1_234.5, '1,235'],
    [Infinity, '∞'],
  ])('writes %d as %s', (value, text) => {
    expect(figure(value)).toBe(text)
  })

  it('sets columns below each other', () => {
    expect(
      table(
        ['', 'ms'],
        [
          ['a', '1'],
          ['long', '1,000'],
        ],
      ),
    ).toBe(['         ms', '────  ─────', 'a         1', 'long  1,000'].join('\n'))
  })
})

describe('comparing what the stores gave', () => {
  const digest = { page: 'p', pageSize: 50, cases: ['a', 'b'], messages: 9 }

  it('finds nothing where all are alike, and counts what it compared', () => {
    const same = new Map([
      ['ours', digest],
      ['raw', digest],
    ])
    expect(compareDigests(same, 'loaded')).toEqual({ differences: [], compared: 3 })
  })

  it('names who differs, and in what', () => {
    const others = new Map([
      ['ours', digest],
      ['raw', { ...digest, page: 'q' }],
      ['dexie', { ...digest, cases: ['a', 'c'] }],
    ])
    const { differences } = compareDigests(others, 'loaded')
    expect(differences).toHaveLength(2)
    expect(differences[0]).toContain('the page of raw')
    expect(differences[1]).toContain('1 of 2 opened cases of dexie')
  })

  it('does not care in which order fields were written, and tells null from a value', () => {
    expect(canonical({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe(canonical({ b: [1, { c: 'x', d: null }] }))
    expect(canonical({ a: null })).not.toBe(canonical({ a: 0 }))
  })
})

describe('what the bench is asked for', () => {
  it('measures everything five times, or with --quick a twentieth within a time', () => {
    expect(readOptions([])).toMatchObject({ share: 1, rounds: 5, loads: 5, actions: 1_000, budgetMs: 0 })
    expect(readOptions(['--quick'])).toMatchObject({ share: 0.05, loads: 1, isQuick: true })
    expect(readOptions(['--quick']).budgetMs).toBeLessThan(180_000)
    expect(readOptions(['--percent', '2', '--rounds', '2', '--only', 'dexie,ours', '--parts', 'stores'])).toMatchObject(
      {
        share: 0.02,
        rounds: 2,
        loads: 2,
        only: ['ours', 'dexie'],
        parts: ['stores'],
      },
    )
  })

  it.each([['--percent', '0'], ['--rounds', '9'], ['--only', 'mongo'], ['--parts', 'x'], ['--fast']])(
    'says what is wrong with %s %s',
    (...args) => {
      expect(() => readOptions(args)).toThrow(WrongOption)
    },
  )
})
