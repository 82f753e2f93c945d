import type { CaseId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { DeskRepository, KeepRefusal } from '../../data/repository.ts'
import type { Timers } from '../../deps/deps.ts'
import { makeSaveTimer } from '../../deps/save-timer.ts'
import type { More } from './draft-more.ts'
import { isNoMore, joinMore, NO_MORE, readMore, writeMore } from './draft-more.ts'
import type { Mode, Texts } from './draft-text.ts'
import { isBlank, NO_TEXTS, rebaseTexts, sameTexts } from './draft-text.ts'
import { afterEdit } from './stretches.ts'

/** What the composer shows of one case's draft. */
export type DraftState = {
  mode: Mode
  texts: Texts
  more: More
  /** When the text was last safe on this machine. Null: nothing to keep, or not kept yet. */
  keptAt: EpochMs | null
  /** Why the newest text could not be kept. Null: nothing is wrong. */
  refusal: KeepRefusal | null
}

type Ports = {
  caseId: CaseId
  repository: Pick<DeskRepository, 'draft' | 'saveDraft'>
  timers: Pick<Timers, 'after'>
  now(): EpochMs
}

export type DraftKeeper = {
  getState(): DraftState
  subscribe(changed: () => void): () => void
  write(text: string): void
  /** Changes what goes with the reply. */
  setMore(change: Partial<More>): void
  setMode(mode: Mode): void
  /** Reads the stored draft; text that came back there is put above what was written here. */
  reload(): Promise<void>
  /** Saves now whatever is not saved. */
  flush(): Promise<void>
  /**
   * The text has become a message: it leaves the draft, which the repository has cleared in the same transaction. `went`:
   * what went with it.
   */
  sent(mode: Mode, body: string, went?: More): void
  /** Holds back saving while an action that clears the draft is on its way to the disk. */
  hold(isHeld: boolean): void
}

/** Keeps both texts of one case. Saving is put off a little while keys come, never for long and never at the end. */
export function keepDraft({ caseId, repository, timers, now }: Ports): DraftKeeper {
  let state: DraftState = { mode: 'reply', texts: NO_TEXTS, more: NO_MORE, keptAt: null, refusal: null }
  let saved = { mode: 'reply' as Mode, texts: NO_TEXTS, more: undefined as string | undefined }
  const timer = makeSaveTimer({ timers, now }, () => void flush())
  let isHeld = false
  let isDirty = false
  let turn: Promise<void> = Promise.resolve()
  const listeners = new Set<() => void>()

  function set(change: Partial<DraftState>): void {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }

  /** Saving and reading take turns, so that neither sees the other half done. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const run = turn.then(work)
    turn = run.catch(() => {})
    return run
  }

  async function save(): Promise<void> {
    if (!isDirty || isHeld) return
    isDirty = false
    const { mode, texts } = state
    const more = writeMore(state.more)
    const savedAt = now()
    const isNothing = isBlank(texts) && more === undefined
    const draft = { mode, ...texts, savedAt, ...(more === undefined ? {} : { more }) }
    const kept = await repository.saveDraft(caseId, isNothing ? null : draft)
    if (kept.ok) {
      saved = { mode, texts, more }
      set({ keptAt: isNothing ? null : savedAt, refusal: null })
    } else {
      // Still unsaved: the next key, blur or case switch tries again.
      isDirty = true
      set({ refusal: kept.refusal })
    }
  }

  function flush(): Promise<void> {
    timer.stop()
    return inTurn(save)
  }

  function touched(change: Partial<DraftState>): void {
    isDirty = true
    set(change)
    timer.touch()
  }

  async function read(): Promise<void> {
    const stored = await repository.draft(caseId)
    if (isHeld) return
    const found: Texts = stored ? { reply: stored.reply, note: stored.note } : NO_TEXTS
    if (sameTexts(found, saved.texts) && stored?.more === saved.more) return
    const texts = rebaseTexts(found, saved.texts, state.texts)
    const hadBegun = !isBlank(state.texts)
    const more = rebaseMore(stored?.more, texts.reply === found.reply)
    saved = { mode: stored?.mode ?? state.mode, texts: found, more: stored?.more }
    isDirty = !sameTexts(texts, found) || writeMore(more) !== saved.more
    set({ texts, more, mode: hadBegun ? state.mode : saved.mode, keptAt: stored?.savedAt ?? null })
    if (isDirty) await save()
  }

  /** What came back with a message joins what was staged since. Places in the text hold only for the text they were kept with. */
  function rebaseMore(stored: string | undefined, isStoredText: boolean): More {
    if (stored === saved.more) return isStoredText ? state.more : { ...state.more, filled: [] }
    const isUntouched = writeMore(state.more) === saved.more || isNoMore(state.more)
    const more = isUntouched ? readMore(stored) : joinMore(readMore(stored), { ...state.more, filled: [] })
    return isStoredText ? more : { ...more, filled: [] }
  }

  return {
    getState: () => state,
    subscribe(changed) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    write(text) {
      const { mode, texts, more } = state
      const filled = mode === 'reply' ? afterEdit(more.filled, texts.reply, text) : more.filled
      touched({ texts: { ...texts, [mode]: text }, more: { ...more, filled } })
    },
    setMore: (change) => touched({ more: { ...state.more, ...change } }),
    setMode(mode) {
      if (mode === state.mode) return
      if (isBlank(state.texts)) set({ mode })
      else touched({ mode })
    },
    reload: () => inTurn(read),
    flush,
    sent(mode, body, went = state.more) {
      const hasMore = mode === 'note' && saved.more !== undefined
      saved = { ...saved, texts: { ...saved.texts, [mode]: '' }, more: hasMore ? saved.more : undefined }
      // Whatever was added while the message went to the disk stays.
      const rest = state.texts[mode].startsWith(body) ? state.texts[mode].slice(body.length) : state.texts[mode]
      const texts = { ...state.texts, [mode]: rest }
      // What was staged went with the reply; a file that came only then waits for the next one.
      const late = state.more.attachments.filter((each) => !went.attachments.some(({ id }) => id === each.id))
      const more = mode === 'reply' ? { ...NO_MORE, attachments: late } : state.more
      isDirty = !sameTexts(texts, saved.texts) || writeMore(more) !== saved.more
      set({ texts, more, keptAt: isBlank(texts) && isNoMore(more) ? null : state.keptAt, refusal: null })
    },
    hold(held) {
      isHeld = held
      if (held) timer.stop()
      else if (isDirty) void flush()
    },
  }
}
