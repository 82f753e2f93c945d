import type { GuideRecord, GuideStep } from './guide.ts'
import { namedAnswers } from './named-answers.ts'
import { stepsLeft } from './progress-of.ts'
import type { GuideSteps } from './steps-of.ts'
import { openWaysFrom, stepOf, waysFrom } from './steps-of.ts'

/** What can be wrong with a guide. */
export type GuideFault =
  | 'no-start'
  | 'double-step'
  | 'unknown-next'
  | 'unreachable'
  | 'cycle'
  | 'no-outcome'
  | 'dead-end'
  | 'empty-title'
  | 'empty-ask'
  | 'empty-words'
  | 'double-choice'
  | 'one-choice'
  | 'no-open-choice'
  | 'empty-why'
  | 'unknown-answer'
  | 'answer-not-on-every-path'
  | 'answer-may-be-empty'
  | 'change-of-unknown-step'
  | 'no-changes'
  | 'changes-in-first'

/** One thing wrong. `stepId` null: the guide as a whole. `about`: the id or place meant, such as "next-one" or "reply: order". */
export type GuideProblem = { stepId: string | null; fault: GuideFault; about: string }

/** Steps that the start reaches by open ways. */
function reached(guide: GuideSteps): Set<string> {
  const found = new Set([guide.start])
  for (const stepId of found) {
    const step = stepOf(guide, stepId)
    if (step !== null) for (const way of openWaysFrom(step)) found.add(way.to)
  }
  return found
}

/** Steps that lie on a circle, in the guide's order. */
function onCircles(guide: GuideSteps): string[] {
  const leadsTo = (from: GuideStep) => {
    const found = new Set(waysFrom(from).map((way) => way.to))
    for (const stepId of found) {
      const step = stepOf(guide, stepId)
      if (step !== null) for (const way of waysFrom(step)) found.add(way.to)
    }
    return found
  }
  return guide.steps.filter((step) => leadsTo(step).has(step.id)).map((step) => step.id)
}

/** For each step, the steps answered on every open way to it. Empty where the guide has circles. */
function alwaysBefore(guide: GuideSteps): Map<string, Set<string>> {
  const before = new Map<string, Set<string>>([[guide.start, new Set()]])
  for (let isMoved = true; isMoved; ) {
    isMoved = false
    for (const step of guide.steps) {
      const mine = before.get(step.id)
      if (mine === undefined) continue
      for (const way of openWaysFrom(step)) {
        const known = before.get(way.to)
        const through = new Set([...mine, step.id])
        const both = known === undefined ? through : new Set([...known].filter((stepId) => through.has(stepId)))
        if (known?.size === both.size) continue
        before.set(way.to, both)
        isMoved = true
      }
    }
  }
  return before
}

function checkStep(guide: GuideSteps, step: GuideStep): GuideProblem[] {
  const problem = (fault: GuideFault, about = ''): GuideProblem => ({ stepId: step.id, fault, about })
  const found: GuideProblem[] = []
  if (step.title.trim() === '') found.push(problem('empty-title'))
  if (step.kind !== 'outcome' && step.ask.trim() === '') found.push(problem('empty-ask'))
  for (const way of waysFrom(step)) if (stepOf(guide, way.to) === null) found.push(problem('unknown-next', way.to))
  if (step.kind !== 'choose') return found
  const ids = step.choices.map((choice) => choice.id)
  for (const id of new Set(ids.filter((each, at) => ids.indexOf(each) !== at))) found.push(problem('double-choice', id))
  if (step.choices.length < 2) found.push(problem('one-choice'))
  if (step.choices.every((choice) => choice.forbidden !== null)) found.push(problem('no-open-choice'))
  for (const choice of step.choices) {
    if (choice.words.trim() === '') found.push(problem('empty-words', choice.id))
    if (choice.forbidden?.why.trim() === '') found.push(problem('empty-why', choice.id))
  }
  return found
}

/** Texts of an outcome that may name answers, by what they are. */
function textsOf(step: GuideStep): [string, string][] {
  if (step.kind !== 'outcome') return []
  const staged = step.actions.flatMap((action): [string, string][] =>
    action.kind === 'refund'
      ? [['refund', action.amount]]
      : action.kind === 'promise'
        ? [['promise', action.words]]
        : [],
  )
  return [['reply', step.reply], ['note', step.note], ...staged]
}

function checkNames(guide: GuideSteps, step: GuideStep, before: ReadonlySet<string>): GuideProblem[] {
  return textsOf(step).flatMap(([where, text]) =>
    namedAnswers(text).flatMap(({ stepId, isGuarded }): GuideProblem[] => {
      const named = stepOf(guide, stepId)
      const problem = (fault: GuideFault) => [{ stepId: step.id, fault, about: `${where}: ${stepId}` }]
      if (named === null || named.kind === 'outcome' || named.kind === 'do') return problem('unknown-answer')
      if (isGuarded) return []
      if (!before.has(stepId)) return problem('answer-not-on-every-path')
      return named.kind === 'ask' && !named.isRequired ? problem('answer-may-be-empty') : []
    }),
  )
}

/** Everything that is wrong with a guide, in the order of its steps. Empty: it can be published. */
export function checkGuide(
  guide: Pick<GuideRecord, 'start' | 'steps' | 'title' | 'version' | 'changes'>,
): GuideProblem[] {
  const whole = (fault: GuideFault, about = ''): GuideProblem => ({ stepId: null, fault, about })
  const found: GuideProblem[] = []
  const ids = guide.steps.map((step) => step.id)
  if (guide.title.trim() === '') found.push(whole('empty-title'))
  if (!ids.includes(guide.start)) found.push(whole('no-start', guide.start))
  if (!guide.steps.some((step) => step.kind === 'outcome')) found.push(whole('no-outcome'))
  if (guide.version === 1 && guide.changes.length > 0) found.push(whole('changes-in-first'))
  if (guide.version > 1 && guide.changes.length === 0) found.push(whole('no-changes'))
  for (const { stepId } of guide.changes) if (!ids.includes(stepId)) found.push(whole('change-of-unknown-step', stepId))
  const isReached = reached(guide)
  const circles = onCircles(guide)
  const left = stepsLeft(guide)
  const before = circles.length === 0 ? alwaysBefore(guide) : null
  guide.steps.forEach((step, at) => {
    const here = (fault: GuideFault): GuideProblem => ({ stepId: step.id, fault, about: '' })
    if (ids.indexOf(step.id) !== at) found.push(here('double-step'))
    found.push(...checkStep(guide, step))
    if (!isReached.has(step.id)) found.push(here('unreachable'))
    if (circles.includes(step.id)) found.push(here('cycle'))
    // Among circles "leads nowhere" cannot be told from "leads round": those are mended first.
    else if (circles.length === 0 && !left.has(step.id)) found.push(here('dead-end'))
    if (before !== null && isReached.has(step.id))
      found.push(...checkNames(guide, step, before.get(step.id) ?? new Set()))
  })
  return found
}
