import type { JournalEntry } from '../../protocol/journal.ts'

/** The entries without texts that a later one has replaced: of each draft and form only the last counts. */
export function foldEntries(entries: readonly JournalEntry[]): JournalEntry[] {
  const nameOf = (entry: JournalEntry): string | null =>
    entry.kind === 'draft' ? `draft ${entry.caseId}` : entry.kind === 'form' ? `form ${entry.key}` : null
  const last = new Map(entries.map((entry, at) => [nameOf(entry), at]))
  return entries.filter((entry, at) => {
    const name = nameOf(entry)
    return name === null || last.get(name) === at
  })
}
