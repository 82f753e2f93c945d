import type { GuideRecord, GuideRunRecord, GuideStep } from '../../../domain/guides/guide.ts'
import { answerTexts } from '../../../domain/guides/path-of.ts'
import type { PromiseId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { CaseView } from '../../data/repository.ts'
import { caseScope, orderOf } from '../../liquid/case-scope.ts'
import type { RenderedLiquid } from '../../liquid/render.ts'
import { renderLiquid } from '../../liquid/render.ts'
import type { Staged } from '../../liquid/stage-actions.ts'
import { stageActions } from '../../liquid/stage-actions.ts'
import { doneSteps } from './read-run.ts'

export type Outcome = Extract<GuideStep, { kind: 'outcome' }>

/** What a finished guide leaves behind. `reply` null: none is drafted. */
export type OutcomeDraft = { reply: RenderedLiquid | null; note: RenderedLiquid | null } & Staged

type Sources = {
  view: Pick<CaseView, 'case' | 'customer' | 'orders'>
  agentName: string
  shopName: string | undefined
  /** Of the language that the guides are written in: an English letter has no German days in it. */
  locale: string
  now: EpochMs
  newId: () => string
}

/** Reply, note and actions of an outcome, with the answers of the run and the facts of its case in them. */
export function draftOutcome(
  guide: GuideRecord,
  run: GuideRunRecord,
  outcome: Outcome,
  sources: Sources,
): OutcomeDraft {
  const { view, agentName, shopName, locale, now, newId } = sources
  const answers = answerTexts(guide, run.answers)
  const scope = caseScope({ ...view, agentName, shopName, now, answers })
  const names = Object.fromEntries(guide.steps.map((step) => [`answers.${step.id}`, step.title.toLowerCase()]))
  const draft = (source: string) => (source.trim() === '' ? null : renderLiquid(source, scope, locale, names))
  const order = orderGiven(guide, answers, view)
  const newPromiseId = () => newId() as PromiseId
  return {
    reply: draft(outcome.reply),
    note: draft(outcome.note),
    ...stageActions(outcome.actions, { scope, locale, order, now, newPromiseId }),
  }
}

/** The order that the run is about: the one named in it, else the case's. Null: one was named that is not the customer's. */
function orderGiven(guide: GuideRecord, answers: Record<string, string>, { case: kase, orders }: Sources['view']) {
  const named = guide.steps.flatMap((step) =>
    step.kind === 'ask' && step.input === 'order-number' ? (answers[step.id] ?? []) : [],
  )
  return named.length === 0
    ? orderOf(kase.orderId, orders)
    : (orders.find((order) => named.includes(order.number.toUpperCase())) ?? null)
}

/** The note of a finished run: what was drafted, then what was asked and answered. */
export const noteText = (guide: GuideRecord, run: GuideRunRecord, drafted: string, title: string): string =>
  [
    drafted.trim(),
    [
      title,
      ...doneSteps(guide, run).map(({ step, words }) =>
        words === null ? `- ${step.title}` : `- ${step.title}: ${words}`,
      ),
    ].join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
