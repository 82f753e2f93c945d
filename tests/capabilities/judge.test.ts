import { describe, expect, it } from 'vitest'
import { inWords, judge } from '../../scripts/capabilities/judge.ts'
import { CAPABILITIES } from '../../scripts/capabilities/list.ts'
import type { Mutation, Seen } from '../../scripts/capabilities/mutation.ts'
import { damage, hashesOf } from '../../scripts/capabilities/mutation.ts'
import type { FileRun } from '../../scripts/capabilities/test-runs.ts'
import { afterRun } from '../../scripts/capabilities/test-runs.ts'

const mutation: Mutation = {
  capability: 2,
  name: 'time runs backwards',
  file: 'a.ts',
  find: 'x',
  replace: 'y',
  test: 'a.test.ts',
}
const hashOf = (file: string) => `hash of ${file}`
const seen = (change: Partial<Seen> = {}): Seen => ({
  capability: 2,
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
const both = CAPABILITIES.filter(({ number }) => number === 2 || number === 22)
const standings = (tests: Record<string, 'passed' | 'failed'>, known: Seen[] = [seen()], hash = hashOf) =>
  judge(both, { runs: [run(tests)], mutations: [mutation], seen: known, hashOf: hash })
const isDone = (...of: Parameters<typeof standings>) => standings(...of)[0]?.isDone

describe('a capability', () => {
  it('is done when a test with its number passed and its mutation was seen red', () => {
    expect(isDone({ 'one timeline [C2]': 'passed' })).toBe(true)
    expect(standings({ 'one timeline [C2]': 'passed' }).map(inWords)).toEqual([
      ' 2  done      One timeline | a.test.ts: "one timeline [C2]": passed | mutation "time runs backwards": red',
      '22  not done  Language variant | no test with its number ran | no mutation named',
    ])
  })
  it('is not done by the test of another number', () => expect(isDone({ 'variant [C22]': 'passed' })).toBe(false))
  it('is not done when one of its tests failed, and that one is named', () => {
    const tests = { 'first [C2]': 'passed', 'second [C2] [C22]': 'failed' } as const
    expect(isDone(tests)).toBe(false)
    expect(standings(tests).map(inWords)[0]).toContain('a.test.ts: "second [C2] [C22]" (and 1 more): failed')
  })
  it('is not done when its mutation stayed green, or never ran', () => {
    expect(isDone({ '[C2]': 'passed' }, [seen({ isRed: false })])).toBe(false)
    expect(isDone({ '[C2]': 'passed' }, [])).toBe(false)
  })
  it('is not done any more once the product, the test or the mutation has changed since it was seen', () => {
    for (const changed of ['a.ts', 'a.test.ts'])
      expect(isDone({ '[C2]': 'passed' }, [seen()], (file) => (file === changed ? 'new' : hashOf(file)))).toBe(false)
    expect(isDone({ '[C2]': 'passed' }, [seen({ hashes: { ...seen().hashes, mutation: 'old' } })])).toBe(false)
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
