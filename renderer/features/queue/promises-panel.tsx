import type { KeyboardEvent } from 'react'
import { useEffect, useRef } from 'react'
import { useDeps } from '../../deps/deps.ts'
import { useIsWhole } from '../../deps/use-is-whole.ts'
import { Button, useKeyWords } from '../../kit/button.tsx'
import { useWords } from '../../words/use-words.ts'
import { partPromises } from './part-promises.ts'
import { PromiseItem } from './promise-item.tsx'
import './promises.css'
import { useMinute, usePromises } from './use-promises.ts'

/** The ledger of everything promised and not yet settled. Modeless: the agent goes on working beside it. */
export function PromisesPanel({ onClose }: { onClose: () => void }) {
  const words = useWords()
  const keyWords = useKeyWords()
  const { account } = useDeps()
  const panel = useRef<HTMLElement>(null)
  const rows = usePromises()
  const now = useMinute()
  const isWhole = useIsWhole() !== false
  const parts = partPromises(rows ?? [], account.userId)
  const mine = parts.find(({ of }) => of === 'mine')?.rows ?? []
  const overdue = mine.filter(({ promise }) => promise.dueAt <= now).length

  useEffect(() => {
    const before = document.activeElement
    const opened = panel.current
    const first = opened?.querySelector<HTMLElement>('.promise-what')
    ;(first ?? opened)?.focus()
    return () => {
      // Only where the focus is lost with the panel: the agent may have gone on elsewhere.
      const at = document.activeElement
      if (before instanceof HTMLElement && (at === document.body || at === null || opened?.contains(at))) before.focus()
    }
  }, [])

  const walk = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      event.stopPropagation()
      return onClose()
    }
    const titles = [...(panel.current?.querySelectorAll<HTMLElement>('.promise-what') ?? [])]
    const at = titles.indexOf(document.activeElement as HTMLElement)
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: titles.length - 1 }
    const to = titles[steps[event.key] ?? -1]
    if (at < 0 || to === undefined) return
    event.preventDefault()
    to.focus()
  }
  return (
    <section
      ref={panel}
      className="promises"
      role="dialog"
      aria-label={words('promises.title')}
      tabIndex={-1}
      onKeyDown={walk}
    >
      <header className="promises-head">
        <h2>{words('promises.title')}</h2>
        <span className="muted grow">{words('promises.count', { open: mine.length, overdue })}</span>
        <Button tone="quiet" icon="close" label={words('promises.close')} onPress={onClose} />
      </header>
      <div className="promises-body">
        {rows !== undefined && rows.length === 0 ? (
          <p className="promises-empty">
            {isWhole
              ? words('promises.empty', { keys: keyWords('case.promise') })
              : words('queue.refreshing', { done: 0 })}
          </p>
        ) : null}
        {parts.map((part) => (
          <div key={part.of}>
            <h3 className="promises-part">
              <span>{words(`promises.${part.of}`)}</span>
              <span className="figures">{part.rows.length}</span>
            </h3>
            <ol aria-label={words(`promises.${part.of}`)}>
              {part.rows.map((row) => (
                <PromiseItem key={row.promise.id} row={row} now={now} onLeft={() => panel.current?.focus()} />
              ))}
            </ol>
          </div>
        ))}
      </div>
      <p className="promises-foot">{words('promises.foot')}</p>
    </section>
  )
}
