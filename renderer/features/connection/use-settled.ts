import { useEffect, useState } from 'react'
import type { ConnectionState } from '../../../domain/connection/connection-state.ts'
import type { Timers } from '../../deps/deps.ts'
import { HOLD_MS, showsAtOnce } from './settle.ts'

/** The connection as it is shown: what shows at once, and any other state when it has held. */
export function useSettled(current: ConnectionState | undefined, timers: Timers): ConnectionState | undefined {
  const [shown, setShown] = useState(current)
  /** The state that has held long enough to be shown. */
  const [due, setDue] = useState<ConnectionState['state'] | null>(null)
  const isAtOnce = showsAtOnce(shown, current) || (due !== null && due === current?.state)
  if (isAtOnce && shown !== current) setShown(current)
  if (due !== null) setDue(null)

  const waiting = isAtOnce ? undefined : current?.state
  useEffect(() => {
    if (waiting === undefined) return
    return timers.after(HOLD_MS, () => setDue(waiting))
  }, [waiting, timers])
  return isAtOnce ? current : shown
}
