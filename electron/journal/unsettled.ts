import type { JournalEntry } from '../../protocol/journal.ts'

/** What a journal holds that is not done: whose numbers, actions that no answer came for, drafts and half-filled forms. */
export function unsettled(entries: readonly JournalEntry[]): JournalEntry[] {
  const done = new Set(entries.flatMap((each) => (each.kind === 'done' ? [each.mutationId] : [])))
  const lastDraft = new Map<string, JournalEntry>()
  const lastForm = new Map<string, JournalEntry>()
  for (const each of entries) {
    if (each.kind === 'draft') lastDraft.set(each.caseId, each)
    if (each.kind === 'form') lastForm.set(each.key, each)
  }
  return entries.filter((each) => {
    switch (each.kind) {
      case 'client':
        return true
      case 'intent':
        return !done.has(each.mutation.id)
      case 'sealed':
        return !done.has(each.mutationId)
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
