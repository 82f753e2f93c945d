import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { OrderRecord } from '../../domain/cases/order.ts'
import type { GuideAnswer } from '../../domain/guides/guide.ts'
import { answerTexts, currentStep } from '../../domain/guides/path-of.ts'
import { planAnswer } from '../../domain/guides/plan-answer.ts'
import { progressOf } from '../../domain/guides/progress-of.ts'
import { walks } from '../../domain/guides/walks.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { TemplateRecord } from '../../domain/templates/template.ts'
import { article as articleSchema, template as templateSchema } from '../../protocol/sync/content.ts'
import { caseScope } from '../../renderer/liquid/case-scope.ts'
import { renderLiquid } from '../../renderer/liquid/render.ts'
import { reasons } from '../../scripts/demo/reasons.ts'
import { readGuides } from '../../scripts/read-guides.ts'
import { layOutContent } from '../../server/demo/demo-content.ts'

const now = 1_772_000_040_000 as EpochMs
const DAY_MS = 86_400_000
const textOf = (name: string) => readFileSync(resolve(import.meta.dirname, `../../resources/demo/${name}.json`), 'utf8')
const raw = (name: string) => JSON.parse(textOf(name)) as unknown[]
const { templates, guides, articles } = layOutContent(
  { templates: raw('templates'), guides: raw('guides'), articles: raw('articles') },
  now,
)
const current = guides.filter((guide) => guide.isCurrent)

const order = (more: Partial<OrderRecord>): OrderRecord => ({
  id: 'o-1' as OrderRecord['id'],
  customerId: 'c-1' as OrderRecord['customerId'],
  number: 'EK-2611340',
  status: 'shipped',
  currency: 'USD',
  placedAt: (now - 9 * DAY_MS) as EpochMs,
  items: [
    { id: 'i-1', name: 'Desk Lamp', variant: 'black', priceMinor: 2_450 },
    { id: 'i-2', name: 'Kettle', variant: 'blue', priceMinor: 3_000 },
  ],
  payments: [],
  trackingNumbers: ['NL 40 221 763'],
  carrier: 'Northline',
  deliveryDueAt: (now - 2 * DAY_MS) as EpochMs,
  steps: [],
  refunds: [],
  address: { line1: '', line2: '', city: '', region: '', postcode: '', country: '' },
  ...more,
})
const orders: [string, OrderRecord][] = [
  ['late on its way', order({})],
  ['to arrive tomorrow', order({ deliveryDueAt: (now + DAY_MS) as EpochMs })],
  ['not handed over', order({ status: 'pending', trackingNumbers: [], carrier: null, deliveryDueAt: null })],
  ['delivered', order({ status: 'delivered' })],
]
const scopeOf = (about: OrderRecord, more: { input?: Record<string, string>; answers?: Record<string, string> } = {}) =>
  caseScope({
    case: { number: 48_213, reason: null, orderId: about.id },
    customer: { givenName: 'Nadia', familyName: 'Osei', email: 'nadia.osei@example.org' },
    orders: [about],
    agentName: 'Ana Ribeiro',
    shopName: 'Harbour & Mill',
    now,
    ...more,
  })
/** The text, or the reason there is none, and the placeholders that found nothing. */
const fill = (source: string, scope: ReturnType<typeof scopeOf>, language = 'en') => {
  const made = renderLiquid(source, scope, language)
  return made.ok ? { text: made.text, holes: made.holes.map((hole) => hole.name) } : { text: '', holes: [made.why] }
}
const inputsOf = (template: TemplateRecord) =>
  Object.fromEntries(
    template.inputs.map(({ name, kind, choices }) => [
      name,
      { text: 'the four screws', date: '2026-03-14', money: '24.50', choice: choices[0] ?? '' }[kind],
    ]),
  )
const named = (source: string) => [...new Set([...source.matchAll(/\binput\.(\w+)/g)].map((found) => found[1] ?? ''))]

describe('the templates of the demo shop', () => {
  it('are at least 60, in the form the wire wants, for reasons there are', () => {
    expect(templates.length).toBeGreaterThanOrEqual(60)
    for (const template of templates) expect(templateSchema.safeParse(template).error?.issues ?? []).toEqual([])
    const known = reasons.map((reason) => reason.key)
    expect(templates.flatMap((template) => template.reasons).filter((reason) => !known.includes(reason))).toEqual([])
    expect(new Set(templates.map((template) => template.id)).size).toBe(templates.length)
  })

  it.each(orders)('leave no hole but what they ask for, for an order that is %s', (_what, about) => {
    for (const template of templates)
      for (const { language, body } of template.variants) {
        const full = fill(body, scopeOf(about, { input: inputsOf(template) }), language)
        expect({ id: template.id, language, holes: full.holes }).toEqual({ id: template.id, language, holes: [] })
        const asked = fill(body, scopeOf(about), language).holes.length
        expect(asked > 0).toBe(template.inputs.length > 0)
      }
  })

  it('ask for what they name and name what they ask for, in each language', () => {
    for (const template of templates)
      for (const { language, body } of template.variants) {
        const all = [body, ...template.actions.map((action) => JSON.stringify(action))].join('\n')
        const asked = template.inputs.map((input) => input.name)
        expect([template.id, language, named(all).sort()]).toEqual([template.id, language, asked.sort()])
      }
  })

  it('suggest values that their own fields take', () => {
    for (const template of templates)
      for (const input of template.inputs.filter((each) => each.suggest !== '')) {
        const { text, holes } = fill(input.suggest, scopeOf(order({})))
        expect([template.id, input.name, holes]).toEqual([template.id, input.name, []])
        if (input.kind === 'money') expect(text).toMatch(/^\d+\.\d\d$/)
        expect(text).not.toBe('')
      }
  })

  it('stage refunds as an amount, and promises as a sentence without a hole', () => {
    for (const template of templates)
      for (const action of template.actions) {
        if (action.kind !== 'refund' && action.kind !== 'promise') continue
        const scope = scopeOf(order({}), { input: inputsOf(template) })
        const { text, holes } = fill(action.kind === 'refund' ? action.amount : action.words, scope)
        expect([template.id, holes]).toEqual([template.id, []])
        if (action.kind === 'refund') expect(text).toMatch(/^\d+\.\d\d$/)
      }
  })

  it('have 15 in four languages or more, each written in its own script', () => {
    expect(templates.filter((template) => template.variants.length >= 4).length).toBeGreaterThanOrEqual(15)
    const scripts: Record<string, RegExp> = {
      ja: /\p{Script=Hiragana}/u,
      ar: /\p{Script=Arabic}/u,
      hi: /\p{Script=Devanagari}/u,
    }
    for (const { id, variants } of templates) {
      expect(variants[0]?.language).toBe('en')
      expect(new Set(variants.map(({ body }) => body)).size, id).toBe(variants.length)
      for (const { language, body } of variants) if (scripts[language]) expect(body).toMatch(scripts[language])
    }
  })

  it('follow the order: late or not, gone out or not', () => {
    const say = (id: string, about: OrderRecord) => {
      const template = templates.find((each) => each.id === id)
      return fill(template?.variants[0]?.body ?? '', scopeOf(about, { input: template ? inputsOf(template) : {} })).text
    }
    expect(say('delay', order({}))).toContain('so it is late')
    expect(say('delay', order({ deliveryDueAt: (now + DAY_MS) as EpochMs }))).toContain('It is to arrive on')
    expect(say('delay', order({ carrier: null }))).toContain('has not left our house')
    expect(say('cancel-order', order({}))).toContain('can no longer be cancelled')
    expect(say('cancel-order', order({ status: 'pending' }))).toMatch(/is cancelled\. (US)?\$54\.50 goes back/)
  })

  it('have some that are overdue for review and some that have run out', () => {
    expect(
      templates.filter(({ reviewDueAt }) => reviewDueAt !== null && reviewDueAt < now).length,
    ).toBeGreaterThanOrEqual(3)
    expect(templates.filter(({ expiresAt }) => expiresAt !== null && expiresAt < now).length).toBe(2)
  })
})

describe('the guided scripts of the demo shop', () => {
  it('pass the validator', () => expect(readGuides(textOf('guides')).findings).toEqual([]))

  it('are one for each of the 55 reasons of the guidelines, and at least six had a version before', () => {
    const own = reasons.filter((reason) => reason.guide === reason.key).map((reason) => reason.key)
    const keys = current.map((guide) => guide.key)
    expect(keys.filter((key) => own.includes(key)).length).toBeGreaterThanOrEqual(55)
    expect(own.filter((key) => !keys.includes(key))).toEqual([])
    expect(guides.filter((guide) => !guide.isCurrent).length).toBeGreaterThanOrEqual(6)
  })

  it.each(guides.map((guide) => [guide.id, guide] as const))(
    '%s: a run reaches every outcome, and drafts without a hole',
    (_id, guide) => {
      const reached = new Set<string>()
      for (const walk of walks(guide)) {
        const run: { state: 'running'; answers: GuideAnswer[] } = { state: 'running', answers: [] }
        let at = 0
        for (const given of walk.answers) {
          const planned = planAnswer(guide, run, given)
          if (!planned.ok) throw new Error(`${given.stepId} refuses: ${JSON.stringify(planned.refusal)}`)
          const { at: _place, ...answer } = planned.value
          run.answers.push({ ...answer, at: now, by: { id: 'u-1' as GuideAnswer['by']['id'], name: 'Ana' } })
          const progress = progressOf(guide, run.answers)
          expect(progress.at).toBe(++at + 1)
          expect(progress.least).toBeLessThanOrEqual(walk.answers.length + 1)
          expect(progress.most).toBeGreaterThanOrEqual(walk.answers.length + 1)
        }
        const end = currentStep(guide, run.answers)
        if (end?.kind !== 'outcome') throw new Error(`The walk to ${walk.outcomeId} stops at ${end?.id ?? 'nothing'}.`)
        expect(end.id).toBe(walk.outcomeId)
        reached.add(end.id)
        const scope = scopeOf(order({}), { answers: answerTexts(guide, run.answers) })
        const texts = [end.reply, end.note]
        for (const action of end.actions) {
          if (action.kind === 'promise') texts.push(action.words)
          if (action.kind === 'refund') expect(fill(action.amount, scope).text).toMatch(/^\d+(\.\d\d)?$/)
        }
        for (const text of texts) {
          const { holes } = fill(text, scope)
          expect({ end: end.id, holes }).toEqual({ end: end.id, holes: [] })
        }
      }
      expect([...reached].sort()).toEqual(
        guide.steps
          .filter((step) => step.kind === 'outcome')
          .map((step) => step.id)
          .sort(),
      )
    },
  )
})

describe('the articles of the demo shop', () => {
  it('are at least 700, in the form the wire wants, each under an id of its own', () => {
    expect(articles.length).toBeGreaterThanOrEqual(700)
    for (const article of articles) expect(articleSchema.safeParse(article).error?.issues ?? []).toEqual([])
    expect(new Set(articles.map((article) => article.id)).size).toBe(articles.length)
  })

  it('have a link exactly when customers may read them', () => {
    expect(articles.filter((article) => article.isInternal).length).toBeGreaterThan(50)
    expect(articles.filter((article) => article.isInternal !== (article.url === null))).toEqual([])
  })
})

it('nothing of the sources’ own names is left in the demo shop', () => {
  for (const name of ['templates', 'guides', 'articles']) {
    expect(textOf(name).match(/acme|rho[ -]?bank|\bRho\b|_\d{4}\b|\btools?\b|oracle/gi) ?? []).toEqual([])
  }
})

it('times are laid out from the start: before it, after it, and none where there is none', () => {
  const [laid] = layOutContent(
    {
      templates: [{ variants: [{ reviewedAgoMs: 5 }], expiresInMs: null, reviewDueInMs: 7 }],
      guides: [],
      articles: [],
    },
    now,
  ).templates
  expect(laid).toEqual({ variants: [{ reviewedAt: now - 5 }], expiresAt: null, reviewDueAt: now + 7 })
})
