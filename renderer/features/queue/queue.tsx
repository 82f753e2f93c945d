import { useObservable } from 'dexie-react-hooks'
import type { KeyboardEvent } from 'react'
import { memo, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../../domain/kernel/time.ts'
import { HEAD_ROWS } from '../../data/queue-head.ts'
import type { QueueRow } from '../../data/repository.ts'
import { followLookup } from '../../data/queue-news.ts'
import { useDeps } from '../../deps/deps.ts'
import { useGo } from '../../deps/go.ts'
import { useIsWhole } from '../../deps/use-is-whole.ts'
import { useNow } from '../../deps/use-now.ts'
import { Button } from '../../kit/button.tsx'
import { RowGrid } from '../../kit/row-grid.tsx'
import { useCommand } from '../../kit/use-command.ts'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import { followCount, followOrder } from './follow-queue.ts'
import { Notice } from './next-notice.tsx'
import type { OrderedPart, QueueFilter } from './order-rows.ts'
import { keptByBeingOpen, rowsAround } from './order-rows.ts'
import { readAhead } from './read-ahead.ts'
import './queue.css'
import { QueueFilterTabs } from './queue-filter.tsx'
import type { RowSight } from './queue-row.tsx'
import { QueueRowContent, rowNameAt } from './queue-row.tsx'
import { RefreshLine } from './refresh-line.tsx'
import { UrgentLine } from './urgent-line.tsx'
import { useNextCase } from './use-next-case.ts'
import { usePresence } from './use-presence.ts'
import { useRestingOrder } from './use-resting-order.ts'
import { useRowMenu } from './use-row-menu.ts'
import { whyWords } from './why-words.ts'

const NONE: readonly QueueRow[] = []
const followQueue = () => ({ countOf: followCount(), lookUp: followLookup(), orderOf: followOrder() })
/** What the case that was just opened is made of comes first. */
const NEXT_AHEAD_AFTER_MS = 500

type Props = {
  openId: CaseId | null
  onOpen: (id: CaseId) => void
  /** The first rows are on the screen. */
  onShown: () => void
}

/** What waits, most pressing first. */
export const Queue = memo(function Queue({ openId, onOpen, onShown }: Props) {
  const words = useWords()
  const format = useFormat()
  const { repository, account, queueHead, timers } = useDeps()
  const go = useGo()
  const me = account.userId
  const listId = useId()
  const whyId = useId()
  const [filter, setFilter] = useState<QueueFilter>('all')
  const [attended, setAttended] = useState<CaseId | null>(null)
  // Before it is known nothing is said.
  const isWhole = useIsWhole()
  const { rows: read, takeNext, peekNext, notice, closeNotice, tell } = useNextCase(openId, isWhole === false)
  // Until the queue is read, what stood at its top the last time is worth more than nothing.
  const rows = read ?? queueHead.rows ?? undefined
  const queues = useObservable(useMemo(() => repository.queues(), [repository]))
  const presence = usePresence()
  // The order, the rows' names and the reasons are worked out on the minute; the clocks that are seen tick by themselves.
  const now = useNow((at) => (MINUTE_MS - (at % MINUTE_MS)) as Ms)
  // The full minute: the order must be the same however often it is drawn within it.
  const minute = (now - (now % MINUTE_MS)) as EpochMs
  const [{ countOf, lookUp, orderOf }] = useState(followQueue)
  const count = useMemo(() => countOf(rows ?? NONE, me), [countOf, rows, me])
  const byId = useMemo(() => lookUp(rows ?? NONE), [lookUp, rows])
  const keptId = keptByBeingOpen(openId === null ? undefined : byId.get(openId))
  const fresh = useMemo(
    () => orderOf(rows ?? NONE, filter, { me, openId: keptId, now: minute }),
    [orderOf, rows, filter, me, keptId, minute],
  )
  useEffect(() => {
    if (read === undefined || filter !== 'all') return
    const top = fresh.flatMap(({ caseIds }) => caseIds.slice(0, HEAD_ROWS)).slice(0, HEAD_ROWS)
    queueHead.keep(top.flatMap((id) => byId.get(id) ?? []))
  }, [read, filter, fresh, byId, queueHead])
  const isKnown = useCallback((id: CaseId) => byId.has(id), [byId])
  const { parts, newCount, showNew, watch } = useRestingOrder(fresh, filter, isKnown)
  const own = useMemo(() => queues?.filter((queue) => account.queueIds.includes(queue.id)) ?? [], [queues, account])
  const menuOf = useRowMenu({ queues: own, onRefused: (refusal) => tell({ kind: 'refused', refusal }) })

  const told = useRef(false)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (rows === undefined || told.current) return
    told.current = true
    onShown()
    if (document.activeElement === null || document.activeElement === document.body) title.current?.focus()
  }, [rows, onShown])
  useCommand('queue.next', () => void takeNext())
  useCommand('queue.skip', () => (openId === null ? false : go.ask({ form: 'skip', caseId: openId })))

  const grid = useMemo(() => {
    const titleOf = ({ part, caseIds }: OrderedPart) =>
      part.of === 'waiting'
        ? words('queue.waiting', { queue: byId.get(caseIds[0] ?? '')?.queueName ?? '' })
        : words(`queue.${part.of}`)
    return parts.map((each) => ({ id: each.key, title: titleOf(each), ids: each.caseIds }))
  }, [parts, byId, words])
  const sightOf = (id: string): RowSight => {
    const holder = byId.get(id)?.case.assigneeId ?? null
    return { isOthers: holder !== null && holder !== me, ...presence.of(id) }
  }
  const nameOf = (id: string) => {
    const row = byId.get(id)
    return row === undefined ? '' : rowNameAt(words, format, row, minute, sightOf(id))
  }
  const draw = (id: string) => {
    const row = byId.get(id)
    return row === undefined ? null : <QueueRowContent row={row} {...sightOf(id)} />
  }
  const open = (id: string) => {
    closeNotice()
    onOpen(id as CaseId)
  }
  const reading = useMemo(() => readAhead<CaseId>(timers.after, repository.fetchAhead), [repository, timers])
  useEffect(() => reading.end, [reading])
  const attend = useCallback(
    (id: string | null) => {
      setAttended(id as CaseId | null)
      reading.attend(id as CaseId | null, (near) => repository.fetchNear(rowsAround(near, parts)))
    },
    [reading, repository, parts],
  )
  const isRead = read !== undefined
  // Where no row is looked at, it is the next one that will be opened.
  useEffect(() => {
    if (!isRead || attended !== null) return
    return timers.after(NEXT_AHEAD_AFTER_MS, () => {
      const next = peekNext()
      if (next !== null) repository.fetchAhead(next)
    })
  }, [isRead, attended, openId, peekNext, repository, timers])
  const whyRow = attended === null ? undefined : byId.get(attended)
  const showNewAtHome = (event: KeyboardEvent) => {
    if (event.key === 'Home') showNew()
  }

  return (
    <section className="queue" aria-label={words('areas.queue')} data-area="queue" {...watch}>
      <header className="queue-head">
        {/* Where a desk begins: it reads where one is, and holds no order back as a row would. */}
        <h2 ref={title} tabIndex={-1} data-first-focus="true">
          {words('queue.name')}
        </h2>
        {newCount > 0 ? (
          <Button icon="arrow-up" className="queue-new" onPress={showNew}>
            {words('queue.new', { count: newCount })}
          </Button>
        ) : null}
        <Button tone="primary" command="queue.next" onPress={() => void takeNext()}>
          {words('queue.next')}
        </Button>
      </header>
      <QueueFilterTabs
        controls={listId}
        chosen={filter}
        onChoose={setFilter}
        queues={own}
        isWhole={isWhole !== false && read !== undefined}
        count={count}
      />
      <div className="queue-list" id={listId} onKeyDownCapture={showNewAtHome}>
        {isWhole === false ? <RefreshLine /> : null}
        {read !== undefined && grid.length === 0 && isWhole === true ? (
          <p className="queue-empty">{words('queue.empty')}</p>
        ) : null}
        {rows === undefined ? null : (
          <RowGrid
            label={words('queue.name')}
            parts={grid}
            openId={openId}
            onOpen={open}
            nameOf={nameOf}
            draw={draw}
            onAttend={attend}
            describedBy={whyId}
            menu={{
              labelOf: (id) => words('queue.menu', { subject: byId.get(id)?.case.subject ?? '' }),
              partsOf: (id) => {
                const row = byId.get(id)
                return row === undefined ? [] : menuOf(row)
              },
            }}
          />
        )}
      </div>
      <footer className="queue-foot">
        <UrgentLine rows={read ?? NONE} />
        <Notice notice={notice} onClose={closeNotice} />
        {notice === null ? (
          <p id={whyId} className="queue-why">
            {whyRow === undefined ? words('queue.order') : whyWords(words, format, whyRow, now)}
          </p>
        ) : null}
      </footer>
    </section>
  )
})
