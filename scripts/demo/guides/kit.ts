import type { Forbidden, GuideChoice, GuideInputKind, GuideStep } from '../../../domain/guides/guide.ts'
import type { Ms } from '../../../domain/kernel/time.ts'
import type { TemplateAction } from '../../../domain/templates/template.ts'
import type { Disposition } from '../../../domain/wrap-up/dispositions.ts'

/** Which steps of the source guideline this one stands for, counted from 0. */
type From = { from?: number | readonly number[] }
/** A step as it is written here: without `next` it goes on to the one written after it. */
export type Written = { step: GuideStep; from: readonly number[] }
export type WrittenGuide = {
  /** Name of the source's subflow; its kebab-case is the guide's key. */
  subflow: string
  title: string
  steps: Written[]
  /** The version before. Absent: there is only one. */
  older?: { daysAgo: number; steps: Written[]; changes: { stepId: string; words: string }[] }
}

const AFTER = ''
const indices = (from: From['from']): readonly number[] =>
  from === undefined ? [] : typeof from === 'number' ? [from] : from

type Way = { next?: string; hint?: string; forbidden?: Forbidden }
export const way = (id: string, words: string, more: Way = {}): GuideChoice => ({
  id,
  words,
  hint: more.hint ?? '',
  next: more.next ?? AFTER,
  forbidden: more.forbidden ?? null,
})
/** A way that policy closes. Its `next` is where the run would go on if somebody allowed it. */
export const closed = (
  id: string,
  words: string,
  allowedBy: Forbidden['allowedBy'],
  why: string,
  next = AFTER,
): GuideChoice => way(id, words, { next, forbidden: { why, allowedBy } })

type More = From & { details?: string[]; next?: string }
export const choose = (
  id: string,
  title: string,
  question: string,
  choices: GuideChoice[],
  more: More = {},
): Written => ({
  step: { kind: 'choose', id, title, ask: question, details: more.details ?? [], choices },
  from: indices(more.from),
})
export const ask = (
  id: string,
  input: GuideInputKind,
  title: string,
  question: string,
  more: More & { isOptional?: boolean } = {},
): Written => ({
  step: {
    kind: 'ask',
    id,
    title,
    ask: question,
    details: more.details ?? [],
    input,
    isRequired: more.isOptional !== true,
    next: more.next ?? AFTER,
  },
  from: indices(more.from),
})
export const act = (id: string, title: string, todo: string, more: More = {}): Written => ({
  step: { kind: 'do', id, title, ask: todo, details: more.details ?? [], next: more.next ?? AFTER },
  from: indices(more.from),
})

/** The letter around what the customer is told. */
export const letter = (text: string): string =>
  `Hello {{ customer.givenName }},\n\n${text}\n\nIs there anything else I can help with?\n\nKind regards\n{{ agent.givenName }}, {{ shop.name }}`

type End = From & {
  disposition: Disposition
  /** What the customer is told; the letter is put around it. Absent: no reply is drafted. */
  reply?: string
  note: string
  actions?: TemplateAction[]
  details?: string[]
}
export const end = (id: string, title: string, what: End): Written => ({
  step: {
    kind: 'outcome',
    id,
    title,
    details: what.details ?? ['Ask whether there is anything else.'],
    disposition: what.disposition,
    reply: what.reply === undefined ? '' : letter(what.reply),
    note: what.note,
    actions: what.actions ?? [],
  },
  from: indices(what.from),
})

export const tag = (name: string): TemplateAction => ({ kind: 'tag', tag: name })
export const solved: TemplateAction = { kind: 'status', status: 'solved' }
export const pending: TemplateAction = { kind: 'status', status: 'pending' }
export const refund = (amount: string, why: string): TemplateAction => ({ kind: 'refund', amount, why })
export const promise = (words: string, days: number): TemplateAction => ({
  kind: 'promise',
  words,
  withinMs: (days * 86_400_000) as Ms,
})

/** The steps with every open `next` filled in by what is written after it. */
export function joined(steps: readonly Written[]): GuideStep[] {
  return steps.map(({ step }, at) => {
    const after = steps[at + 1]?.step.id ?? 'nothing-after-this'
    if (step.kind === 'outcome') return step
    if (step.kind !== 'choose') return { ...step, next: step.next === AFTER ? after : step.next }
    return {
      ...step,
      choices: step.choices.map((each) => ({ ...each, next: each.next === AFTER ? after : each.next })),
    }
  })
}

/** The same steps with one of them written otherwise. */
export const instead = (steps: readonly Written[], other: Written): Written[] =>
  steps.map((each) => (each.step.id === other.step.id ? other : each))
/** The same steps without some of them. */
export const without = (steps: readonly Written[], ...ids: string[]): Written[] =>
  steps.filter((each) => !ids.includes(each.step.id))
