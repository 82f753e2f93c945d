import { describe, expect, it } from 'vitest'
import type { CaseId, CustomerId, OrderId, TemplateId } from '../../domain/kernel/ids.ts'
import { ok } from '../../domain/kernel/result.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import type { OrderRecord } from '../../domain/cases/order.ts'
import { findPlaceholders } from '../../domain/replying/find-placeholders.ts'
import type { TemplateInput, TemplateRecord } from '../../domain/templates/template.ts'
import { keepForms } from '../../renderer/deps/form-keeper.ts'
import { checkAnswer } from '../../renderer/features/templates/check-answer.ts'
import { chooseVariant, languageMarks } from '../../renderer/features/templates/choose-variant.ts'
import { fillTemplate, suggestAnswers } from '../../renderer/features/templates/fill-template.ts'
import { findTemplates, freshness } from '../../renderer/features/templates/find-templates.ts'
import { keepAnswers, keptAnswers } from '../../renderer/features/templates/kept-answers.ts'
import { whyWords } from '../../renderer/features/templates/option-row.tsx'
import { indexTemplates } from '../../renderer/features/templates/template-index.ts'
import { caseScope } from '../../renderer/liquid/case-scope.ts'
import { renderLiquid } from '../../renderer/liquid/render.ts'
import { stageActions } from '../../renderer/liquid/stage-actions.ts'
import { english } from '../../renderer/words/catalogue.ts'
import { makeWords } from '../../renderer/words/use-words.ts'
import { NOON } from '../support/records.ts'

const DAY_MS = 86_400_000
const words = makeWords('en-GB', english)

const template = (id: string, change: Partial<TemplateRecord> = {}): TemplateRecord => ({
  id: id as TemplateId,
  title: id,
  tags: [],
  reasons: [],
  channels: ['email'],
  owner: 'Lea',
  reviewDueAt: null,
  expiresAt: null,
  variants: [{ language: 'en', body: 'Hello.', reviewedAt: NOON }],
  inputs: [],
  actions: [],
  ...change,
})
const variant = (language: string, body: string) => ({ language, body, reviewedAt: NOON })

const shelf = [
  template('search', { title: 'Late parcel, search opened', tags: ['delay'], reasons: ['late-parcel'] }),
  template('money', { title: 'Late parcel, money back', tags: ['delay', 'refund'] }),
  template('peak', {
    title: 'Peak season',
    tags: ['delay'],
    variants: [variant('en', 'It is even though it came late {{ order.number }}.')],
  }),
  template('chat', { title: 'Late to the chat', channels: ['chat'] }),
  template('japanese', { title: 'Invoice copy', variants: [variant('ja', '請求書の写しをお送りします。')] }),
]
const index = indexTemplates(shelf)
const find = (query: string, change: Partial<Parameters<typeof findTemplates>[2]> = {}) =>
  findTemplates(shelf, index, { query, reason: null, channels: ['email'], used: {}, ...change })
const ids = (found: ReturnType<typeof find>) => found.hits.map((hit) => hit.template.id)

describe('the template picker', () => {
  it('finds by title, tag, body and a slip of the finger [C18]', () => {
    expect(ids(find('money'))).toEqual(['money'])
    expect(ids(find('delay')).sort()).toEqual(['money', 'peak', 'search'])
    expect(ids(find('even though'))).toEqual(['peak'])
    expect(ids(find('parcle'))).toEqual(expect.arrayContaining(['search', 'money']))
    expect(find('parcle').isNearest).toBe(false)
    expect(ids(find('請求書'))).toEqual(['japanese'])
  })
  it("puts what is best for the case's reason first, then what was used last, then the better match [C18]", () => {
    const used = { peak: NOON - DAY_MS }
    expect(ids(find('late', { used, reason: 'late-parcel' }))).toEqual(['search', 'peak', 'money'])
    expect(ids(find('late', { used }))[0]).toBe('peak')
    expect(ids(find('late')).at(-1)).toBe('peak')
    expect(ids(find('', { used, reason: 'late-parcel' })).slice(0, 2)).toEqual(['search', 'peak'])
  })
  it('puts the one whose title is being typed before all others', () => {
    const left = template('left', { title: 'Order has left our house' })
    const told = template('told', { title: 'Late', variants: [variant('en', 'Your order has left our house late.')] })
    const among = (query: string) =>
      ids(
        findTemplates([told, left], indexTemplates([told, left]), {
          query,
          reason: null,
          channels: ['email'],
          used: { told: NOON },
        }),
      )
    expect(among('order has le')).toEqual(['left', 'told'])
    // One word is not a title yet.
    expect(among('order')).toEqual(['told', 'left'])
  })
  it('shows a chat only what can be said in a chat', () => {
    expect(ids(find('', { channels: ['chat'] }))).toEqual(['chat'])
    expect(ids(find('late', { channels: ['chat'] }))).toEqual(['chat'])
  })
  it('says in words why a template is there', () => {
    const why = (id: string, found: ReturnType<typeof find>) => {
      const hit = found.hits.find((each) => each.template.id === id)
      return hit && whyWords(words, hit, NOON)
    }
    expect(why('search', find('late', { reason: 'late-parcel' }))).toBe('Best for this case: late parcel')
    expect(why('money', find('late', { used: { money: NOON - DAY_MS } }))).toBe('You used it yesterday')
    expect(why('money', find('refund'))).toBe('Tag: refund')
    expect(why('peak', find('though'))).toBe('Body: “It is even though it came late .”')
  })
  it('marks the typed letters, and the whole word after a slip', () => {
    const marked = (query: string) => {
      const hit = find(query).hits.find((each) => each.template.id === 'search')
      return hit?.marks.map(({ from, to }) => hit.template.title.slice(from, to))
    }
    expect(marked('la par')).toEqual(['La', 'par'])
    expect(marked('parcle')).toEqual(['parcel'])
  })
  it('names the nearest where nothing is found', () => {
    const found = find('parsell xyzzy')
    expect(found.isNearest).toBe(true)
    expect(ids(found)).toEqual(expect.arrayContaining(['search']))
    const unlike = find('qqqqqqqq', { reason: 'late-parcel' })
    expect(unlike).toMatchObject({ total: 0, isNearest: true })
    expect(ids(unlike)[0]).toBe('search')
  })
  it('shows the first hundred of 2,000 and says how many there are [C18]', () => {
    const many = Array.from({ length: 2_000 }, (_, at) => template(`t-${at}`, { title: `Late parcel number ${at}` }))
    const found = findTemplates(many, indexTemplates(many), {
      query: 'late',
      reason: null,
      channels: ['email'],
      used: {},
    })
    expect(found.hits).toHaveLength(100)
    expect(found.total).toBe(2_000)
  })
  it('takes no title apart that nobody looks at', () => {
    const read: string[] = []
    const many = Array.from({ length: 50 }, (_, at) => {
      const each = template(`t-${at}`, { title: `Late parcel number ${at}` })
      return Object.defineProperty({ ...each }, 'title', { get: () => (read.push(each.id), each.title) })
    })
    const among = indexTemplates(many)
    among.takeIn(50)
    read.length = 0
    const { hits } = findTemplates(many, among, { query: 'late', reason: null, channels: ['email'], used: {} })
    expect(read).toEqual([])
    expect([hits[7]?.marks, hits[7]?.marks]).toEqual([[{ from: 0, to: 4 }], [{ from: 0, to: 4 }]])
    expect(new Set(read)).toEqual(new Set([hits[7]?.template.id]))
  })
  it('knows what is overdue for review and what has expired', () => {
    const at = (ms: number) => (NOON + ms) as EpochMs
    expect(freshness(template('a', { reviewDueAt: at(1) }), NOON)).toBe('fresh')
    expect(freshness(template('a', { reviewDueAt: at(0) }), NOON)).toBe('overdue')
    expect(freshness(template('a', { reviewDueAt: at(0), expiresAt: at(-1) }), NOON)).toBe('expired')
  })
})

describe('the language of a template', () => {
  const both = template('a', { variants: [variant('de', 'Hallo'), variant('en', 'Hello'), variant('pt-BR', 'Olá')] })
  it("is the customer's, else the nearest one, and says which [C22]", () => {
    expect(chooseVariant(both, 'pt').variant.language).toBe('pt-BR')
    expect(chooseVariant(both, 'de-AT')).toMatchObject({ variant: { language: 'de' }, isExact: true })
    expect(chooseVariant(both, 'hi')).toMatchObject({ variant: { language: 'en' }, isExact: false })
    expect(chooseVariant({ variants: [variant('fr', '')] }, 'hi').variant.language).toBe('fr')
  })
  it("shows the customer's language first", () => {
    expect(languageMarks(both, 'pt-BR')).toBe('PT DE EN')
    const four = { variants: [...both.variants, variant('fr', '')] }
    expect(languageMarks(four, 'en')).toBe('EN DE PT +1')
  })
})

const order: OrderRecord = {
  id: 'o-1' as OrderId,
  customerId: 'k-1' as CustomerId,
  number: 'EK-2611340',
  status: 'shipped',
  currency: 'GBP',
  placedAt: NOON,
  items: [
    { id: 'i-1', name: 'oak table', variant: '', priceMinor: 16_000 },
    { id: 'i-2', name: 'cushion', variant: '', priceMinor: 2_640 },
  ],
  payments: [],
  trackingNumbers: ['NP-1'],
  carrier: 'Northline',
  deliveryDueAt: Date.UTC(2026, 2, 8, 12) as EpochMs,
  steps: [],
  refunds: [],
  address: { line1: '', line2: '', city: '', region: '', postcode: '', country: '' },
}
const scopeOf = (orders: OrderRecord[] = [order]) =>
  caseScope({
    case: { number: 48_213, reason: null, orderId: orders[0]?.id ?? null },
    customer: { givenName: 'Nadia', familyName: 'Osei', email: 'nadia@example.org' },
    orders,
    agentName: 'Ana Ribeiro',
    shopName: 'Harbour & Mill',
    now: NOON,
  })
const write = (source: string, locale = 'en') => renderLiquid(source, scopeOf(), locale)
const textOf = (source: string, locale?: string) => {
  const written = write(source, locale)
  return written.ok ? written.text : written.why
}

describe('a text with placeholders', () => {
  it("writes money, days and lists as the customer's language does [C19]", () => {
    const source = '{{ order.total | money }}, {{ order.deliveryDueAt | day }}, {{ order.items | list }}'
    expect(textOf(source)).toBe('£186.40, Sunday 8 March, oak table and cushion')
    expect(textOf(source, 'de')).toBe('186,40\u00a0£, Sonntag, 8. März, oak table und cushion')
    expect(textOf('{{ "2026-03-14" | date }} {{ "4.95" | money }} {{ order.total | major }}')).toBe(
      '14 March 2026 £4.95 186.40',
    )
    expect(textOf('{{ order.total | money }}', 'no such language!')).toBe('£186.40')
  })
  it('says where each value stands, also after others and inside a loop', () => {
    const written = write('Dear {{ customer.name }}: {% for item in order.items %}{{ item }};{% endfor %}')
    expect(written.ok && written.filled.map(({ from, to }) => written.text.slice(from, to))).toEqual([
      'Nadia Osei',
      'oak table',
      'cushion',
    ])
  })
  it('leaves a hole in sight that the guard catches, whatever filters stand behind the name', () => {
    for (const source of [
      '{{ input.update_by | day }}',
      '{{ order.nope | append: "!" | upcase }}',
      '{{ nobody }}',
      '{{ input.x }}',
      '{{ customer.constructor }}',
      '{{ a["b c"].d | money }}',
    ]) {
      const written = write(`By ${source}, surely.`)
      expect(written.ok && written.holes, source).toHaveLength(1)
      if (!written.ok) continue
      const [hole] = written.holes
      expect(findPlaceholders(written.text), source).toEqual([{ from: hole?.from, to: hole?.to }])
    }
    expect(textOf('{{ input.update_by | day }}')).toBe('[update by]')
  })
  it('takes an own default for an answer, and never reads a value as a template', () => {
    expect(textOf('{{ order.nope | default: "soon" }}{{ order.nope | default: "" }}')).toBe('soon')
    const evil = caseScope({
      case: { number: 1, reason: null, orderId: null },
      orders: [],
      agentName: '',
      shopName: '{{ shop.name }}{% if %}',
      customer: null,
    })
    expect(renderLiquid('{{ shop.name }}', evil, 'en')).toMatchObject({ text: '{{ shop.name }}{% if %}' })
  })
  it.each([
    ['{% if x %}', /not closed/],
    ['{{ x | shout }}', /undefined filter: shout/],
    ['{% include "x" %}', /tag "include" not found/],
    ['{% render "x" %}', /tag "render" not found/],
    ['{{ x', /not closed/],
    ['{% for i in (1..1000000) %}{{ i }}{% endfor %}', /limit/],
    ['x'.repeat(60_000), /50000/],
  ])('says what is wrong with %s', (source, why) => {
    const written = write(source)
    expect(written.ok ? '' : written.why).toMatch(why)
  })
  it('tells a late parcel from one that came [C19]', () => {
    const source = '{% if order.isDelayed %}late{% else %}fine{% endif %}'
    expect(textOf(source)).toBe('late')
    const came = { ...order, steps: [{ kind: 'delivered' as const, at: NOON, place: '' }] }
    expect(renderLiquid(source, scopeOf([came]), 'en')).toMatchObject({ text: 'fine' })
  })
})

const input = (change: Partial<TemplateInput>): TemplateInput => ({
  name: 'ref',
  label: 'Search reference',
  hint: '',
  kind: 'text',
  choices: [],
  suggest: '',
  ...change,
})

describe('what a template asks and stages', () => {
  const asking = template('asking', {
    variants: [variant('en', 'Ref {{ input.ref }}, {{ input.back | money }} back.')],
    inputs: [
      input({ label: 'Search reference?' }),
      input({ name: 'back', kind: 'money', suggest: '{{ order.total | major }}' }),
    ],
    actions: [
      { kind: 'tag', tag: 'late-parcel' },
      { kind: 'refund', amount: '{{ input.back }}', why: 'late' },
      { kind: 'promise', words: 'Write again about {{ order.number }}', withinMs: DAY_MS as Ms },
    ],
  })
  const fill = (answers: Record<string, string>, of: OrderRecord | null = order) =>
    fillTemplate({
      template: asking,
      variant: asking.variants[0] as never,
      scope: scopeOf(of === null ? [] : [of]),
      answers,
      order: of,
      now: NOON,
      newId: () => 'new',
    })

  it('is filled in before, from what the case knows [C20]', () => {
    expect(suggestAnswers(asking, scopeOf())).toEqual({ ref: '', back: '186.40' })
    expect(suggestAnswers(asking, scopeOf([]))).toEqual({ ref: '', back: '' })
  })
  it('calls a hole by the label of its question', () => {
    expect(fill({ back: '4,95' })).toMatchObject({ text: 'Ref [search reference], £4.95 back.' })
  })
  it('stages money in minor units, promises with a time, and no refund without an order or an amount [C23]', () => {
    const filled = fill({ ref: 'NL-1', back: '24.50' })
    expect(filled.ok && filled.actions).toEqual([
      { kind: 'tag', tag: 'late-parcel' },
      { kind: 'refund', orderId: 'o-1', amountMinor: 2_450, why: 'late' },
      {
        kind: 'promise',
        promiseId: 'new',
        promise: 'update',
        words: 'Write again about EK-2611340',
        dueAt: NOON + DAY_MS,
      },
    ])
    const without = fill({ back: '24.50' }, null)
    // The promise names the order: with a hole in it nobody could keep it.
    expect(without.ok && without.actions.map(({ kind }) => kind)).toEqual(['tag'])
    const unsaid = fill({ back: 'soon' })
    expect(unsaid.ok && unsaid.actions.map(({ kind }) => kind)).toEqual(['tag', 'promise'])
  })
  it.each([
    ['2026-12-04', Date.parse('2026-12-04T17:00:00')],
    ['2020-01-01', null],
    ['soon', null],
  ])('owes on the very day that its text names: "%s"', (day, dueAt) => {
    const action = { kind: 'promise', words: 'Write again', withinMs: 0 as Ms, on: '{{ input.day }}' } as const
    const facts = { scope: { input: { day } }, locale: 'en', order: null, now: NOON, newPromiseId: () => 'p' as never }
    const { actions, left } = stageActions([action], facts)
    expect(actions.map((each) => each.kind === 'promise' && each.dueAt)).toEqual(dueAt === null ? [] : [dueAt])
    expect(left).toHaveLength(dueAt === null ? 1 : 0)
  })
  it.each([
    [input({}), ' ', 'empty'],
    [input({}), 'NL-1', null],
    [input({}), 'x'.repeat(501), 'too-long'],
    [input({ kind: 'date' }), '2026-02-31', 'no-day'],
    [input({ kind: 'date' }), '2026-03-14', null],
    [input({ kind: 'money' }), '24.50', null],
    [input({ kind: 'money' }), '0', 'no-amount'],
    [input({ kind: 'money' }), '£24', 'no-amount'],
    [input({ kind: 'choice', choices: ['A', 'B'] }), 'C', 'not-offered'],
    [input({ kind: 'choice', choices: ['A', 'B'] }), 'B', null],
  ])('checks an answer: %o, "%s" is %s', (asked, answer, fault) => {
    expect(checkAnswer(asked, answer)).toBe(fault)
  })
  it('keeps answers per case and template [C20]', async () => {
    const [one, other] = ['c-1' as CaseId, 'c-2' as CaseId]
    const forms = await keepForms({
      repository: { forms: async () => [], saveForm: async () => ok('journal') },
      timers: { after: () => () => {} },
      now: () => NOON,
    })
    keepAnswers(forms, one, asking.id, { ref: 'NL-77' })
    expect(keptAnswers(forms, one, asking.id)).toEqual({ ref: 'NL-77' })
    expect(keptAnswers(forms, other, asking.id)).toBeUndefined()
  })
})
