import { useEffect, useState } from 'react'
import type { RestoreReport } from '../../deps/deps.ts'
import { useDeps } from '../../deps/deps.ts'
import { useRefreshing } from '../../deps/use-refreshing.ts'
import { Button } from '../../kit/button.tsx'
import type { Words } from '../../words/use-words.ts'
import { useWords } from '../../words/use-words.ts'

/** A place that screen readers know before anything stands in it is read out when something does. */
const SAY_AFTER_MS = 200

/**
 * Tells what opening the local store found, and whether it is whole again. It lies over the foot of the window, moves
 * nothing, and stays until the agent has read it: a refresh may be over before anybody looks.
 */
export function RestoredNotice() {
  const words = useWords()
  const { restored, timers } = useDeps()
  const [isSaid, setSaid] = useState(false)
  const [isRead, setRead] = useState(false)
  const isRefreshing = useRefreshing() !== null
  useEffect(() => (restored === null ? undefined : timers.after(SAY_AFTER_MS, () => setSaid(true))), [restored, timers])
  const lines = isSaid && !isRead ? restoredWords(words, restored, isRefreshing) : []
  return (
    <div role="status" className="restored">
      {lines.length === 0 ? null : (
        <div className="restored-card">
          <div>
            {lines.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
          <Button tone="quiet" icon="close" label={words('restored.dismiss')} onPress={() => setRead(true)} />
        </div>
      )}
    </div>
  )
}

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
