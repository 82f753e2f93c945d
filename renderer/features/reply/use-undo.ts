import { useObservable } from 'dexie-react-hooks'
import type { RefObject } from 'react'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { create } from 'zustand'
import type { CaseId, MutationId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { OutboxEntry } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useGo } from '../../deps/go.ts'
import { useCommand } from '../../kit/use-command.ts'
import type { DraftKeeper } from './draft-keeper.ts'

type Returning = {
  /** Whose composer takes the focus as soon as the text is back, with the caret there. Null: none. */
  back: { caseId: CaseId; caret: number | null; from: Element | null } | null
  set(back: Returning['back']): void
}

/** Dies with the window: the text itself comes back through the draft. */
export const useReturning = create<Returning>()((set) => ({ back: null, set: (back) => set({ back }) }))

const carets = new Map<MutationId, number>()

/** Keeps where the caret stood when a message was sent, for the few that can still be taken back. */
export function rememberCaret(id: MutationId, caret: number): void {
  carets.set(id, caret)
  const oldest = carets.keys().next().value
  if (carets.size > 20 && oldest !== undefined) carets.delete(oldest)
}

/** The reply that was sent last and has not left this desk. Null: none can be taken back. */
export function newestHeld(outbox: readonly OutboxEntry[], now: EpochMs): { id: MutationId; caseId: CaseId } | null {
  let newest: { id: MutationId; caseId: CaseId; order: number } | null = null
  for (const { mutation, state, heldUntil, order } of outbox) {
    if (mutation.name !== 'reply.send' || state !== 'waiting' || heldUntil === null || heldUntil <= now) continue
    if (newest === null || order > newest.order) newest = { id: mutation.id, caseId: mutation.args.caseId, order }
  }
  return newest
}

/** Whoever sends and takes back in one movement is faster than the list of what waits. */
const LIST_IS_READ_MS = 500

/** Answers "undo send" for every case, open or not. The shell alone uses it. */
export function useUndo(): void {
  const { repository, now, timers } = useDeps()
  const go = useGo()
  const outbox = useMemo(() => repository.outbox(), [repository])
  useObservable(outbox)
  const takeBack = (entries: readonly OutboxEntry[]): boolean => {
    const held = newestHeld(entries, now())
    if (held === null) return false
    const from = document.activeElement
    void repository.withdraw(held.id).then((withdrawn) => {
      if (!withdrawn.ok) return
      go.openCase(held.caseId)
      useReturning.getState().set({ caseId: held.caseId, caret: carets.get(held.id) ?? null, from })
    })
    return true
  }
  useCommand('composer.undoSend', () => {
    if (takeBack(outbox.getValue() ?? [])) return
    let isOver = false
    const watching = outbox.subscribe((entries) => {
      if (!isOver) isOver = takeBack(entries)
    })
    timers.after(LIST_IS_READ_MS, () => {
      isOver = true
      watching.unsubscribe()
    })
    return false
  })
}

/** The composer to which a message comes back: reads it, takes the focus, puts the caret where it stood. */
export function useReturn(
  caseId: CaseId,
  keeper: DraftKeeper,
  area: RefObject<HTMLTextAreaElement | null>,
  isActive: boolean,
): void {
  const back = useReturning((state) => (state.back?.caseId === caseId ? state.back : null))
  const caretAt = useRef<number | null>(null)
  const from = useRef<Element | null>(null)
  const [, paint] = useState(0)
  useEffect(() => {
    if (back === null || !isActive) return
    useReturning.getState().set(null)
    void keeper.reload().then(() => {
      keeper.setMode('reply')
      caretAt.current = back.caret ?? keeper.getState().texts.reply.length
      from.current = back.from
      paint((count) => count + 1)
    })
  }, [back, isActive, keeper])
  useLayoutEffect(() => {
    // Only once the text stands there is there a place for the caret; with it, before anybody has gone on elsewhere.
    const at = caretAt.current
    caretAt.current = null
    if (at === null || area.current === null) return
    // The text may have been there a moment before: whoever has gone on in this composer meanwhile stays where they are.
    const now = document.activeElement
    const isElsewhere =
      now !== from.current && now !== area.current && (area.current.closest('section')?.contains(now) ?? false)
    if (isElsewhere) return
    area.current.focus()
    area.current.setSelectionRange(at, at)
  })
}
