import type { OrderRecord } from '../../../domain/cases/order.ts'
import type { PromiseId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { StagedAction } from '../../../domain/replying/staged-action.ts'
import type { TemplateAction, TemplateRecord, TemplateVariant } from '../../../domain/templates/template.ts'
import type { Piece } from '../../deps/composer-port.ts'
import type { CaseScope } from '../../liquid/case-scope.ts'
import { minorPerMajor } from '../../liquid/format-filters.ts'
import type { FilledStretch } from '../../liquid/render.ts'
import { renderLiquid } from '../../liquid/render.ts'

export type Answers = Readonly<Record<string, string>>

export type Filled =
  | { ok: true; text: string; filled: FilledStretch[]; holes: FilledStretch[]; actions: StagedAction[] }
  /** What is wrong with the template, in its parser's words. */
  | { ok: false; why: string }

type Sources = {
  template: TemplateRecord
  variant: TemplateVariant
  /** For the case, without answers. */
  scope: CaseScope
  answers: Answers
  order: OrderRecord | null
  now: EpochMs
  newId: () => string
}

/** The template with this case's values, and what it stages. What is not known stays as a hole. */
export function fillTemplate({ template, variant, scope, answers, order, now, newId }: Sources): Filled {
  const known = { ...scope, input: answers }
  const names = Object.fromEntries(
    template.inputs.map(({ name, label }) => [
      `input.${name}`,
      label.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+$/u, ''),
    ]),
  )
  const body = renderLiquid(variant.body, known, variant.language, names)
  if (!body.ok) return body
  const actions = template.actions.map((action) => stage(action, known, order, now, newId))
  return { ...body, actions: actions.filter((action) => action !== null) }
}

/** Null: it cannot be said for this case, such as a refund without an order. */
function stage(
  action: TemplateAction,
  scope: CaseScope,
  order: OrderRecord | null,
  now: EpochMs,
  newId: () => string,
): StagedAction | null {
  switch (action.kind) {
    case 'tag':
    case 'status':
      return action
    case 'promise': {
      const words = renderLiquid(action.words, scope, 'en')
      if (!words.ok) return null
      const dueAt = (now + action.withinMs) as EpochMs
      return { kind: 'promise', promiseId: newId() as PromiseId, promise: 'update', words: words.text, dueAt }
    }
    case 'refund': {
      const amount = renderLiquid(action.amount, scope, 'en')
      const major = amount.ok ? readAmount(amount.text) : null
      if (order === null || major === null || major <= 0) return null
      const amountMinor = Math.round(major * minorPerMajor(order.currency))
      return { kind: 'refund', orderId: order.id, amountMinor, why: action.why }
    }
  }
}

/** "24.50", "24,50" or "1200" as a number. Null: it is none. */
export function readAmount(text: string): number | null {
  const plain = text.trim()
  return /^\d{1,9}(?:[.,]\d{1,2})?$/.test(plain) ? Number(plain.replace(',', '.')) : null
}

/** What the fields of its inputs hold before the agent writes: what can be known from the case. */
export function suggestAnswers(template: TemplateRecord, scope: CaseScope): Answers {
  return Object.fromEntries(
    template.inputs.map(({ name, suggest, kind, choices }) => {
      const rendered = suggest === '' ? null : renderLiquid(suggest, scope, 'en')
      const text = rendered?.ok && rendered.holes.length === 0 ? rendered.text.trim() : ''
      return [name, kind === 'choice' && !choices.includes(text) ? '' : text]
    }),
  )
}

/** What the composer takes in. */
export const pieceOf = (template: TemplateRecord, filled: Extract<Filled, { ok: true }>): Piece => ({
  text: filled.text,
  actions: filled.actions,
  templateIds: [template.id],
  filled: filled.filled.map(({ from, to }) => ({ from, to })),
})
