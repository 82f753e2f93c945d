import { useId, useRef } from 'react'
import type { MessageId } from '../../../domain/kernel/ids.ts'
import { useDeps } from '../../deps/deps.ts'
import { useWords } from '../../words/use-words.ts'
import type { Outcome } from './draft-outcome.ts'
import { noteText } from './draft-outcome.ts'
import { DraftedText } from './drafted-text.tsx'
import { useRunPlace } from './guide-state.ts'
import { Problem } from './problem.tsx'
import { StagedList } from './staged-list.tsx'
import type { StepShared } from './step-form.tsx'
import { answerKeys, BackButton, ContinueButton } from './step-form.tsx'
import { useMoves } from './use-moves.ts'
import { replyPieceOf, useOutcome } from './use-outcome.ts'

/** The end of a guide: what it leaves behind. Finish adds the note, ends the run, and hands the reply to the composer. */
export function OutcomeForm({
  guide,
  run,
  view,
  step,
  problem,
  onProblem,
  onBack,
  moves,
  head,
  done,
  foot,
}: StepShared & { step: Outcome }) {
  const words = useWords()
  const { repository, composer, newId } = useDeps()
  const id = useId()
  const { place, move, formsAfter, forget } = useRunPlace(run.id)
  const draft = useOutcome(guide, run, step, view)
  const isBusy = useRef(false)
  const form = useRef<HTMLFormElement>(null)
  useMoves(moves, form, step.id)
  const drafted = draft?.note?.ok === true ? draft.note.text : ''
  const note = place.note ?? noteText(guide, run, drafted, guide.title)
  const piece = draft === null ? null : replyPieceOf(draft)

  const finish = async () => {
    if (isBusy.current) return
    isBusy.current = true
    const problemFound = await end()
    isBusy.current = false
    onProblem(problemFound)
  }
  const end = async (): Promise<string | null> => {
    if (place.takesNote && place.noteId === null && note.trim() !== '') {
      const messageId = newId() as MessageId
      // Kept for a second try, should the end below be refused or the machine die before it: the note is there already.
      const added = { noteId: messageId, note }
      const args = { caseId: view.case.id, messageId, body: note.trim() }
      const kept = await repository.commit('note.add', args, { forms: formsAfter(added) })
      if (!kept.ok) return words(`refusal.${kept.refusal}`)
      move(added)
    }
    const isHandedOver = place.takesReply && piece !== null
    // Where the composer does not take the focus, the list of guides does.
    if (!isHandedOver) moves.expect()
    const args = { caseId: run.caseId, runId: run.id, outcomeId: step.id, disposition: step.disposition }
    const kept = await repository.commit('guide.end', args, { forms: formsAfter(null) })
    if (!kept.ok) {
      moves.forget()
      return words(`refusal.${kept.refusal}`)
    }
    forget()
    if (isHandedOver) composer.insert(view.case.id, piece)
    return null
  }
  return (
    <form
      ref={form}
      className="guide-form"
      aria-label={words('guide.form')}
      onKeyDownCapture={(event) => answerKeys(event, onBack)}
      onSubmit={(event) => {
        event.preventDefault()
        void finish()
      }}
    >
      {head}
      {done}
      <div className="guide-scroll" key={step.id}>
        <p className="muted guide-hint">{words('guide.outcome')}</p>
        <h3 className="guide-question" dir="auto">
          {step.title}
        </h3>
        {step.details.length === 0 ? null : (
          <ul className="guide-details" dir="auto">
            {step.details.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        {piece === null && draft?.reply?.ok !== false ? null : (
          <section className="guide-part" aria-labelledby={`${id}-reply`}>
            <label className="guide-check">
              <input
                type="checkbox"
                checked={place.takesReply}
                onChange={(event) => move({ takesReply: event.target.checked })}
              />
              <b id={`${id}-reply`}>{words('guide.reply')}</b>
            </label>
            {draft?.reply ? <DraftedText drafted={draft.reply} /> : null}
            {draft === null ? null : <StagedList draft={draft} view={view} />}
          </section>
        )}
        <section className="guide-part" aria-labelledby={`${id}-note`}>
          <label className="guide-check">
            <input
              type="checkbox"
              checked={place.takesNote}
              onChange={(event) => move({ takesNote: event.target.checked })}
            />
            <b id={`${id}-note`}>{words('guide.note')}</b>
          </label>
          <textarea
            className="field guide-note"
            dir="auto"
            rows={4}
            aria-label={words('guide.note.text')}
            value={note}
            readOnly={place.noteId !== null}
            // A note has lines of its own: here Enter is one, and Finish has its button.
            data-lines
            onChange={(event) => move({ note: event.target.value })}
          />
          {draft?.note?.ok === false ? <DraftedText drafted={draft.note} /> : null}
        </section>
        <p className="soft">{words('guide.disposition', { disposition: step.disposition.replaceAll('-', ' ') })}</p>
        <Problem>{problem}</Problem>
      </div>
      <div className="guide-ways">
        <ContinueButton isFirst words={words('guide.finish')} />
        <BackButton onBack={onBack} />
      </div>
      {foot}
    </form>
  )
}
