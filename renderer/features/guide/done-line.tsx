import { useState } from 'react'
import type { UserId } from '../../../domain/kernel/ids.ts'
import { MINUTE_MS } from '../../../domain/kernel/time.ts'
import { useNow } from '../../deps/use-now.ts'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import type { DoneStep } from './read-run.ts'

/** What was answered so far, folded into one line; unfolded, each answer with who gave it and the way back to it. */
export function DoneLine(props: {
  done: readonly DoneStep[]
  startedBy: { id: UserId; name: string }
  onLookAt: (at: number) => void
}) {
  const words = useWords()
  const format = useFormat()
  const now = useNow(() => MINUTE_MS)
  const [isOpen, setOpen] = useState(false)
  const { done } = props
  if (done.length === 0) return null
  const said = done.map((each) => each.words ?? each.step.title)
  return (
    <div className="guide-done">
      <button type="button" className="guide-done-line" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Icon name="check" size={14} />
        <span className="clip" dir="auto">
          {words('guide.answered', { count: done.length, answers: said.join(', ') })}
        </span>
        <Icon name="fold" size={14} />
      </button>
      {isOpen ? (
        <ol className="guide-done-list">
          {done.map(({ at, step, answer, words: answered }) => (
            <li key={step.id}>
              <button
                type="button"
                className="guide-done-step"
                onClick={() => {
                  setOpen(false)
                  props.onLookAt(at)
                }}
              >
                <span className="soft" dir="auto">
                  {step.title}
                </span>
                <span className="strong" dir="auto">
                  {answered ?? words(step.kind === 'do' ? 'guide.did' : 'guide.left-open')}
                </span>
                <span className="muted">
                  {words('guide.answered-by', { by: answer.by.name, when: format.moment(answer.at, now) })}
                </span>
              </button>
            </li>
          ))}
        </ol>
      ) : null}
    </div>
  )
}
