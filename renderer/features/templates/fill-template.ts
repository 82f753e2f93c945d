import type { OrderRecord } from '../../../domain/cases/order.ts'
import type { PromiseId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { StagedAction } from '../../../domain/replying/staged-action.ts'
import type { TemplateRecord, TemplateVariant } from '../../../domain/templates/template.ts'
import type { Piece } from '../../deps/composer-port.ts'
import type { CaseScope } from '../../liquid/case-scope.ts'
import type { FilledStretch } from '../../liquid/render.ts'
import { renderLiquid } from '../../liquid/render.ts'
import { stageActions } from '../../liquid/stage-actions.ts'

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
  const newPromiseId = () => newId() as PromiseId
  const { actions } = stageActions(template.actions, { scope: known, locale: 'en', order, now, newPromiseId })
  return { ...body, actions }
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
