import type { MutationId } from '../../domain/kernel/ids.ts'
import type { JournalEntry } from '../../protocol/journal.ts'

/** What a journal holds that is not done: whose numbers, actions that no answer came for, drafts and half-filled forms. */
export function unsettled(entries: readonly JournalEntry[]): JournalEntry[] {
  /** Where an action was last done. Behind that it has begun again: it could not be taken back, or the server has forgotten it. */
  const done = new Map(entries.flatMap((each, at) => (each.kind === 'done' ? [[each.mutationId, at] as const] : [])))
  const isOpen = (id: MutationId, at: number) => at > (done.get(id) ?? -1)
  const lastDraft = new Map<string, JournalEntry>()
  const lastForm = new Map<string, JournalEntry>()
  for (const each of entries) {
    if (each.kind === 'draft') lastDraft.set(each.caseId, each)
    if (each.kind === 'form') lastForm.set(each.key, each)
  }
  return entries.filter((each, at) => {
    switch (each.kind) {
      case 'client':
        return true
      case 'intent':
        return isOpen(each.mutation.id, at)
      case 'sealed':
        return isOpen(each.mutationId, at)
      case 'done':
        return false
      case 'draft':
        return each.draft !== null && lastDraft.get(each.caseId) === each
      case 'form':
        return each.form !== null && lastForm.get(each.key) === each
    }
  })
}

/** Whether somebody's work is in it. */
export const hasWork = (entries: readonly JournalEntry[]): boolean => entries.some(({ kind }) => kind !== 'client')
