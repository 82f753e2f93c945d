import { describe, expect, it } from 'vitest'
import type { GuideFault } from '../../domain/guides/check-guide.ts'
import { checkGuide } from '../../domain/guides/check-guide.ts'
import type { GuideChoice, GuideStep } from '../../domain/guides/guide.ts'
import { layoutOf } from '../../domain/guides/layout-of.ts'
import { pathOf } from '../../domain/guides/path-of.ts'
import { walks } from '../../domain/guides/walks.ts'
import { wordsOf } from '../../scripts/guide-words.ts'

type Draft = Parameters<typeof checkGuide>[0]
const choice = (id: string, next: string, more: Partial<GuideChoice> = {}): GuideChoice => ({
  id,
  words: id,
  hint: '',
  next,
  forbidden: null,
  ...more,
})
const choose = (id: string, ...choices: GuideChoice[]): GuideStep => ({
  kind: 'choose',
  id,
  title: id,
  ask: `${id}?`,
  details: [],
  choices,
})
const ask = (id: string, next: string, isRequired = true): GuideStep => ({
  kind: 'ask',
  id,
  title: id,
  ask: `${id}?`,
  details: [],
  input: 'text',
  isRequired,
  next,
})
const end = (id: string, reply = '', note = ''): GuideStep => ({
  kind: 'outcome',
  id,
  title: id,
  details: [],
  disposition: 'resolved',
  reply,
  note,
  actions: [],
})
const guide = (...steps: GuideStep[]): Draft => ({
  start: 'first',
  title: 'Late parcel',
  version: 1,
  changes: [],
  steps,
})
const sound = guide(
  choose('first', choice('a', 'more'), choice('b', 'right')),
  ask('more', 'left'),
  end('left', '{{ answers.more }} {{ answers.first }}'),
  end('right', '{% if answers.more %}{{ answers.more }}{% endif %} {{ answers.more | default: "-" }}'),
)
const why = { why: 'Not so.', allowedBy: 'nobody' } as const

describe('the validator of guided scripts', () => {
  it('finds nothing wrong with a sound one', () => expect(checkGuide(sound)).toEqual([]))

  const broken: [GuideFault, Draft, { stepId: string | null; about: string }][] = [
    ['no-start', { ...sound, start: 'zero' }, { stepId: null, about: 'zero' }],
    [
      'double-step',
      guide(choose('first', choice('a', 'x'), choice('b', 'x')), end('x'), end('x')),
      { stepId: 'x', about: '' },
    ],
    [
      'unknown-next',
      guide(choose('first', choice('a', 'x'), choice('b', 'gone')), end('x')),
      { stepId: 'first', about: 'gone' },
    ],
    ['unreachable', guide(ask('first', 'x'), end('x'), end('island')), { stepId: 'island', about: '' }],
    [
      'unreachable',
      guide(
        choose('first', choice('a', 'x'), choice('b', 'x'), choice('c', 'shut', { forbidden: why })),
        end('x'),
        end('shut'),
      ),
      { stepId: 'shut', about: '' },
    ],
    [
      'cycle',
      guide(choose('first', choice('a', 'x'), choice('b', 'back')), ask('back', 'first'), end('x')),
      { stepId: 'back', about: '' },
    ],
    ['no-outcome', guide(ask('first', 'gone')), { stepId: null, about: '' }],
    [
      'dead-end',
      guide(choose('first', choice('a', 'x'), choice('b', 'lost')), ask('lost', 'gone'), end('x')),
      { stepId: 'lost', about: '' },
    ],
    ['empty-title', { ...sound, title: ' ' }, { stepId: null, about: '' }],
    ['empty-title', guide(ask('first', 'x'), { ...end('x'), title: '' }), { stepId: 'x', about: '' }],
    ['empty-ask', guide({ ...ask('first', 'x'), ask: '' } as GuideStep, end('x')), { stepId: 'first', about: '' }],
    [
      'empty-words',
      guide(choose('first', choice('a', 'x', { words: '' }), choice('b', 'x')), end('x')),
      { stepId: 'first', about: 'a' },
    ],
    [
      'double-choice',
      guide(choose('first', choice('a', 'x'), choice('a', 'y')), end('x'), end('y')),
      { stepId: 'first', about: 'a' },
    ],
    ['one-choice', guide(choose('first', choice('a', 'x')), end('x')), { stepId: 'first', about: '' }],
    [
      'no-open-choice',
      guide(choose('first', choice('a', 'x', { forbidden: why }), choice('b', 'x', { forbidden: why })), end('x')),
      { stepId: 'first', about: '' },
    ],
    [
      'empty-why',
      guide(choose('first', choice('a', 'x'), choice('b', 'x', { forbidden: { ...why, why: '' } })), end('x')),
      { stepId: 'first', about: 'b' },
    ],
    [
      'unknown-answer',
      guide(ask('first', 'x'), end('x', '', 'It was {{ answers.frist }}.')),
      { stepId: 'x', about: 'note: frist' },
    ],
    [
      'answer-not-on-every-path',
      guide(choose('first', choice('a', 'more'), choice('b', 'x')), ask('more', 'x'), end('x', '{{ answers.more }}')),
      { stepId: 'x', about: 'reply: more' },
    ],
    [
      'answer-not-on-every-path',
      guide(
        choose('first', choice('a', 'more'), choice('b', 'other')),
        ask('more', 'x'),
        ask('other', 'x'),
        end('x', '', '{{ answers.more }}'),
      ),
      { stepId: 'x', about: 'note: more' },
    ],
    [
      'answer-not-on-every-path',
      guide(
        choose('first', choice('a', 'more'), choice('b', 'x')),
        ask('more', 'x'),
        end('x', '{% if answers.more %}{{ answers.more }}{% endif %} {{ answers.more }}'),
      ),
      { stepId: 'x', about: 'reply: more' },
    ],
    [
      'answer-may-be-empty',
      guide(ask('first', 'x', false), end('x', '{{ answers.first }}')),
      { stepId: 'x', about: 'reply: first' },
    ],
    [
      'change-of-unknown-step',
      { ...sound, version: 2, changes: [{ stepId: 'gone', words: 'Shorter.' }] },
      { stepId: null, about: 'gone' },
    ],
    ['no-changes', { ...sound, version: 2 }, { stepId: null, about: '' }],
    ['changes-in-first', { ...sound, changes: [{ stepId: 'first', words: 'Shorter.' }] }, { stepId: null, about: '' }],
  ]
  it.each(broken)('finds: %s', (fault, draft, where) => {
    expect(checkGuide(draft)).toContainEqual({ fault, ...where })
  })

  it('says of every fault what is wrong and what to do, without a hole in the sentence', () => {
    for (const [fault, draft] of broken)
      for (const problem of checkGuide(draft).filter((each) => each.fault === fault)) {
        const { wrong, todo } = wordsOf(problem)
        expect(wrong).toMatch(/^.{15,}\.$/)
        expect(todo).toMatch(/^.{12,}\.$/)
        expect(`${wrong}${todo}`).not.toContain('<about>')
        expect(wrong).toContain(problem.about)
      }
  })

  it('holds an answer named in the amount of a refund to the same rule', () => {
    const money = { ...end('x'), actions: [{ kind: 'refund', amount: '{{ answers.sum }}', why: 'Lost' }] } as GuideStep
    expect(checkGuide(guide(ask('first', 'x'), money))).toEqual([
      { stepId: 'x', fault: 'unknown-answer', about: 'refund: sum' },
    ])
  })
})

describe('generated walks', () => {
  it('take every open choice, and no forbidden one, each to an outcome', () => {
    const all = walks(
      guide(
        choose('first', choice('a', 'second'), choice('b', 'x'), choice('c', 'y', { forbidden: why })),
        choose('second', choice('d', 'x'), choice('e', 'y')),
        end('x'),
        end('y'),
      ),
    )
    expect(all.flatMap((walk) => walk.answers.map((answer) => answer.choiceId ?? '-')).sort()).toEqual([
      'a',
      'a',
      'b',
      'd',
      'e',
    ])
    expect(all.map((walk) => walk.outcomeId).sort()).toEqual(['x', 'x', 'y'])
  })

  it('end even where the guide goes round in a circle', () => {
    const round = guide(choose('first', choice('a', 'first'), choice('b', 'x')), end('x'))
    expect(walks(round).every((walk) => walk.outcomeId === 'x')).toBe(true)
    expect(pathOf(round, [{ stepId: 'first', choiceId: 'a', text: null }]).length).toBe(1)
  })
})

describe('the picture of a guide', () => {
  const long = guide(
    choose('first', choice('a', 'second'), choice('b', 'end')),
    ask('second', 'third'),
    ask('third', 'end'),
    end('end'),
  )
  it('puts each step right of all that lead to it', () => {
    const { nodes } = layoutOf(long)
    expect(nodes.map(({ stepId, column }) => [stepId, column])).toEqual([
      ['first', 0],
      ['second', 1],
      ['third', 2],
      ['end', 3],
    ])
  })

  it('keeps a row free for a line that passes other columns, and puts nothing on top of anything', () => {
    const { nodes, edges, columns, rows } = layoutOf(long)
    const shortcut = edges.find((edge) => edge.choiceId === 'b')
    expect(shortcut?.via.map((place) => place.column)).toEqual([1, 2])
    const taken = [...nodes, ...edges.flatMap((edge) => edge.via)].map(({ column, row }) => `${column}/${row}`)
    expect(new Set(taken).size).toBe(taken.length)
    expect({ columns, rows }).toEqual({ columns: 4, rows: 2 })
  })
})
