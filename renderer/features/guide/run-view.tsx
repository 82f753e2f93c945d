import { useRef, useState } from 'react'
import type { GuideRecord, GuideRunRecord } from '../../../domain/guides/guide.ts'
import { planAnswer } from '../../../domain/guides/plan-answer.ts'
import { progressOf } from '../../../domain/guides/progress-of.ts'
import type { AnswerGiven } from '../../../domain/guides/steps-of.ts'
import type { CaseView } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useWords } from '../../words/use-words.ts'
import { DoneLine } from './done-line.tsx'
import { afterAnswer, useRunPlace } from './guide-state.ts'
import { OutcomeForm } from './outcome-form.tsx'
import { answerProblem } from './answer-problem.ts'
import { standOf } from './read-run.ts'
import { RunFoot } from './run-foot.tsx'
import { RunHead } from './run-head.tsx'
import { StepForm } from './step-form.tsx'
import type { Moves } from './use-moves.ts'
import { VersionNotice } from './version-notice.tsx'

type Props = {
  run: GuideRunRecord
  view: CaseView
  guides: readonly GuideRecord[]
  moves: Moves
  onList: () => void
}

/** One run of a guide: where it stands, one step at a time. */
export function RunView({ run, view, guides, moves, onList }: Props) {
  const words = useWords()
  const { repository } = useDeps()
  const { place, move } = useRunPlace(run.id)
  const [problem, setProblem] = useState<string | null>(null)
  /** The step whose answer is being kept: Enter twice is one answer. The next step takes its own meanwhile. */
  const busyWith = useRef<string | null>(null)
  const guide = guides.find((each) => each.id === run.guideId)
  const stand = guide === undefined ? null : standOf(guide, run, place.lookAt)
  const foot = <RunFoot run={run} guide={guide} onList={onList} />
  if (guide === undefined || stand === null)
    return (
      <form className="guide-form" aria-label={words('guide.form')} onSubmit={(event) => event.preventDefault()}>
        <p className="guide-none">{words(guide === undefined ? 'guide.missing' : 'guide.broken')}</p>
        {foot}
      </form>
    )

  const goTo = (lookAt: number | null) => {
    setProblem(null)
    moves.expect()
    move({ lookAt })
  }
  const isPast = stand.former !== null
  const answeredCount = standOf(guide, run, null)?.at ?? 0
  const back = () => {
    if (stand.at > 0) goTo(stand.at - 1)
  }
  const onward = () => goTo(stand.at + 1 < answeredCount ? stand.at + 1 : null)
  const answer = async (given: AnswerGiven) => {
    const planned = planAnswer(guide, run, given)
    if (!planned.ok) return setProblem(answerProblem(words, planned.refusal))
    const { choiceId, text } = planned.value
    // Looked at again and left as it was: nothing is said anew, so nothing after it is dropped.
    if (stand.former !== null && stand.former.choiceId === choiceId && stand.former.text === text) return onward()
    if (busyWith.current === given.stepId) return
    busyWith.current = given.stepId
    setProblem(null)
    // The next step may be on the screen, and half answered, before the promise is settled.
    moves.expect()
    const kept = await repository.commit('guide.answer', { caseId: run.caseId, runId: run.id, ...planned.value })
    if (busyWith.current === given.stepId) busyWith.current = null
    if (!kept.ok) {
      moves.forget()
      return setProblem(words(`refusal.${kept.refusal}`))
    }
    move((now) => afterAnswer(now, given.stepId, place.lookAt))
  }
  const shared = { guide, run, stand, view, problem, onProblem: setProblem, onBack: stand.at > 0 ? back : null, moves }
  return (
    <>
      {stand.step.kind === 'outcome' ? (
        <OutcomeForm
          {...shared}
          step={stand.step}
          head={<RunHead guide={guide} progress={progressOf(guide, run.answers)} />}
          done={<DoneLine done={stand.done} startedBy={run.startedBy} onLookAt={goTo} />}
          foot={foot}
        />
      ) : (
        <StepForm
          {...shared}
          step={stand.step}
          given={place.given[stand.step.id] ?? null}
          dropped={isPast ? answeredCount - stand.at - 1 : 0}
          onGive={(given) => {
            setProblem(null)
            move((now) => ({ given: { ...now.given, [stand.step.id]: given } }))
          }}
          onAnswer={(given) => void answer(given)}
          head={<RunHead guide={guide} progress={progressOf(guide, run.answers.slice(0, stand.at))} />}
          done={<DoneLine done={stand.done} startedBy={run.startedBy} onLookAt={goTo} />}
          foot={
            <>
              <VersionNotice guide={guide} guides={guides} startedAt={run.startedAt} />
              {foot}
            </>
          }
        />
      )}
    </>
  )
}
