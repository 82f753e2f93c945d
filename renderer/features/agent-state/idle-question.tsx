import { useObservable } from 'dexie-react-hooks'
import { useEffect, useRef, useState } from 'react'
import type { IdleReading } from '../../../domain/agent-time/idle.ts'
import { mayAskIfThere } from '../../../domain/agent-time/idle.ts'
import type { EpochMs, Ms } from '../../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../../domain/kernel/time.ts'
import { useDeps } from '../../deps/deps.ts'
import { Button } from '../../kit/button.tsx'
import { useWords } from '../../words/use-words.ts'
import './agent-state.css'

const LOOK_EVERY_MS = MINUTE_MS

/**
 * Asks whether the agent is there after a long time without input. It only asks: their state stays what they said it was.
 * Where the system cannot tell, it says so. It takes no focus and makes no sound.
 */
export function IdleQuestion() {
  const words = useWords()
  const { agentTime, timers, now } = useDeps()
  const my = useObservable(() => agentTime.my, [agentTime])
  const [asked, setAsked] = useState<IdleReading | null>(null)
  const touchedAt = useRef<EpochMs | null>(null)
  const state = my?.state ?? null

  useEffect(() => {
    touchedAt.current ??= now()
    const touched = () => {
      touchedAt.current = now()
      setAsked(null)
    }
    const kinds = ['keydown', 'pointerdown', 'wheel'] as const
    for (const kind of kinds) window.addEventListener(kind, touched, { capture: true, passive: true })
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, touched, { capture: true })
    }
  }, [now])
  useEffect(() => {
    if (state === null) return
    return timers.every(LOOK_EVERY_MS, () => {
      const windowIdleMs = (now() - (touchedAt.current ?? now())) as Ms
      void agentTime.readIdle().then((reading) => {
        if (mayAskIfThere(reading, windowIdleMs, state)) setAsked(reading)
      })
    })
  }, [agentTime, timers, now, state])

  const isAsking = asked !== null && (state === 'available' || state === 'offline-working')
  return (
    <section className="idle-question" role="status" aria-label={words('idle.name')} hidden={!isAsking}>
      {isAsking ? (
        <>
          <p>{words(asked.kind === 'known' ? 'idle.known' : 'idle.unknown')}</p>
          <div className="dialog-ways">
            <Button onPress={() => agentTime.choose('break')}>{words('idle.break')}</Button>
            <Button tone="primary" onPress={() => setAsked(null)}>
              {words('idle.here')}
            </Button>
          </div>
        </>
      ) : null}
    </section>
  )
}
