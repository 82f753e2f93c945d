import { useEffect, useRef } from 'react'
import { Button } from '../../kit/button.tsx'
import { useWords } from '../../words/use-words.ts'
import { OutboxItem } from './outbox-item.tsx'
import { inOutboxOrder } from './outbox-words.ts'
import './outbox.css'
import { SentList } from './sent-list.tsx'
import { useOutbox } from './use-outbox.ts'

/** Everything that is not settled. Modeless: the agent goes on working beside it. */
export function Outbox({ onClose }: { onClose: () => void }) {
  const words = useWords()
  const panel = useRef<HTMLElement>(null)
  const entries = useOutbox()
  const needsYou = entries.filter(({ state }) => state === 'needs-you').length
  const unsent = entries.length - needsYou

  const items = () => [...(panel.current?.querySelectorAll<HTMLElement>('ol > .outbox-item') ?? [])]
  /** Onto the item beside the one that has the focus, or onto the first. */
  const walk = (step: 1 | -1) => {
    const all = items()
    const at = all.findIndex((item) => item.contains(document.activeElement))
    const next = at === -1 ? all[0] : all[at + step]
    next?.focus()
  }
  /** The item goes: on to the next one, while it still stands. */
  const leaveItem = () => {
    const all = items()
    const at = all.findIndex((item) => item.contains(document.activeElement))
    const next = all[at + 1] ?? all[at - 1] ?? panel.current
    next?.focus()
  }
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
  const hasItems = entries.length > 0
  useEffect(() => {
    // Opened for what is in it, so its keys work at once.
    if (hasItems && document.activeElement === panel.current) items()[0]?.focus()
  }, [hasItems])

  return (
    <section
      ref={panel}
      className="outbox"
      role="dialog"
      aria-label={words('outbox.title')}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey || event.metaKey) return
        const keys: Record<string, () => void> = { Escape: onClose, ArrowDown: () => walk(1), ArrowUp: () => walk(-1) }
        const run = keys[event.key]
        if (run === undefined) return
        event.preventDefault()
        event.stopPropagation()
        run()
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
      <div className="outbox-list">
        {entries.length === 0 ? <p className="outbox-empty">{words('outbox.empty')}</p> : null}
        <ol aria-label={words('outbox.list')} hidden={entries.length === 0}>
          {inOutboxOrder(entries).map((entry) => (
            <OutboxItem key={entry.mutation.id} entry={entry} onLeft={leaveItem} />
          ))}
        </ol>
        <SentList />
      </div>
      <p className="outbox-foot">{words('outbox.foot')}</p>
    </section>
  )
}
