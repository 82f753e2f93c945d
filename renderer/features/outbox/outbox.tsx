import { useEffect, useRef } from 'react'
import { Button } from '../../kit/button.tsx'
import { useWords } from '../../words/use-words.ts'
import { OutboxItem } from './outbox-item.tsx'
import { inOutboxOrder } from './outbox-words.ts'
import './outbox.css'
import { useOutbox } from './use-outbox.ts'

/** Everything that is not settled. Modeless: the agent goes on working beside it. */
export function Outbox({ onClose }: { onClose: () => void }) {
  const words = useWords()
  const panel = useRef<HTMLElement>(null)
  const entries = useOutbox()
  const needsYou = entries.filter(({ state }) => state === 'needs-you').length
  const unsent = entries.length - needsYou

  useEffect(() => {
    const before = document.activeElement
    panel.current?.focus()
    const opened = panel.current
    return () => {
      // Only where the focus is lost with the panel: the agent may have gone on elsewhere.
      const at = document.activeElement
      if (before instanceof HTMLElement && (at === document.body || at === null || opened?.contains(at))) before.focus()
    }
  }, [])

  return (
    <section
      ref={panel}
      className="outbox"
      role="dialog"
      aria-label={words('outbox.title')}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
        event.preventDefault()
        event.stopPropagation()
        onClose()
      }}
    >
      <header className="outbox-head">
        <h2>{words('outbox.title')}</h2>
        <span className="muted">
          {needsYou > 0
            ? words('outbox.needs-you', { count: needsYou })
            : unsent > 0
              ? words('outbox.waiting', { count: unsent })
              : ''}
        </span>
        <Button tone="quiet" icon="close" label={words('outbox.close')} onPress={onClose} />
      </header>
      {entries.length === 0 ? (
        <p className="outbox-empty">{words('outbox.empty')}</p>
      ) : (
        <ol className="outbox-list" aria-label={words('outbox.list')}>
          {inOutboxOrder(entries).map((entry) => (
            <OutboxItem key={entry.mutation.id} entry={entry} onLeft={() => panel.current?.focus()} />
          ))}
        </ol>
      )}
      <p className="outbox-foot">{words('outbox.foot')}</p>
    </section>
  )
}
