import { DIARY_FORM } from '../../domain/breaks/diary-form.ts'
import type { BreakDiary } from '../data/break-diary.ts'
import type { BreakNote } from '../data/store-port.ts'
import type { FormKeeper } from '../deps/form-keeper.ts'

/**
 * Signing out destroys the local store, and the agent's own list lies nowhere else. On a machine that is theirs it is laid
 * beside their drafts, which outlive that, sealed for them alone.
 */
export async function carryDiary(forms: FormKeeper, notes: readonly BreakNote[]): Promise<void> {
  if (notes.length === 0) return
  forms.change(DIARY_FORM, notes)
  await forms.flush()
}

/** The other half, at the next sign-in. */
export async function bringDiaryBack(forms: FormKeeper, diary: Pick<BreakDiary, 'note' | 'unwritten'>): Promise<void> {
  const kept = forms.get(DIARY_FORM)
  if (!Array.isArray(kept)) return
  for (const note of kept as BreakNote[]) await diary.note(note)
  // What a full disk does not take is in the memory of this page alone, and stays here until it is written.
  const watching = diary.unwritten.subscribe((left) => {
    if (left > 0) return
    forms.change(DIARY_FORM, undefined)
    queueMicrotask(() => watching.unsubscribe())
  })
}
