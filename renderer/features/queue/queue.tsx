import { useObservable } from 'dexie-react-hooks'
import type { KeyboardEvent } from 'react'
import { useEffect, useMemo, useRef } from 'react'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import type { Ms } from '../../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../../domain/kernel/time.ts'
import { slaStep } from '../../../domain/sla/sla-step.ts'
import type { QueueRow } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useNow } from '../../deps/use-now.ts'
import { Button } from '../../kit/button.tsx'
import { RowGrid } from '../../kit/row-grid.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import type { QueuePart } from './order-rows.ts'
import { orderRows } from './order-rows.ts'
import './queue.css'
import { QueueRowContent, rowName } from './queue-row.tsx'
import { useRestingOrder } from './use-resting-order.ts'

type Props = {
  openId: CaseId | null
  onOpen: (id: CaseId) => void
  /** The first rows are on the screen. */
  onShown: () => void
}

/** What waits, most pressing first. */
export function Queue({ openId, onOpen, onShown }: Props) {
  const words = useWords()
  const format = useFormat()
  const { repository, account } = useDeps()
  const live = useMemo(() => repository.queue(), [repository])
  const rows: QueueRow[] | undefined = useObservable(live)
  const fresh = useMemo(() => orderRows(rows ?? [], account.userId, openId), [rows, account.userId, openId])
  const byId = useMemo(() => new Map(rows?.map((row) => [row.case.id, row])), [rows])
  const { parts, newCount, showNew, watch } = useRestingOrder(fresh, (id) => byId.has(id))
  // The rows' names are told on the minute; the clocks that are seen tick by themselves.
  const now = useNow((at) => (MINUTE_MS - (at % MINUTE_MS)) as Ms)

  const told = useRef(false)
  useEffect(() => {
    if (rows === undefined || told.current) return
    told.current = true
    onShown()
  }, [rows, onShown])

  const titleOf = (part: QueuePart, first: QueueRow | undefined) =>
    part.of === 'waiting' ? words('queue.waiting', { queue: first?.queueName ?? '' }) : words(`queue.${part.of}`)
  const grid = parts.map(({ key, part, caseIds }) => ({
    id: key,
    title: titleOf(part, byId.get(caseIds[0] as CaseId)),
    rows: caseIds.flatMap((id) => {
      const row = byId.get(id)
      if (row === undefined) return []
      const sla = slaStep(row.case.replyDueAt, now)
      const isOthers = row.case.assigneeId !== null && row.case.assigneeId !== account.userId
      const name = rowName(words, format, row, sla, isOthers)
      return [{ id, name, content: <QueueRowContent row={row} isOthers={isOthers} /> }]
    }),
  }))
  const showNewAtHome = (event: KeyboardEvent) => {
    if (event.key === 'Home') showNew()
  }

  return (
    <section className="queue" aria-label={words('areas.queue')} data-area="queue" {...watch}>
      <header className="queue-head">
        <h2>{words('queue.name')}</h2>
        {newCount > 0 ? (
          <Button icon="arrow-up" className="queue-new" onPress={showNew}>
            {words('queue.new', { count: newCount })}
          </Button>
        ) : null}
      </header>
      <div className="queue-list" onKeyDownCapture={showNewAtHome}>
        {rows !== undefined && grid.length === 0 ? (
          <p className="queue-empty">{words(rows.length === 0 ? 'queue.emptyUnread' : 'queue.empty')}</p>
        ) : null}
        {rows === undefined ? null : (
          <RowGrid label={words('queue.name')} parts={grid} openId={openId} onOpen={(id) => onOpen(id as CaseId)} />
        )}
      </div>
      <footer className="queue-foot">
        <span>{words('queue.sorted')}</span>
        <span aria-hidden="true">
          <kbd>↑</kbd> <kbd>↓</kbd> <kbd>{words('keys.enter')}</kbd>
        </span>
      </footer>
    </section>
  )
}
