import { useEffect, useState } from 'react'
import type { ConnectionState } from '../../../domain/connection/connection-state.ts'
import type { Timers } from '../../deps/deps.ts'

/** A state shows only after it has held for this long, so that a flapping line does not flicker. */
const HOLD_MS = 2_000

/** The connection as it is shown: figures at once, another state when it has held; what needs the agent at once. */
export function useSettled(current: ConnectionState | undefined, timers: Timers): ConnectionState | undefined {
  const [shown, setShown] = useState(current)
  const isSame = shown?.state === current?.state
  const isAtOnce = shown === undefined || isSame || current?.state === 'needs-attention'
  if (isAtOnce && current !== undefined && shown !== current) setShown(current)
  const state = current?.state
  const [due, setDue] = useState<ConnectionState['state'] | null>(null)
  useEffect(() => {
    if (isAtOnce || state === undefined) return
    return timers.after(HOLD_MS, () => setDue(state))
  }, [isAtOnce, state, timers])
  if (due !== null) {
    setDue(null)
    if (due === state && current !== undefined) setShown(current)
  }
  return isAtOnce ? (current ?? shown) : shown
}
