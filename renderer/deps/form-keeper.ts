import type { EpochMs } from '../../domain/kernel/time.ts'
import type { DeskRepository } from '../data/repository.ts'
import type { Timers } from './deps.ts'
import { makeSaveTimer } from './save-timer.ts'

/** The key of the form of a new case, which a refused one is put back into. */
export const NEW_CASE_FORM = 'new-case'
/** The key of the form that keeps time for urgent cases. */
export const URGENT_FORM = 'urgent-block'

/** What nobody has gone on with for so long is let go. */
const FORGET_AFTER_MS = 30 * 24 * 3_600_000

/** What is filled into forms and not done, by key: the form and what it is about. It outlives the window and a crash. */
export type FormKeeper = {
  /** Undefined: nothing. */
  get(key: string): unknown
  subscribe(changed: () => void): () => void
  /** Undefined: nothing is left, which is written at once. */
  change(key: string, answers: unknown): void
  /** Saves now whatever is not saved. */
  flush(): Promise<void>
}

type Ports = {
  repository: Pick<DeskRepository, 'forms' | 'saveForm'>
  timers: Pick<Timers, 'after'>
  now(): EpochMs
}

/** Keeps the forms of one agent as drafts are kept. All of them are read once, so that a form opens as it was left. */
export async function keepForms({ repository, timers, now }: Ports): Promise<FormKeeper> {
  const answers = new Map<string, unknown>()
  const unsaved = new Set<string>()
  const listeners = new Set<() => void>()
  const timer = makeSaveTimer({ timers, now }, () => void flush())
  let turn: Promise<void> = Promise.resolve()

  for (const form of await repository.forms()) {
    if (now() - form.savedAt > FORGET_AFTER_MS) unsaved.add(form.key)
    else answers.set(form.key, read(form.answers))
  }

  async function save(): Promise<void> {
    const keys = [...unsaved]
    unsaved.clear()
    for (const key of keys) {
      const filled = answers.get(key)
      const kept = await repository.saveForm(key, filled === undefined ? null : JSON.stringify(filled))
      // The disk is full: the next key, or leaving the form, tries again.
      if (!kept.ok) unsaved.add(key)
    }
  }
  function flush(): Promise<void> {
    timer.stop()
    const run = turn.then(save)
    turn = run.catch(() => {})
    return run
  }
  if (unsaved.size > 0) void flush()

  return {
    get: (key) => answers.get(key),
    subscribe(changed) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    change(key, to) {
      if (to === undefined) {
        if (!answers.has(key)) return
        answers.delete(key)
      } else answers.set(key, to)
      unsaved.add(key)
      for (const listener of listeners) listener()
      if (to === undefined) void flush()
      else timer.touch()
    },
    flush,
  }
}

/** Written by another version it may be anything; what cannot be read is as good as nothing. */
function read(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
