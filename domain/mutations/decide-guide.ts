import type { GuideRunRecord } from '../guides/guide.ts'
import type { Result } from '../kernel/result.ts'
import { ok, refuse } from '../kernel/result.ts'
import { correctedAt } from '../kernel/time.ts'
import type { Effect, Facts, RefusalCode } from './decide.ts'
import { eventOf } from './event-of.ts'
import type { MutationOf } from './mutation.ts'

type OfGuide = MutationOf<'guide.start'> | MutationOf<'guide.answer'> | MutationOf<'guide.end'>

/** How a guided script goes on in a case. Which answers a step takes is the runner's to say: it has the script. */
export function decideGuide(mutation: OfGuide, facts: Facts): Result<Effect, RefusalCode> {
  const { actor, case: kase } = facts
  if (kase === null) return refuse('forbidden')
  const at = correctedAt(mutation.stamp)
  const by = { id: actor.id, name: actor.name }
  const known = facts.find?.('guideRun', mutation.args.runId) ?? null
  const put = (record: GuideRunRecord, ...more: ReturnType<typeof eventOf>[]): Result<Effect, RefusalCode> =>
    ok({ also: [{ kind: 'guideRun', record }, ...more] })
  if (mutation.name === 'guide.start') {
    const { runId, guideId } = mutation.args
    if (known !== null) return ok({ noop: 'already_so' })
    const begun = {
      startedAt: at,
      startedBy: by,
      answers: [],
      state: 'running',
      outcomeId: null,
      endedAt: null,
    } as const
    return put({ id: runId, caseId: kase.id, guideId, ...begun, answers: [] })
  }
  if (known === null) return refuse('dependency')
  if (known.state !== 'running') return ok({ noop: 'already_so' })
  if (mutation.name === 'guide.answer') {
    const { at: place, stepId, choiceId, text } = mutation.args
    // Somebody else went back in the meantime: this answer hangs in the air.
    if (place > known.answers.length) return refuse('conflict')
    return put({ ...known, answers: [...known.answers.slice(0, place), { stepId, choiceId, text, at, by }] })
  }
  const { outcomeId, disposition } = mutation.args
  const ended = {
    ...known,
    state: outcomeId === null ? ('left' as const) : ('finished' as const),
    outcomeId,
    endedAt: at,
  }
  const detail = { guideId: known.guideId, outcomeId: outcomeId ?? '', disposition: disposition ?? '' }
  return put(ended, eventOf(mutation, actor, kase.id, outcomeId === null ? 'guide-left' : 'guide-finished', detail))
}
