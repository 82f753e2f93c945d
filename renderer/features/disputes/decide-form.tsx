import { useId, useState } from 'react'
import type { DisputeRecord } from '../../../domain/agent-time/dispute.ts'
import type { IntervalRecord, IntervalState } from '../../../domain/agent-time/interval.ts'
import { INTERVAL_STATES } from '../../../domain/agent-time/interval.ts'
import type { KeepRefusal } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { Button } from '../../kit/button.tsx'
import { Field } from '../../kit/field.tsx'
import { useWords } from '../../words/use-words.ts'
import { planCorrection } from './plan-correction.ts'

type Props = { dispute: DisputeRecord; entry: IntervalRecord | null; onDone: () => void }
type Problem = 'no-words' | 'times' | 'still-on' | 'same' | 'no-entry' | KeepRefusal

/** A lead's word: what it was instead and for which minutes, or why it stays. Enter accepts nothing by itself. */
export function DecideForm({ dispute, entry, onDone }: Props) {
  const words = useWords()
  const { repository, newId } = useDeps()
  const stateId = useId()
  const problemId = useId()
  const [why, setWhy] = useState('')
  const [state, setState] = useState<IntervalState>('meeting')
  const [fromMinute, setFrom] = useState('')
  const [toMinute, setTo] = useState('')
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
    const done = await repository.commit('interval.decide', args)
    if (!done.ok) return setProblem(done.refusal)
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
            onChange={(event) => setState(event.target.value as IntervalState)}
          >
            {INTERVAL_STATES.map((each) => (
              <option key={each} value={each}>
                {words(`disputes.state.${each}`)}
              </option>
            ))}
          </select>
        </div>
        <Field label={words('disputes.fromMinute')} value={fromMinute} onChange={setFrom} />
        <Field label={words('disputes.toMinute')} value={toMinute} onChange={setTo} />
      </div>
      <p className="muted">{words('disputes.minutesHint')}</p>
      <Field
        label={words('disputes.why')}
        value={why}
        onChange={setWhy}
        autoFocus
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
