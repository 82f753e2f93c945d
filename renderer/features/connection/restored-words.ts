import type { RestoreReport } from '../../deps/deps.ts'
import type { Words } from '../../words/use-words.ts'

/** What opening the local store found, line by line. */
export function restoredWords(words: Words, restored: RestoreReport, isRefreshing: boolean): string[] {
  if (restored === null) return []
  const { reason, restoredActions: actions, restoredDrafts: drafts, isJournalDamaged } = restored
  const both = actions > 0 && drafts > 0 ? 'yes' : 'no'
  const said =
    reason === null
      ? []
      : reason === 'behind'
        ? [words('restored.behind', { actions, drafts, both })]
        : [words(`restored.${reason}`, { count: actions + drafts, isRefreshing: isRefreshing ? 'yes' : 'no' })]
  return isJournalDamaged ? [...said, words('restored.journal')] : said
}
