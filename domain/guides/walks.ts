import type { GuideInputKind, GuideStep } from './guide.ts'
import type { AnswerGiven, GuideSteps, WayOn } from './steps-of.ts'
import { openWaysFrom, stepOf } from './steps-of.ts'

/** A whole run, from the first step to an outcome. */
export type Walk = { answers: AnswerGiven[]; outcomeId: string }

/** Something to type that each kind of input takes. */
export const SAMPLE_INPUTS: Record<GuideInputKind, string> = {
  text: 'Blue kettle',
  'order-number': 'EK-2611340',
  date: '2026-03-14',
  money: '24.50',
  email: 'customer@example.org',
  phone: '+44 20 7946 0018',
}

/** The shortest way from each step on to an outcome, as the way to take first. A step without one is not in it. */
function waysToAnEnd(guide: GuideSteps): Map<string, WayOn | null> {
  const first = new Map<string, WayOn | null>()
  let found: GuideStep[] = guide.steps.filter((step) => step.kind === 'outcome')
  for (const step of found) first.set(step.id, null)
  while (found.length > 0) {
    const reached: GuideStep[] = []
    for (const step of guide.steps) {
      const way = first.has(step.id)
        ? undefined
        : openWaysFrom(step).find((each) => found.some((end) => end.id === each.to))
      if (way !== undefined) {
        first.set(step.id, way)
        reached.push(step)
      }
    }
    found = reached
  }
  return first
}

/** The shortest way from the start to each step. */
function waysFromStart(guide: GuideSteps): Map<string, WayOn[]> {
  const ways = new Map<string, WayOn[]>([[guide.start, []]])
  for (const [stepId, before] of ways) {
    const step = stepOf(guide, stepId)
    if (step === null) continue
    for (const way of openWaysFrom(step)) if (!ways.has(way.to)) ways.set(way.to, [...before, way])
  }
  return ways
}

function answerOf(guide: GuideSteps, way: WayOn): AnswerGiven {
  const step = stepOf(guide, way.from)
  return {
    stepId: way.from,
    choiceId: way.choice?.id ?? null,
    text: step?.kind === 'ask' ? SAMPLE_INPUTS[step.input] : null,
  }
}

/** Runs that together take every open choice and so reach every outcome there is a way to. The same on every call. */
export function walks(guide: GuideSteps): Walk[] {
  const toEnd = waysToAnEnd(guide)
  const fromStart = waysFromStart(guide)
  const taken = new Set<WayOn['choice'] | string>()
  const found: Walk[] = []
  // The far ends first: what they take on their way need not be walked again.
  const ordered = [...fromStart].reverse()
  for (const [stepId, before] of ordered) {
    const step = stepOf(guide, stepId)
    for (const way of step === null ? [] : openWaysFrom(step)) {
      if (taken.has(way.choice ?? way.from) || !toEnd.has(way.to)) continue
      const whole = [...before, way]
      for (let next = toEnd.get(way.to); next !== null && next !== undefined; next = toEnd.get(next.to))
        whole.push(next)
      for (const each of whole) taken.add(each.choice ?? each.from)
      found.push({ answers: whole.map((each) => answerOf(guide, each)), outcomeId: whole.at(-1)?.to ?? stepId })
    }
  }
  if (found.length === 0 && stepOf(guide, guide.start)?.kind === 'outcome')
    found.push({ answers: [], outcomeId: guide.start })
  return found
}
