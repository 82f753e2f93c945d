import { describe, expect, it } from 'vitest'
import { judge, type Target } from '../../bench/report/verdict.ts'

const atMost: Target = { kind: 'at-most', value: 10 }
const atLeast: Target = { kind: 'at-least', value: 50 }
const notSlowerThan: Target = { kind: 'at-most-times', times: 1.1 }
const faster: Target = { kind: 'faster-times', times: 5 }

describe('whether a promise was met', () => {
  it.each<[string, Target, number, number | null, 'met' | 'not met', number]>([
    ['exactly what was promised', atMost, 10, null, 'met', 1],
    ['half of what is allowed', atMost, 5, null, 'met', 0.5],
    ['twice what is allowed', atMost, 20, null, 'not met', 2],
    ['as many as were promised', atLeast, 50, null, 'met', 1],
    ['half as many as were promised', atLeast, 25, null, 'not met', 2],
    ['none at all', atLeast, 0, null, 'not met', Infinity],
    ['just as slow as is allowed beside another', notSlowerThan, 110, 100, 'met', 1],
    ['slower than is allowed beside another', notSlowerThan, 220, 100, 'not met', 2],
    ['five times as fast', faster, 20, 100, 'met', 1],
    ['as fast as the other', faster, 100, 100, 'not met', 5],
    ['twice as slow as the other', faster, 200, 100, 'not met', 10],
  ])('%s', (_, target, ours, theirs, is, off) => {
    const verdict = judge(target, ours, theirs)
    expect(verdict.is).toBe(is)
    expect(verdict).toHaveProperty('off', expect.closeTo(off))
  })

  it('the ratio is ours to theirs, and there is none where nobody else is named', () => {
    expect(judge(faster, 50, 100)).toHaveProperty('ratio', 0.5)
    expect(judge(atMost, 5, null)).toHaveProperty('ratio', null)
  })

  it('what was not run was not measured, whoever it was, and is never met', () => {
    expect(judge(atMost, null, null)).toEqual({ is: 'not measured', why: 'ours was not run' })
    for (const target of [notSlowerThan, faster])
      expect(judge(target, 1, null)).toEqual({ is: 'not measured', why: 'the other one was not run' })
  })
})
