import { useCallback, useEffect, useMemo, useState } from 'react'
import type { ContactRecord } from '../../domain/cases/contact.ts'
import { contactState } from '../../domain/cases/contact.ts'
import type { UserId } from '../../domain/kernel/ids.ts'
import { SECOND_MS } from '../../domain/kernel/time.ts'
import type { QueueRow } from '../data/repository.ts'
import { useDeps } from '../deps/deps.ts'
import { useCommand } from '../kit/use-command.ts'
import { useWords } from '../words/use-words.ts'
import { useDeskState } from './desk-state.ts'
import type { BreathSounds, Exercised } from './slots.ts'
import { BreakScreen, useOutboxCount } from './slots.ts'

/** Less of an exercise than this was only a look at it. */
const WORTH_NOTING_MS = 10 * SECOND_MS
/** How long it stands why none begins. */
const SAID_MS = 6 * SECOND_MS

/** An exercise by hand, over the whole window. None begins in a contact, and a contact of one's own ends it. */
export function ExercisePlace({ rows, sounds }: { rows: readonly QueueRow[]; sounds: BreathSounds }) {
  const { account, breakDiary, newId, timers } = useDeps()
  const words = useWords()
  const { over, showOver } = useDeskState()
  const unsent = useOutboxCount()
  const live = useMemo(() => rows.flatMap((row) => (row.live === null ? [] : [row.live])), [rows])
  const isBusy = live.some((contact) => isInContact(contact, account.userId))
  const isRinging = live.some((contact) => isOfferedTo(contact, account.userId))
  const drafts = useMemo(() => rows.filter(({ hasDraft }) => hasDraft).length, [rows])
  const isOpen = over === 'exercise'

  const [isRefused, setRefused] = useState(false)
  useCommand('exercise.open', () => (isBusy ? setRefused(true) : showOver('exercise')))
  if (!isBusy && isRefused) setRefused(false)
  useEffect(() => (isRefused ? timers.after(SAID_MS, () => setRefused(false)) : undefined), [isRefused, timers])
  useEffect(() => {
    if (isOpen && isBusy) showOver(null)
  }, [isOpen, isBusy, showOver])
  const note = useCallback(
    ({ pattern, startedAt, lengthMs }: Exercised) => {
      if (lengthMs < WORTH_NOTING_MS) return
      const entry = { id: newId(), kind: 'exercise' as const, exercise: pattern, startedAt, lengthMs }
      void breakDiary.note(entry)
    },
    [breakDiary, newId],
  )
  return (
    // As for help: a form of the component library below stays open, and does not hide what comes later.
    <div className="exercise-place" data-react-aria-top-layer="true">
      <section className="break-said" aria-label={words('break.said')} hidden={!isRefused}>
        <p role="status">{isRefused ? words('exercise.notNow') : ''}</p>
      </section>
      {!isOpen || isBusy ? null : (
        <BreakScreen
          rest={{ kind: 'exercise', isRinging }}
          kept={{ unsent, drafts }}
          sounds={sounds}
          onExercised={note}
          onReturn={() => showOver(null)}
        />
      )}
    </div>
  )
}

/** Whether the agent talks, chats, holds or wraps up just now. */
export function isInContact(contact: ContactRecord, me: UserId): boolean {
  const state = contactState(contact)
  if (contact.channel === 'email' || contact.agentId !== me) return false
  return state !== 'offered' && state !== 'done' && state !== 'missed'
}

/** Whether a call or chat waits that the agent may answer. */
function isOfferedTo(contact: ContactRecord, me: UserId): boolean {
  return contactState(contact) === 'offered' && (contact.agentId === null || contact.agentId === me)
}
