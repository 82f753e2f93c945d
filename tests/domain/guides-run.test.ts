import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GuideAnswer, GuideInputKind, GuideStep } from '../../domain/guides/guide.ts'
import { answerTexts, currentStep, pathOf } from '../../domain/guides/path-of.ts'
import type { AnswerRefusal } from '../../domain/guides/plan-answer.ts'
import { planAnswer } from '../../domain/guides/plan-answer.ts'
import { progressOf } from '../../domain/guides/progress-of.ts'
import { readInput } from '../../domain/guides/read-input.ts'
import type { AnswerGiven, GuideSteps } from '../../domain/guides/steps-of.ts'

const outcome = (id: string): GuideStep => ({
  kind: 'outcome',
  id,
  title: id,
  details: [],
  disposition: 'resolved',
  reply: '',
  note: '',
  actions: [],
})
const why = { why: 'Only a lead may.', allowedBy: 'lead' } as const
/** order -> late -> (yes: phone? -> told) | (no: told-fine) | (closed: refunded at once) */
const guide: GuideSteps = {
  start: 'order',
  steps: [
    {
      kind: 'ask',
      id: 'order',
      title: 'Order',
      ask: 'Which?',
      details: [],
      input: 'order-number',
      isRequired: true,
      next: 'look',
    },
    { kind: 'do', id: 'look', title: 'Look', ask: 'Open it.', details: [], next: 'late' },
    {
      kind: 'choose',
      id: 'late',
      title: 'Late?',
      ask: 'Is it late?',
      details: [],
      choices: [
        { id: 'yes', words: 'Yes, late', hint: '', next: 'phone', forbidden: null },
        { id: 'no', words: 'No', hint: '', next: 'fine', forbidden: null },
        { id: 'refund', words: 'Refund it now', hint: '', next: 'fine', forbidden: why },
      ],
    },
    {
      kind: 'ask',
      id: 'phone',
      title: 'Phone',
      ask: 'Number?',
      details: [],
      input: 'phone',
      isRequired: false,
      next: 'told',
    },
    outcome('told'),
    outcome('fine'),
  ],
}
const by = { id: 'u-1', name: 'Ana' } as GuideAnswer['by']
const kept = (answer: AnswerGiven): GuideAnswer => ({ ...answer, at: 1 as GuideAnswer['at'], by })
const typed = (stepId: string, text: string | null): AnswerGiven => ({ stepId, choiceId: null, text })
const chose = (stepId: string, choiceId: string): AnswerGiven => ({ stepId, choiceId, text: null })
const done = (stepId: string): AnswerGiven => ({ stepId, choiceId: null, text: null })
const toLate = [typed('order', 'EK-2611340'), done('look')]
const runOf = (...answers: AnswerGiven[]) => ({ state: 'running' as const, answers: answers.map(kept) })

describe('a run of a guided script', () => {
  it('stands at the first step, then where its answers lead, and at last at an outcome', () => {
    expect(currentStep(guide, [])?.id).toBe('order')
    expect(currentStep(guide, toLate)?.id).toBe('late')
    expect(currentStep(guide, [...toLate, chose('late', 'no')])?.id).toBe('fine')
    expect(currentStep(guide, [...toLate, chose('late', 'yes'), typed('phone', null)])?.id).toBe('told')
  })

  it('passes over answers that do not fit: of another step, of no choice, of one that is forbidden', () => {
    expect(currentStep(guide, [typed('order', 'EK-2611340'), chose('late', 'no')])?.id).toBe('look')
    expect(currentStep(guide, [typed('order', 'EK-2611340'), typed('phone', '020 7946')])?.id).toBe('look')
    expect(currentStep(guide, [...toLate, chose('late', 'perhaps')])?.id).toBe('late')
    expect(currentStep(guide, [...toLate, chose('late', 'refund')])?.id).toBe('late')
  })

  it('gives the drafted texts the words of a choice and the text of a question, but nothing for what was left open', () => {
    const answers = [...toLate, chose('late', 'yes'), typed('phone', null)]
    expect(answerTexts(guide, answers)).toEqual({ order: 'EK-2611340', late: 'Yes, late' })
  })

  it('counts its steps with the outcome, between the shortest and the longest way', () => {
    expect(progressOf(guide, [])).toEqual({ at: 1, least: 4, most: 5, about: 5 })
    expect(progressOf(guide, [...toLate, chose('late', 'yes')])).toEqual({ at: 4, least: 5, most: 5, about: 5 })
    expect(progressOf(guide, [...toLate, chose('late', 'no')])).toEqual({ at: 4, least: 4, most: 4, about: 4 })
  })
})

describe('an answer in a guided script', () => {
  const refusals: [string, ReturnType<typeof runOf>, AnswerGiven, AnswerRefusal][] = [
    ['a step that has not come', runOf(), chose('late', 'yes'), { code: 'not-this-step' }],
    ['a step the guide does not have', runOf(), typed('nowhere', 'x'), { code: 'not-this-step' }],
    [
      'a step of the way not taken',
      runOf(...toLate, chose('late', 'no')),
      typed('phone', '020 7946'),
      { code: 'not-this-step' },
    ],
    ['the end', runOf(...toLate, chose('late', 'no')), done('fine'), { code: 'outcome' }],
    ['a choice there is not', runOf(...toLate), chose('late', 'perhaps'), { code: 'unknown-choice' }],
    ['a forbidden choice', runOf(...toLate), chose('late', 'refund'), { code: 'forbidden', forbidden: why }],
    ['no choice', runOf(...toLate), done('late'), { code: 'required' }],
    ['nothing but spaces', runOf(), typed('order', '  '), { code: 'required' }],
    ['no order number', runOf(), typed('order', 'the blue one'), { code: 'malformed', input: 'order-number' }],
  ]
  it.each(refusals)('is refused: %s [C26]', (_what, run, given, refusal) => {
    expect(planAnswer(guide, run, given)).toEqual({ ok: false, refusal })
  })

  it('is refused once the run has ended', () => {
    const over = { state: 'finished' as const, answers: toLate.map(kept) }
    expect(planAnswer(guide, over, chose('late', 'no'))).toEqual({ ok: false, refusal: { code: 'not-running' } })
  })

  it('is kept in the form of its kind, without what its step did not ask for', () => {
    const given = { stepId: 'order', choiceId: 'stray', text: ' ek-2611340 ' }
    expect(planAnswer(guide, runOf(), given)).toEqual({
      ok: true,
      value: { stepId: 'order', choiceId: null, text: 'EK-2611340', at: 0 },
    })
  })

  it('may be left open where it is not required', () => {
    const planned = planAnswer(guide, runOf(...toLate, chose('late', 'yes')), typed('phone', ''))
    expect(planned).toEqual({ ok: true, value: { stepId: 'phone', choiceId: null, text: null, at: 3 } })
  })

  it('may be given anew to a step gone back to: it says how many answers stand before it', () => {
    const run = runOf(...toLate, chose('late', 'yes'))
    expect(planAnswer(guide, run, typed('order', 'EK-1111111'))).toMatchObject({ ok: true, value: { at: 0 } })
  })

  it('always leads a run on by one step, whatever the answers before it', () => {
    const one = fc.oneof(
      fc.record({
        stepId: fc.constantFrom('order', 'look', 'late', 'phone', 'told', 'x'),
        choiceId: fc.constantFrom('yes', 'no', 'refund', null),
        text: fc.constantFrom('EK-2611340', '+44 20 7946', '', null),
      }),
    )
    fc.assert(
      fc.property(fc.array(one, { maxLength: 6 }), one, (before, given) => {
        const run = { state: 'running' as const, answers: before.map(kept) }
        const planned = planAnswer(guide, run, given)
        if (!planned.ok) return
        const { at, ...answer } = planned.value
        const after = [...before.slice(0, at), answer]
        expect(pathOf(guide, after).length).toBe(at + 2)
        expect(pathOf(guide, after)[at]?.step.id).toBe(given.stepId)
      }),
    )
  })
})

describe('what is typed into a guided script', () => {
  const table: [GuideInputKind, string, string | null][] = [
    ['text', '  blue  ', 'blue'],
    ['text', 'x'.repeat(2_001), null],
    ['order-number', '#ek-2611340', 'EK-2611340'],
    ['order-number', '2611340', '2611340'],
    ['order-number', 'EK-26 11', null],
    ['date', '2028-02-29', '2028-02-29'],
    ['date', '2027-02-29', null],
    ['date', '2026-13-01', null],
    ['date', '14.03.2026', null],
    ['money', '24.5', '24.50'],
    ['money', '24,50', '24.50'],
    ['money', '0024', '24'],
    ['money', '1,250', null],
    ['money', '-5', null],
    ['money', '$5', null],
    ['email', 'nadia.osei@example.org', 'nadia.osei@example.org'],
    ['email', 'nadia@example', null],
    ['email', 'a b@example.org', null],
    ['phone', '+44 (20) 7946-0018', '+44 (20) 7946-0018'],
    ['phone', '12345', null],
    ['phone', 'call me', null],
  ]
  it.each(table)('%s: "%s" is kept as %s', (kind, text, expected) => {
    expect(readInput(kind, text)).toBe(expected)
  })
})
