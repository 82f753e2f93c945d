import { describe, expect, it } from 'vitest'
import type { GuideAnswer, GuideRecord, GuideRunRecord, GuideStep } from '../../domain/guides/guide.ts'
import type { CaseId, GuideId, GuideRunId, OrderId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import type { OrderRecord } from '../../domain/cases/order.ts'
import type { Outcome } from '../../renderer/features/guide/draft-outcome.ts'
import { draftOutcome, noteText } from '../../renderer/features/guide/draft-outcome.ts'
import { partsOf } from '../../renderer/features/guide/drafted-text.tsx'
import { afterAnswer } from '../../renderer/features/guide/guide-state.ts'
import { finishedOf, listGuides, runningOf } from '../../renderer/features/guide/list-guides.ts'
import { placeBranches } from '../../renderer/features/guide/place-branches.ts'
import { newsOf, standOf } from '../../renderer/features/guide/read-run.ts'
import { replyPieceOf } from '../../renderer/features/guide/use-outcome.ts'
import { someCase } from '../support/records.ts'

const outcome = (id: string, more: Partial<Outcome> = {}): Outcome => ({
  kind: 'outcome',
  id,
  title: id,
  details: [],
  disposition: 'resolved',
  reply: '',
  note: '',
  actions: [],
  ...more,
})
const search = outcome('search', {
  title: 'Search opened',
  reply: 'Hello {{ customer.givenName }}, we look for {{ answers.item }} of {{ order.number }}.',
  note: 'Search for {{ answers.item }}.',
  actions: [
    { kind: 'tag', tag: 'search' },
    { kind: 'refund', amount: '{{ answers.postage }}', why: 'postage' },
    { kind: 'promise', words: 'Update on {{ answers.item }}', withinMs: 86_400_000 as Ms },
  ],
})
const open = { hint: '', forbidden: null }
const steps: GuideStep[] = [
  {
    kind: 'ask',
    id: 'item',
    title: 'Item',
    ask: 'What is missing?',
    details: [],
    input: 'text',
    isRequired: true,
    next: 'wish',
  },
  {
    kind: 'choose',
    id: 'wish',
    title: 'Wish',
    ask: 'What do they want?',
    details: [],
    choices: [
      { id: 'keep', words: 'Still wants it', next: 'told', ...open },
      { id: 'money', words: 'Money now', next: 'refund', hint: '', forbidden: { why: 'Too early', allowedBy: 'lead' } },
      { id: 'money-late', words: 'Money', next: 'refund', ...open },
    ],
  },
  { kind: 'do', id: 'told', title: 'Say so', ask: 'Say what happens.', details: [], next: 'postage' },
  {
    kind: 'ask',
    id: 'postage',
    title: 'Postage',
    ask: 'How much?',
    details: [],
    input: 'money',
    isRequired: false,
    next: 'search',
  },
  search,
  outcome('refund'),
]
const guide = (more: Partial<GuideRecord> = {}): GuideRecord => ({
  id: 'late-parcel@14' as GuideId,
  key: 'late-parcel',
  version: 14,
  title: 'Late parcel: search or refund',
  group: 'Shipping',
  reasons: ['late-parcel'],
  changedAt: 0 as EpochMs,
  changedBy: 'Returns policy',
  changes: [],
  isCurrent: true,
  start: 'item',
  steps,
  ...more,
})
const answer = (stepId: string, given: { choiceId?: string; text?: string } = {}): GuideAnswer => ({
  stepId,
  choiceId: given.choiceId ?? null,
  text: given.text ?? null,
  at: 1 as EpochMs,
  by: { id: 'u-ana' as UserId, name: 'Ana' },
})
const run = (answers: GuideAnswer[], more: Partial<GuideRunRecord> = {}): GuideRunRecord => ({
  id: 'run' as GuideRunId,
  caseId: 'case' as CaseId,
  guideId: 'late-parcel@14' as GuideId,
  startedAt: 0 as EpochMs,
  startedBy: { id: 'u-ben' as UserId, name: 'Ben' },
  answers,
  state: 'running',
  outcomeId: null,
  endedAt: null,
  ...more,
})
const whole = [
  answer('item', { text: 'the table' }),
  answer('wish', { choiceId: 'keep' }),
  answer('told'),
  answer('postage', { text: '4.95' }),
]

describe('the guides that an agent is offered', () => {
  const guides = [
    guide(),
    guide({ id: 'late-parcel@13' as GuideId, version: 13, isCurrent: false }),
    guide({
      id: 'wash@1' as GuideId,
      key: 'wash',
      title: 'About washing',
      group: 'Products',
      reasons: [],
      steps: [outcome('parcel')],
    }),
  ]
  const offered = (reason: string | null, query: string) =>
    listGuides(guides, reason, query).map(
      ({ group, guides: each }) => `${group}: ${each.map(({ id }) => id).join(' ')}`,
    )
  it('are those for the reason first, then all by group, newest versions alone', () => {
    expect(offered('late-parcel', '')).toEqual(['null: late-parcel@14', 'Products: wash@1', 'Shipping: late-parcel@14'])
    expect(offered(null, '')).toEqual(['Products: wash@1', 'Shipping: late-parcel@14'])
  })
  it('are found by every word typed, titles before steps', () => {
    expect(offered('late-parcel', 'parc')).toEqual(['Shipping: late-parcel@14', 'Products: wash@1'])
    expect(offered(null, 'wash parcel')).toEqual(['Products: wash@1'])
    expect(offered(null, 'wash refund')).toEqual([])
  })
  it('are told apart from those under way and those that ended', () => {
    const runs = [
      run([], { id: 'a' as GuideRunId, startedAt: 1 as EpochMs }),
      run([], { id: 'b' as GuideRunId, startedAt: 2 as EpochMs }),
      run([], { id: 'c' as GuideRunId, state: 'finished', endedAt: 3 as EpochMs }),
      run([], { id: 'd' as GuideRunId, state: 'finished', endedAt: 4 as EpochMs }),
      run([], { id: 'e' as GuideRunId, state: 'left', endedAt: 5 as EpochMs }),
    ]
    expect(runningOf(runs).map(({ id }) => id)).toEqual(['b', 'a'])
    expect(finishedOf(runs).map(({ id }) => id)).toEqual(['d', 'c'])
  })
})

describe('a run that somebody goes on with', () => {
  it('stands after its last answer, with what was answered in words [C27]', () => {
    const stand = standOf(guide(), run(whole.slice(0, 3)), null)
    expect(stand?.step.id).toBe('postage')
    expect(stand?.former).toBeNull()
    expect(stand?.done.map(({ words }) => words)).toEqual(['the table', 'Still wants it', null])
  })
  it('can be looked at again, with what was answered there', () => {
    const stand = standOf(guide(), run(whole), 1)
    expect(stand).toMatchObject({ at: 1, step: { id: 'wish' }, former: { choiceId: 'keep' } })
    expect(stand?.done).toHaveLength(1)
  })
  it('stands where it stands when the step looked at was dropped by somebody else', () => {
    expect(standOf(guide(), run(whole.slice(0, 1)), 3)?.step.id).toBe('wish')
  })
  it('says that its guide is broken rather than showing nothing', () => {
    expect(standOf(guide({ start: 'gone' }), run([]), null)).toBeNull()
  })
  it('tells of a newer version and all that changed since its own [C27]', () => {
    const fifteen = guide({
      id: 'x' as GuideId,
      version: 15,
      isCurrent: false,
      changes: [{ stepId: 'wish', words: 'Money is later' }],
    })
    const sixteen = guide({ id: 'y' as GuideId, version: 16, changes: [{ stepId: 'told', words: 'Say it shorter' }] })
    const old = guide({ isCurrent: false })
    const news = newsOf(old, [sixteen, old, fifteen, guide({ key: 'other', version: 20 })])
    expect(news?.version).toBe(16)
    expect(news?.changes.map(({ title, words }) => `${title}: ${words}`)).toEqual([
      'Wish: Money is later',
      'Say so: Say it shorter',
    ])
    expect(newsOf(sixteen, [sixteen, old, fifteen])).toBeNull()
  })
})

describe('what a finished guide leaves behind', () => {
  const order = {
    id: 'o-1' as OrderId,
    number: 'EK-2611340',
    currency: 'GBP',
    items: [],
    trackingNumbers: [],
    steps: [],
  }
  const draftOf = (answers: GuideAnswer[], orders: Partial<OrderRecord>[] = [order]) =>
    draftOutcome(guide(), run(answers), search, {
      view: {
        case: someCase({ orderId: 'o-1' as OrderId }),
        customer: { givenName: 'Nadia', familyName: 'Osei', email: 'n@example.org' } as never,
        orders: orders as OrderRecord[],
      },
      agentName: 'Ana Ribeiro',
      shopName: 'Harbour Mill',
      locale: 'en-GB',
      now: 1_000 as EpochMs,
      newId: () => 'p-1',
    })
  it('is a reply and a note with the answers in them, and what happens with the reply', () => {
    const draft = draftOf(whole)
    expect(draft.reply).toMatchObject({ ok: true, text: 'Hello Nadia, we look for the table of EK-2611340.' })
    expect(draft.note).toMatchObject({ ok: true, text: 'Search for the table.' })
    expect(draft.left).toEqual([])
    expect(draft.actions).toEqual([
      { kind: 'tag', tag: 'search' },
      { kind: 'refund', orderId: 'o-1', amountMinor: 495, why: 'postage' },
      { kind: 'promise', promiseId: 'p-1', promise: 'update', words: 'Update on the table', dueAt: 86_401_000 },
    ])
    const piece = replyPieceOf(draft)
    expect(piece).toMatchObject({ mode: 'reply', text: draft.reply?.ok ? draft.reply.text : '' })
    expect(piece?.filled?.map(({ from, to }) => piece.text.slice(from, to))).toEqual([
      'Nadia',
      'the table',
      'EK-2611340',
    ])
  })
  it('stages no refund whose order or amount is not known, and says so', () => {
    expect(draftOf([...whole.slice(0, 3), answer('postage')]).left.map(({ kind }) => kind)).toEqual(['refund'])
    const draft = draftOf(whole, [])
    expect(draft.left.map(({ kind }) => kind)).toEqual(['refund'])
    expect(draft.reply?.ok && partsOf(draft.reply).find(({ as }) => as === 'hole')?.text).toBe('[order number]')
  })
  it('gives money back for the order that was named, and for none that is not the customer’s', () => {
    const asked = guide({
      start: 'which',
      steps: [
        {
          kind: 'ask',
          id: 'which',
          title: 'Order',
          ask: '',
          details: [],
          input: 'order-number',
          isRequired: true,
          next: 'back',
        },
        outcome('back', { actions: [{ kind: 'refund', amount: '5', why: 'x' }] }),
      ],
    })
    const orders = [
      order,
      { ...order, id: 'o-2' as OrderId, number: 'EK-2' },
    ] as Partial<OrderRecord>[] as OrderRecord[]
    const refundedFor = (number: string) =>
      draftOutcome(asked, run([answer('which', { text: number })]), asked.steps[1] as Outcome, {
        view: { case: someCase({ orderId: 'o-1' as OrderId }), customer: null, orders },
        agentName: 'Ana',
        shopName: undefined,
        locale: 'en-GB',
        now: 0 as EpochMs,
        newId: () => 'p-1',
      }).actions
    expect(refundedFor('EK-2')).toMatchObject([{ orderId: 'o-2' }])
    expect(refundedFor('EK-3')).toEqual([])
  })
  it('keeps every answer in the note', () => {
    expect(noteText(guide(), run(whole), 'Search for it.', 'Late parcel')).toBe(
      'Search for it.\n\nLate parcel\n- Item: the table\n- Wish: Still wants it\n- Say so\n- Postage: 4.95',
    )
  })
})

describe('the picture of the branches', () => {
  const { boxes, lines, width, height } = placeBranches(guide(), whole.slice(0, 2))
  it('shows every step once, inside its frame, none over another', () => {
    expect(boxes.map(({ step }) => step.id).sort()).toEqual(steps.map(({ id }) => id).sort())
    for (const box of boxes) {
      expect(box.x >= 0 && box.y >= 0 && box.x + 176 <= width && box.y + 44 <= height).toBe(true)
      for (const other of boxes)
        expect(box === other || Math.abs(box.x - other.x) >= 176 || Math.abs(box.y - other.y) >= 44).toBe(true)
    }
  })
  it('marks the way taken and where the run stands', () => {
    expect(boxes.map(({ step, mark }) => `${step.id} ${mark}`).sort()).toEqual([
      'item done',
      'postage ahead',
      'refund ahead',
      'search ahead',
      'told here',
      'wish done',
    ])
    expect(lines.filter(({ isDone }) => isDone).map(({ key }) => key.trim())).toEqual(
      expect.arrayContaining(['item', 'wish keep']),
    )
    expect(lines.filter(({ isDone }) => isDone)).toHaveLength(2)
    expect(lines.filter(({ isForbidden }) => isForbidden).map(({ words }) => words)).toEqual(['Money now'])
  })
})

describe('after an answer is kept', () => {
  const typed = { choiceId: null, text: 'name@exam' }
  const place = {
    lookAt: null,
    given: { item: typed, email: typed },
    note: null,
    takesReply: true,
    takesNote: true,
    noteId: null,
  }

  it('what was typed at the next step meanwhile stays', () => {
    expect(afterAnswer(place, 'item', null).given).toEqual({ email: typed })
  })

  it('a step that was looked at again is left, one that the agent has turned to since is not', () => {
    expect(afterAnswer({ ...place, lookAt: 1 }, 'item', 1).lookAt).toBeNull()
    expect(afterAnswer({ ...place, lookAt: 0 }, 'item', null).lookAt).toBe(0)
  })
})
