import type { KeyboardEvent } from 'react'
import { useState } from 'react'
import { correctedAt } from '../../../domain/kernel/time.ts'
import type { OutboxEntry } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { Button } from '../../kit/button.tsx'
import type { IconName } from '../../kit/icon.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import { textOf, whatIcon, whatWords } from './outbox-words.ts'

const stateIcon: Record<OutboxEntry['state'], IconName> = {
  waiting: 'clock',
  sending: 'arrow-up',
  'needs-you': 'refused',
}

type WayOutRefusal = 'already-sending' | 'gone' | 'disk-full' | 'disk-failed'
type Way = { id: string; words: string; key: string; shownKey: string; run: () => Promise<WayOutRefusal | null> }

/** One action that is not settled: what, to whom, since when, how far, why not, and the ways out. */
export function OutboxItem({ entry, onLeft }: { entry: OutboxEntry; onLeft: () => void }) {
  const words = useWords()
  const format = useFormat()
  const { repository, now } = useDeps()
  const [refusal, setRefusal] = useState<WayOutRefusal | null>(null)
  const { mutation, state } = entry
  const text = textOf(mutation)
  const actedAt = correctedAt(mutation.stamp)
  const isToday = new Date(actedAt).toDateString() === new Date(now()).toDateString()
  const when = isToday ? format.clock(actedAt) : format.moment(actedAt, now())

  async function dismiss(asDraft: boolean): Promise<WayOutRefusal | null> {
    const done = await repository.dismiss(mutation.id, { asDraft })
    return done.ok ? null : done.refusal
  }
  async function withdraw(): Promise<WayOutRefusal | null> {
    const done = await repository.withdraw(mutation.id)
    return done.ok ? null : done.refusal
  }
  async function take(way: Way): Promise<void> {
    const refused = await way.run()
    setRefusal(refused)
    // The item is about to go: the focus moves on while it still stands.
    if (refused === null) onLeft()
  }

  const withdrawing: Way = {
    id: 'withdraw',
    words: words('outbox.withdraw'),
    key: 'Delete',
    shownKey: words('outbox.delete'),
    run: withdraw,
  }
  const puttingBack: Way = {
    id: 'put-back',
    words: words('outbox.put-back'),
    key: '1',
    shownKey: words('outbox.first'),
    run: () => dismiss(true),
  }
  const dismissKey = text === null ? words('outbox.first') : words('outbox.second')
  const dismissing: Way = {
    id: 'dismiss',
    words: words('outbox.dismiss'),
    key: dismissKey,
    shownKey: dismissKey,
    run: () => dismiss(false),
  }
  const ways: Way[] =
    state === 'waiting'
      ? [withdrawing]
      : state === 'sending'
        ? []
        : text === null
          ? [dismissing]
          : [puttingBack, dismissing]

  function takeByKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.nativeEvent.isComposing) return
    const way = ways.find((each) => each.key === event.key)
    if (way === undefined) return
    event.preventDefault()
    void take(way)
  }

  return (
    <li className="outbox-item" data-state={state} onKeyDown={takeByKey}>
      <Icon name={whatIcon(mutation)} />
      <div className="outbox-item-body">
        <div className="outbox-item-head">
          <b className="outbox-what" title={whatWords(words, entry)}>
            {whatWords(words, entry)}
          </b>
          <span className="outbox-state">
            <Icon name={stateIcon[state]} size={14} />
            {words(`outbox.state.${state}`)}
          </span>
        </div>
        <p className="outbox-meta">{words(text === null ? 'outbox.done-at' : 'outbox.written', { when })}</p>
        {text === null ? null : (
          <p className="outbox-text" dir="auto">
            {text}
          </p>
        )}
        {entry.refusal === null ? null : <p className="outbox-why">{words(`refusal.${entry.refusal}`)}</p>}
        {entry.reference === null ? null : (
          <p className="outbox-meta code">{words('outbox.reference', { reference: entry.reference })}</p>
        )}
        {ways.length === 0 ? null : (
          <div className="outbox-ways">
            {ways.map((way, place) => (
              <Button key={way.id} tone={place === 0 ? 'plain' : 'quiet'} onPress={() => void take(way)}>
                {way.words}
                <kbd aria-hidden="true">{way.shownKey}</kbd>
              </Button>
            ))}
          </div>
        )}
        {refusal === null ? null : (
          <p className="outbox-why" role="alert">
            {refusal === 'disk-full' || refusal === 'disk-failed'
              ? words(`refusal.${refusal}`)
              : words(`outbox.refusal.${refusal}`)}
          </p>
        )}
      </div>
    </li>
  )
}
