import { useState } from 'react'
import { useDeps } from '../../deps/deps.ts'
import { Button } from '../../kit/button.tsx'
import { useWords } from '../../words/use-words.ts'

/** Tells once what opening the local store brought back. It lies over the foot of the window and moves nothing. */
export function RestoredNotice() {
  const words = useWords()
  const { restored } = useDeps()
  const [isRead, setRead] = useState(false)
  if (restored === null || isRead) return null
  const { reason, restoredActions: actions, restoredDrafts: drafts } = restored
  return (
    <div role="status" className="restored">
      <p>{words(`restored.${reason}`, { actions, drafts, both: actions > 0 && drafts > 0 ? 'yes' : 'no' })}</p>
      <Button tone="quiet" icon="close" label={words('restored.dismiss')} onPress={() => setRead(true)} />
    </div>
  )
}
