import { useEffect, useRef, useState } from 'react'
import type { ThreadEntry } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useGo } from '../../deps/go.ts'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import { afterDelivery, deliveryIcon } from './delivery-words.ts'
import { useTakeBack } from './use-take-back.ts'

/** How far one's own words have come, in words, and what can still be done about it. */
export function DeliveryLine({ entry, now }: { entry: ThreadEntry; now: number }) {
  const words = useWords()
  const format = useFormat()
  const go = useGo()
  const { composer } = useDeps()
  const { takeBack, refusal } = useTakeBack()
  const { delivery, heldUntil, mutationId } = entry
  // Offline nothing is written when the time is up: the clock alone says that it now waits like everything else.
  const [overAt, setOverAt] = useState<number | null>(null)
  if (delivery === null) return null
  if (heldUntil !== null && heldUntil !== overAt && mutationId !== null) {
    return (
      <p className="case-delivery" data-delivery="held">
        <Icon name="clock" size={14} />
        <Countdown until={heldUntil} onOver={() => setOverAt(heldUntil)} />
        <Button
          tone="quiet"
          className="case-way"
          command="composer.undoSend"
          onPress={() => void takeBack(mutationId, entry.message.caseId)}
        >
          {words('timeline.undo')}
        </Button>
        <Refused refusal={refusal} />
      </p>
    )
  }
  const after = afterDelivery(words, format, entry, now)
  return (
    <p className="case-delivery" data-delivery={delivery}>
      <Icon name={deliveryIcon[delivery]} size={14} />
      <span className="case-delivery-word">{words(`delivery.${delivery}`)}</span>
      {after === '' ? null : <span>{after}</span>}
      {delivery === 'queued' && mutationId !== null ? (
        <Button tone="quiet" className="case-way" onPress={() => void takeBack(mutationId, entry.message.caseId)}>
          {words('timeline.edit-again')}
        </Button>
      ) : null}
      {delivery === 'delivery-unknown' || (delivery === 'needs-you' && entry.refusal === null) ? (
        <Button
          tone="quiet"
          className="case-way"
          onPress={() => composer.insert(entry.message.caseId, { text: entry.message.body, mode: 'reply' })}
        >
          {words('timeline.write-again')}
        </Button>
      ) : null}
      {delivery === 'needs-you' && entry.refusal !== null ? (
        <Button tone="quiet" className="case-way" onPress={() => go.showOutbox()}>
          {words('timeline.to-outbox')}
        </Button>
      ) : null}
      <Refused refusal={refusal} />
    </p>
  )
}

function Refused({ refusal }: { refusal: 'gone' | 'failed' | null }) {
  const words = useWords()
  return refusal === null ? null : (
    <span className="tone-danger" role="alert">
      {words(`timeline.undo.${refusal}`)}
    </span>
  )
}

/** Counts on this machine's clock, as the outbox that holds the message does. */
function Countdown({ until, onOver }: { until: number; onOver: () => void }) {
  const words = useWords()
  const format = useFormat()
  const { now, timers } = useDeps()
  const [leftMs, setLeftMs] = useState(() => until - now())
  const over = useRef(onOver)
  useEffect(() => {
    over.current = onOver
  })
  useEffect(() => {
    if (leftMs <= 0) return over.current()
    return timers.after(leftMs % 1_000 || 1_000, () => setLeftMs(until - now()))
  }, [leftMs, now, timers, until])
  return (
    // Read with the message, not second by second.
    <span className="num case-delivery-word" aria-live="off">
      {words('timeline.sending-in', { length: format.length(Math.max(0, Math.ceil(leftMs / 1_000) * 1_000)) })}
    </span>
  )
}
