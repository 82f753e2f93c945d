import type { KeyboardEvent } from 'react'
import type { QueueId } from '../../../domain/kernel/ids.ts'
import { useWords } from '../../words/use-words.ts'
import type { QueueFilter } from './order-rows.ts'

type Props = {
  /** Which list the tabs stand for. */
  controls: string
  chosen: QueueFilter
  onChoose: (filter: QueueFilter) => void
  queues: readonly { id: QueueId; name: string }[]
  /** Whether all cases are on this desk, so that their number says something. */
  isWhole: boolean
  count: { all: number; mine: number; byQueue: ReadonlyMap<QueueId, number> }
}

/** All, mine, or one queue. One stop for Tab; arrows choose. */
export function QueueFilterTabs({ controls, chosen, onChoose, queues, isWhole, count }: Props) {
  const words = useWords()
  const tabs: { id: QueueFilter; name: string; count: number }[] = [
    { id: 'all', name: words('queue.filter.all'), count: count.all },
    { id: 'mine', name: words('queue.filter.mine'), count: count.mine },
    ...queues.map(({ id, name }) => ({ id, name, count: count.byQueue.get(id) ?? 0 })),
  ]
  const at = tabs.findIndex((tab) => tab.id === chosen)
  const walk = (event: KeyboardEvent<HTMLDivElement>) => {
    const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl'
    const steps: Record<string, number> = {
      ArrowRight: at + (isRtl ? -1 : 1),
      ArrowLeft: at + (isRtl ? 1 : -1),
      Home: 0,
      End: tabs.length - 1,
    }
    const to = tabs[((steps[event.key] ?? NaN) + tabs.length) % tabs.length]
    if (to === undefined) return
    event.preventDefault()
    onChoose(to.id)
    event.currentTarget.querySelectorAll('button')[tabs.indexOf(to)]?.focus()
  }
  return (
    <div className="queue-filter" role="tablist" aria-label={words('queue.filter.name')} onKeyDown={walk}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          aria-selected={tab.id === chosen}
          aria-controls={controls}
          tabIndex={tab.id === chosen ? 0 : -1}
          onClick={() => onChoose(tab.id)}
        >
          <span>{tab.name}</span>{' '}
          {isWhole ? (
            <>
              <span className="figures">{tab.count}</span>{' '}
              <span className="vh">{words('queue.filter.cases', { count: tab.count })}</span>
            </>
          ) : null}
        </button>
      ))}
    </div>
  )
}
