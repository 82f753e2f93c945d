import { useObservable } from 'dexie-react-hooks'
import { useEffect, useState } from 'react'
import { useDeps } from '../../deps/deps.ts'
import { useIsWhole } from '../../deps/use-is-whole.ts'
import { Button } from '../../kit/button.tsx'
import { useWords } from '../../words/use-words.ts'
import { restoredWords } from './restored-words.ts'

/** A place that screen readers know before anything stands in it is read out when something does. */
const SAY_AFTER_MS = 200

/**
 * Tells what opening the local store found, and whether it is whole again. It lies over the foot of the window, moves
 * nothing, and stays until the agent has read it: a refresh may be over before anybody looks.
 */
export function RestoredNotice() {
  const words = useWords()
  const { restored, diskTrouble, timers } = useDeps()
  const isInTrouble = useObservable(diskTrouble) === true
  const [isSaid, setSaid] = useState(false)
  const [isRead, setRead] = useState(false)
  const isRefreshing = useIsWhole() !== true
  useEffect(() => (restored === null ? undefined : timers.after(SAY_AFTER_MS, () => setSaid(true))), [restored, timers])
  const found = isSaid && !isRead ? restoredWords(words, restored, isRefreshing) : []
  const lines = isInTrouble ? [words('restored.trouble'), ...found] : found
  return (
    <div role="status" className="restored">
      {lines.length === 0 ? null : (
        <div className="restored-card">
          <div>
            {lines.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
          {found.length === 0 ? null : (
            <Button tone="quiet" icon="close" label={words('restored.dismiss')} onPress={() => setRead(true)} />
          )}
        </div>
      )}
    </div>
  )
}
