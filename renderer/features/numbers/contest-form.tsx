import { useId, useState } from 'react'
import type { IntervalRecord } from '../../../domain/agent-time/interval.ts'
import type { DisputeId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { Figure, FigureLine } from '../../../domain/metrics/figure.ts'
import { useDeps } from '../../deps/deps.ts'
import { useKeptForm } from '../../deps/kept-form.ts'
import { Button } from '../../kit/button.tsx'
import { useWords } from '../../words/use-words.ts'
import { evidenceOf } from './evidence.ts'
import { saySecond } from './say-day.ts'
import { useDisputes } from './use-disputes.ts'

type Props = { line: FigureLine; figure: Figure; log: readonly IntervalRecord[]; onDone: () => void }

/** As many characters as the server takes. */
const LONGEST = 2_000
const LONGEST_EVIDENCE = 8_000

/** Contests one line: what is wrong, and what the device recorded around it. Kept while it is filled in, also offline. */
export function ContestForm({ line, figure, log, onDone }: Props) {
  const words = useWords()
  const { account, info, newId, now } = useDeps()
  const { contest } = useDisputes()
  const noteId = useId()
  const problemId = useId()
  const kept = useKeptForm(`contest:${line.intervalId ?? ''}`, () => ({ note: '', hasEvidence: true }))
  const { note, hasEvidence } = kept.answers
  const [problem, setProblem] = useState('')
  const evidence = evidenceOf(log, line, {
    clock: (at) => saySecond(words, at, figure.zone),
    state: (state) => words(`time-state.${state}`),
    source: (source) => words(`time-source.${source}`),
  }).slice(0, LONGEST_EVIDENCE)

  const send = async () => {
    const text = note.trim()
    if (text === '') return setProblem(words('contest.needed'))
    if (text.length > LONGEST) return setProblem(words('contest.tooLong', { over: text.length - LONGEST }))
    if (line.intervalId === null) return undefined
    const done = await contest(
      {
        id: newId() as DisputeId,
        userId: account.userId,
        intervalId: line.intervalId,
        metric: figure.metric,
        words: text,
        evidence: hasEvidence ? evidence : '',
        contestedAt: (now() + (info.clockOffsetMs ?? 0)) as EpochMs,
        decision: null,
      },
      kept.done,
    )
    if (!done.ok) return setProblem(words('contest.failed', { why: done.refusal }))
    kept.forget()
    return onDone()
  }
  return (
    <form
      className="contest"
      aria-label={words('contest.form')}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <label htmlFor={noteId}>{words('contest.note')}</label>
      <textarea
        id={noteId}
        className="field"
        rows={2}
        // biome-ignore lint/a11y/noAutofocus: it was opened to be written in.
        autoFocus
        value={note}
        aria-describedby={problem === '' ? undefined : problemId}
        onChange={(event) => {
          setProblem('')
          kept.change({ note: event.target.value })
        }}
      />
      {problem === '' ? null : (
        <p id={problemId} role="alert" className="problem">
          {problem}
        </p>
      )}
      {evidence === '' ? (
        <p className="audit-meta">{words('contest.evidence.none')}</p>
      ) : (
        <>
          <label className="contest-evidence">
            <input
              type="checkbox"
              checked={hasEvidence}
              onChange={(event) => kept.change({ hasEvidence: event.target.checked })}
            />
            {words('contest.evidence')}
          </label>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also for those who use keys. */}
          <pre className="contest-log" tabIndex={0} role="region" aria-label={words('contest.evidence')}>
            {evidence}
          </pre>
        </>
      )}
      <div className="contest-ways">
        <Button type="submit" tone="primary">
          {words('contest.send')}
        </Button>
        <Button onPress={onDone}>{words('contest.cancel')}</Button>
      </div>
    </form>
  )
}
