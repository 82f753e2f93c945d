import { describe, expect, it } from 'vitest'
import { inWords, judge } from '../../scripts/capabilities/judge.ts'
import type { Capability } from '../../scripts/capabilities/list.ts'
import type { Mutation, Seen } from '../../scripts/capabilities/mutation.ts'
import { damage, hashesOf } from '../../scripts/capabilities/mutation.ts'
import type { FileRun } from '../../scripts/capabilities/test-runs.ts'
import { afterRun } from '../../scripts/capabilities/test-runs.ts'

const mutation: Mutation = {
  capability: 91,
  name: 'time runs backwards',
  file: 'a.ts',
  find: 'x',
  replace: 'y',
  test: 'a.test.ts',
}
const hashOf = (file: string) => `hash of ${file}`
const seen = (change: Partial<Seen> = {}): Seen => ({
  capability: 91,
  name: mutation.name,
  isRed: true,
  noticedBy: 'it',
  at: '',
  commit: '',
  hashes: hashesOf(mutation, hashOf),
  ...change,
})
const run = (tests: Record<string, 'passed' | 'failed'>): FileRun => ({
  file: 'a.test.ts',
  sha256: '',
  tests: Object.fromEntries(Object.entries(tests).map(([name, result]) => [name, { result, at: '', commit: '' }])),
})
// Numbers that no capability has: the marks in this file stand for nothing.
const both: Capability[] = [
  { number: 91, title: 'One timeline', isLater: false },
  { number: 919, title: 'Language variant', isLater: true },
]
const standings = (
  tests: Record<string, 'passed' | 'failed'>,
  known: Seen[] = [seen()],
  hash = hashOf,
  files = ['a.test.ts'],
) =>
  judge(both, {
    runs: [run(tests)],
    marked: files.map((file) => ({ file, marks: new Set(['[C91]']) })),
    mutations: [mutation],
    seen: known,
    hashOf: hash,
  })
const isDone = (...of: Parameters<typeof standings>) => standings(...of)[0]?.isDone

describe('a capability', () => {
  it('is done when a test with its number passed and its mutation was seen red', () => {
    expect(isDone({ 'one timeline [C91]': 'passed' })).toBe(true)
    expect(standings({ 'one timeline [C91]': 'passed' }).map(inWords)).toEqual([
      '91  done      One timeline | a.test.ts: "one timeline [C91]": passed | mutation "time runs backwards": red',
      '919  not done  Language variant (later) | no test carries its number | no mutation named',
    ])
  })
  it('is not done by the test of another number', () => expect(isDone({ 'variant [C919]': 'passed' })).toBe(false))
  it('is not done when one of its tests failed, and that one is named', () => {
    const tests = { 'first [C91]': 'passed', 'second [C91] [C919]': 'failed' } as const
    expect(isDone(tests)).toBe(false)
    expect(standings(tests).map(inWords)[0]).toContain('a.test.ts: "second [C91] [C919]" (and 1 more): failed')
  })
  it('is not done while a test file with its number has not run, and that file is named', () => {
    const of = standings({ 'one timeline [C91]': 'passed' }, [seen()], hashOf, ['a.test.ts', 'b.spec.ts'])[0]
    expect(of?.isDone).toBe(false)
    expect(of && inWords(of)).toContain('passed, not run as it is now: b.spec.ts')
  })
  it('is not done when its mutation stayed green, or never ran', () => {
    expect(isDone({ '[C91]': 'passed' }, [seen({ isRed: false })])).toBe(false)
    expect(isDone({ '[C91]': 'passed' }, [])).toBe(false)
  })
  it('is not done any more once the product, the test or the mutation has changed since it was seen', () => {
    for (const changed of ['a.ts', 'a.test.ts'])
      expect(isDone({ '[C91]': 'passed' }, [seen()], (file) => (file === changed ? 'new' : hashOf(file)))).toBe(false)
    expect(isDone({ '[C91]': 'passed' }, [seen({ hashes: { ...seen().hashes, mutation: 'old' } })])).toBe(false)
  })
})

describe('what is known of a test file', () => {
  const ended = (name: string, result: 'passed' | 'failed' = 'passed') => ({ name, result })
  const again = (known: FileRun | null, sha256: string, isBroken = false, ...tests: ReturnType<typeof ended>[]) =>
    afterRun(known, { file: 'a.test.ts', sha256, at: 't', commit: 'c', ended: tests, isBroken })
  const first = again(null, '1', false, ended('a'), ended('b'))
  const results = ({ tests }: FileRun) => Object.entries(tests).map(([name, { result }]) => `${name} ${result}`)

  it('stays known of the tests that a later run of the same file left out', () => {
    expect(results(again(first, '1', false, ended('b', 'failed')))).toEqual(['a passed', 'b failed'])
  })
  it('is forgotten when the file has changed, or cannot be loaded any more', () => {
    expect(results(again(first, '2', false, ended('b')))).toEqual(['b passed'])
    expect(results(again(first, '1', true))).toEqual([])
  })
})

describe('a mutation', () => {
  it('damages the one place that it names, and says so when the place is gone or not the only one', () => {
    expect(damage(mutation, 'a x b')).toEqual({ ok: true, content: 'a y b' })
    expect(damage(mutation, 'a b')).toMatchObject({ ok: false, why: expect.stringContaining('does not stand there') })
    expect(damage(mutation, 'x x')).toMatchObject({ ok: false, why: expect.stringContaining('2 times') })
  })
})
