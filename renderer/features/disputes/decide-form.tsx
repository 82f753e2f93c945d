import { useId, useState } from 'react'
import type { DisputeRecord } from '../../../domain/agent-time/dispute.ts'
import type { IntervalRecord, IntervalState } from '../../../domain/agent-time/interval.ts'
import { INTERVAL_STATES } from '../../../domain/agent-time/interval.ts'
import type { KeepRefusal } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useKeptForm } from '../../deps/kept-form.ts'
import { Button } from '../../kit/button.tsx'
import { Field } from '../../kit/field.tsx'
import { useWords } from '../../words/use-words.ts'
import { planCorrection } from './plan-correction.ts'

type Props = {
  dispute: DisputeRecord
  entry: IntervalRecord | null
  /** Whether it was opened just now, and takes the focus. */
  isAsked: boolean
  onDone: () => void
}
type Problem = 'no-words' | 'times' | 'still-on' | 'same' | 'no-entry' | KeepRefusal

/** The form's name among the half-filled ones. */
export const decideKey = (id: DisputeRecord['id']): string => `decide ${id}`

/** A lead's word: what it was instead and for which minutes, or why it stays. Enter accepts nothing by itself. */
export function DecideForm({ dispute, entry, isAsked, onDone }: Props) {
  const words = useWords()
  const { repository, newId } = useDeps()
  const stateId = useId()
  const problemId = useId()
  const {
    answers,
    change,
    done: settled,
    forget,
  } = useKeptForm(decideKey(dispute.id), () => ({
    why: '',
    state: 'meeting' as IntervalState,
    fromMinute: '',
    toMinute: '',
  }))
  const { why, state, fromMinute, toMinute } = answers
  const [problem, setProblem] = useState<Problem | null>(null)

  const settle = async (isAccepted: boolean) => {
    if (why.trim() === '') return setProblem('no-words')
    let corrections: IntervalRecord[] = []
    if (isAccepted) {
      if (entry === null) return setProblem('no-entry')
      const planned = planCorrection(entry, { state, fromMinute, toMinute }, newId)
      if (!planned.ok) return setProblem(planned.refusal)
      corrections = planned.value
    }
    const args = { disputeId: dispute.id, isAccepted, words: why.trim(), corrections }
    const done = await repository.commit('interval.decide', args, { forms: settled })
    if (!done.ok) return setProblem(done.refusal)
    forget()
    onDone()
  }
  return (
    <form className="decide" onSubmit={(event) => event.preventDefault()}>
      <div className="decide-line">
        <div className="labelled">
          <label htmlFor={stateId}>{words('disputes.was')}</label>
          <select
            id={stateId}
            className="field"
            value={state}
            onChange={(event) => change({ state: event.target.value as IntervalState })}
          >
            {INTERVAL_STATES.map((each) => (
              <option key={each} value={each}>
                {words(`disputes.state.${each}`)}
              </option>
            ))}
          </select>
        </div>
        <Field label={words('disputes.fromMinute')} value={fromMinute} onChange={(to) => change({ fromMinute: to })} />
        <Field label={words('disputes.toMinute')} value={toMinute} onChange={(to) => change({ toMinute: to })} />
      </div>
      <p className="muted">{words('disputes.minutesHint')}</p>
      <Field
        label={words('disputes.why')}
        value={why}
        onChange={(to) => change({ why: to })}
        autoFocus={isAsked}
        describedBy={problem === null ? undefined : problemId}
      />
      <p id={problemId} role="alert" className="decide-problem">
        {problem === null ? '' : problemWords(words, problem)}
      </p>
      <div className="decide-line">
        <Button tone="primary" onPress={() => void settle(true)}>
          {words('disputes.accept')}
        </Button>
        <Button onPress={() => void settle(false)}>{words('disputes.refuse')}</Button>
      </div>
    </form>
  )
}

function problemWords(words: ReturnType<typeof useWords>, problem: Problem): string {
  switch (problem) {
    case 'no-words':
    case 'times':
    case 'still-on':
    case 'same':
    case 'no-entry':
      return words(`disputes.problem.${problem}`)
    case 'decided':
      return words('refusal.decided')
    case 'disk-full':
    case 'disk-failed':
      return words('disputes.problem.disk')
    default:
      return words('disputes.problem.other')
  }
}
