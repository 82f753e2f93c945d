import type { KeyboardEvent } from 'react'
import { useRef, useState } from 'react'
import { isAllowed } from '../../../domain/people/permissions.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { PromiseKind } from '../../../domain/promises/promise.ts'
import type { KeepRefusal, PromiseRow } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useGo } from '../../deps/go.ts'
import { Button } from '../../kit/button.tsx'
import type { IconName } from '../../kit/icon.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import type { PromiseChange } from './promise-change.tsx'
import { PromiseChangeForm } from './promise-change.tsx'

const kindIcon: Record<PromiseKind, IconName> = {
  'call-back': 'phone',
  update: 'email',
  refund: 'money',
  other: 'promises',
}
const WAYS = [
  { id: 'kept', key: '1' },
  { id: 'move', key: '2' },
  { id: 'give', key: '3' },
  { id: 'drop', key: 'Delete' },
] as const

type Props = { row: PromiseRow; now: EpochMs; onLeft: () => void }

/** One open promise: what, to whom, by when, whose; and its ways out. */
export function PromiseItem({ row, now, onLeft }: Props) {
  const words = useWords()
  const format = useFormat()
  const go = useGo()
  const { repository, account } = useDeps()
  const [change, setChange] = useState<PromiseChange | null>(null)
  const [refusal, setRefusal] = useState<KeepRefusal | null>(null)
  const title = useRef<HTMLButtonElement>(null)
  const { promise } = row
  const isOverdue = promise.dueAt <= now
  const isToday = new Date(promise.dueAt).toDateString() === new Date(now).toDateString()
  const when = words(isOverdue ? 'promises.overdue' : 'promises.due', {
    when: isToday ? format.clock(promise.dueAt) : format.moment(promise.dueAt, now),
  })
  const mayHandle = isAllowed(account.role, 'promise.handle')

  const keep = async () => {
    const { id: promiseId, caseId } = promise
    const done = await repository.commit('promise.settle', { caseId, promiseId, state: 'kept', why: '' })
    setRefusal(done.ok ? null : done.refusal)
    // The line is about to go: the focus moves on while it still stands.
    if (done.ok) onLeft()
  }
  const take = (way: (typeof WAYS)[number]['id']) => {
    if (way === 'kept') void keep()
    else setChange(way)
  }
  const takeByKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || change !== null || !mayHandle) return
    const way = WAYS.find((each) => each.key === event.key)
    if (way === undefined) return
    event.preventDefault()
    take(way.id)
  }
  const closeChange = () => {
    setChange(null)
    title.current?.focus()
  }
  return (
    <li className="promise-item" data-overdue={isOverdue || undefined} onKeyDown={takeByKey}>
      <Icon name={kindIcon[promise.kind]} />
      <div className="promise-body">
        <div className="promise-head">
          <button
            ref={title}
            type="button"
            className="promise-what"
            aria-label={words('promises.item', {
              words: promise.words,
              customer: row.customerName,
              when,
              isUnsent: row.hasUnsent ? 'yes' : 'no',
            })}
            onClick={() => go.openCase(promise.caseId)}
          >
            <span dir="auto">{promise.words}</span>
          </button>
          <span className="promise-due">
            <Icon name={isOverdue ? 'late' : 'clock'} size={14} />
            <span className="figures">{when}</span>
          </span>
        </div>
        <p className="promise-meta clip" dir="auto">
          {[row.customerName, row.caseSubject, row.hasUnsent ? words('queue.unsent') : ''].filter(Boolean).join(', ')}
        </p>
        {promise.ownerId === account.userId ? null : (
          <p className="promise-meta">
            <Icon name="user" size={14} /> {words('promises.owner', { name: row.ownerName || words('queue.someone') })}
          </p>
        )}
        {change !== null ? (
          <PromiseChangeForm row={row} change={change} now={now} onClose={closeChange} onDone={onLeft} />
        ) : mayHandle ? (
          <div className="promise-ways">
            {WAYS.map(({ id }) => (
              <Button key={id} tone={id === 'kept' ? 'plain' : 'quiet'} onPress={() => take(id)}>
                {words(`promises.${id}`)}
                <kbd aria-hidden="true">{words(`promises.key.${id}`)}</kbd>
              </Button>
            ))}
          </div>
        ) : null}
        {refusal === null ? null : (
          <p className="problem" role="alert">
            {words(`refusal.${refusal}`)}
          </p>
        )}
      </div>
    </li>
  )
}
