import { useObservable } from 'dexie-react-hooks'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { KeyRefusal } from '../../domain/breaks/break-effect.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { SECOND_MS } from '../../domain/kernel/time.ts'
import type { QueueRow } from '../data/repository.ts'
import type { BreakCard, BreaksView, RunningRest } from '../deps/breaks-port.ts'
import { useDeps } from '../deps/deps.ts'
import { Button } from '../kit/button.tsx'
import { useCommand } from '../kit/use-command.ts'
import type { Format } from '../words/format.ts'
import { useFormat } from '../words/format.ts'
import type { Words } from '../words/use-words.ts'
import { useWords } from '../words/use-words.ts'
import { useDeskState } from './desk-state.ts'
import type { BreakOffer, BreathSounds, Exercised, Rest } from './slots.ts'
import { BreakPrompt, BreakScreen, useOutboxCount } from './slots.ts'

/** How long an answer to a key stands. */
const SAID_MS = 6 * SECOND_MS
/** Keys in a text are told this seldom. */
const TYPED_EVERY_MS = SECOND_MS

/** Breaks as the agent meets them: the card, the whole window while one goes on, and what the keys do. */
export function BreakPlace({ rows, sounds }: { rows: readonly QueueRow[]; sounds: BreathSounds }) {
  const { breaks, breakDiary, newId } = useDeps()
  const { over, showOver } = useDeskState()
  const unsent = useOutboxCount()
  const view = useObservable(() => breaks.view, [breaks]) ?? null
  const drafts = useMemo(() => rows.filter(({ hasDraft }) => hasDraft).length, [rows])
  const isResting = view !== null && view.resting !== null
  useTypingTold()

  useCommand('break.toggle', () => {
    if (view === null) return false
    breaks.press(view.resting !== null ? 'return' : view.isArmed ? 'cancel' : 'start')
  })
  useCommand('break.postpone', () => (view === null ? false : breaks.press('postpone')))
  useCommand('break.reset', () => (view === null ? false : breaks.press('reset')))
  useEffect(() => {
    if (isResting && over === 'exercise') showOver(null)
  }, [isResting, over, showOver])
  const note = useCallback(
    ({ pattern, startedAt, lengthMs }: Exercised) => {
      if (lengthMs < 10 * SECOND_MS) return
      const entry = { id: newId(), kind: 'exercise' as const, exercise: pattern, startedAt, lengthMs }
      void breakDiary.note(entry)
    },
    [breakDiary, newId],
  )
  const ways = {
    start: () => breaks.press('start'),
    postpone: () => breaks.press('postpone'),
    afterNext: () => breaks.press('after-next-contact'),
    reset: () => breaks.press('reset'),
    cancel: () => breaks.press('cancel'),
  }
  return (
    <div className="exercise-place" data-react-aria-top-layer="true">
      {view === null ? null : view.resting !== null ? (
        <BreakScreen
          key={view.resting.startedAt}
          rest={asRest(view.resting)}
          kept={{ unsent, drafts }}
          sounds={sounds}
          onExercised={note}
          onReturn={() => breaks.press('return')}
        />
      ) : view.card !== null ? (
        <BreakPrompt offer={asOffer(view.card)} postponing={view.postponing} ways={ways} />
      ) : null}
      {view === null || isResting ? null : <BreakSaid view={view} />}
    </div>
  )
}

/** Answers to keys, and the one question there is. In the place of the card, where the agent looks for it. */
function BreakSaid({ view }: { view: BreaksView }) {
  const words = useWords()
  const format = useFormat()
  const { breaks, timers } = useDeps()
  const [refusal, setRefusal] = useState<KeyRefusal | null>(null)
  const [told, setTold] = useState<EpochMs | null>(null)
  useEffect(() => breaks.hearRefusals((_, told) => setRefusal({ ...told })), [breaks])
  const postponed = view.next?.state === 'postponed' ? view.next.until : null
  const kind = view.next?.kind ?? 'break'
  useEffect(
    () => (postponed === null ? undefined : timers.after(SAID_MS, () => setTold(postponed))),
    [postponed, timers],
  )
  useEffect(() => (refusal === null ? undefined : timers.after(SAID_MS, () => setRefusal(null))), [refusal, timers])
  const isUnkept = useUnkeptNews()
  const { askedUnknownMs, card } = view
  const isAsking = askedUnknownMs !== null && card === null
  const said =
    refusal !== null
      ? refusalWords(words, format, refusal)
      : isAsking
        ? words('break.unknown', { length: format.length(askedUnknownMs) })
        : postponed !== null && told !== postponed && card === null
          ? words('break.said.postponed', { kind, time: format.clock(postponed) })
          : isUnkept && card === null
            ? words('break.said.unkept')
            : ''
  return (
    <section className="break-said" aria-label={words('break.said')} hidden={said === ''} data-over={card !== null}>
      <p role="status">{said}</p>
      {isAsking && refusal === null ? (
        <div className="dialog-ways">
          <Button onPress={() => breaks.answerUnknown(true)}>{words('break.unknown.rested')}</Button>
          <Button tone="primary" onPress={() => breaks.answerUnknown(false)}>
            {words('break.unknown.worked')}
          </Button>
        </div>
      ) : null}
    </section>
  )
}

/** Whether to say that the own list could not be written: for a moment, each time that it begins. */
function useUnkeptNews(): boolean {
  const { breakDiary, timers } = useDeps()
  const isUnkept = (useObservable(() => breakDiary.unwritten, [breakDiary]) ?? 0) > 0
  const [wasTold, setTold] = useState(false)
  if (!isUnkept && wasTold) setTold(false)
  useEffect(() => (isUnkept ? timers.after(2 * SAID_MS, () => setTold(true)) : undefined), [isUnkept, timers])
  return isUnkept && !wasTold
}

/** Why a key did nothing, and from when it does something. */
export function refusalWords(words: Words, format: Format, refusal: KeyRefusal): string {
  switch (refusal.code) {
    case 'nothing-due':
      return refusal.from === null
        ? words('break.said.nothingLeft')
        : words('break.said.nothingDue', { time: format.clock(refusal.from) })
    case 'postponements-spent':
      return words('break.said.postponementsSpent')
    case 'resets-spent':
      return words('break.said.resetsSpent')
    case 'no-room-left':
      return words('break.said.noRoomLeft')
    case 'resting':
      return words('break.said.resting')
    case 'not-resting':
      return words('break.said.notResting')
    case 'break-is-next':
      return words('break.said.breakIsNext')
    case 'nothing-to-cancel':
      return words('break.said.nothingToCancel')
    case 'shift-over':
      return words('break.said.shiftOver')
  }
}

/** Tells that a text is being written, once a second at most; a key costs one comparison. */
function useTypingTold(): void {
  const { breaks, now } = useDeps()
  useEffect(() => {
    let toldAt = 0
    const heard = () => {
      const at = now()
      if (Math.abs(at - toldAt) < TYPED_EVERY_MS) return
      toldAt = at
      breaks.typed()
    }
    window.addEventListener('input', heard, { capture: true, passive: true })
    return () => window.removeEventListener('input', heard, { capture: true })
  }, [breaks, now])
}

const asRest = ({ kind, startedAt, endsAt }: RunningRest): Rest =>
  endsAt === null ? { kind: 'break', endsAt, startedAt } : { kind, endsAt }

/** From so much on it is worth saying that a break moved. */
const MOVED_FROM_MS = 30 * SECOND_MS

function asOffer(card: BreakCard): BreakOffer {
  const { kind, lengthMs } = card
  if (card.what === 'after-next') return { state: 'after-next', kind, lengthMs }
  if (card.what === 'keep') {
    const { slotAt, resetsLeft } = card
    return { state: 'not-spared', kind, lengthMs, until: slotAt, slotAt, mayReset: resetsLeft > 0 }
  }
  const { protectedMs, since, workedMs } = card
  const isMoved = protectedMs >= MOVED_FROM_MS && (kind === 'break' || kind === 'lunch')
  return isMoved
    ? { state: 'moved', kind, lengthMs, movedMs: protectedMs, slotAt: since }
    : { state: 'due', kind, lengthMs, workedMs }
}
