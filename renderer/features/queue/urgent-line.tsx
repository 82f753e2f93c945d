import { useObservable } from 'dexie-react-hooks'
import { useMemo, useState } from 'react'
import type { UrgentBlockRecord } from '../../../domain/breaks/urgent-block.ts'
import type { UrgentBlockId } from '../../../domain/kernel/ids.ts'
import { MINUTE_MS } from '../../../domain/kernel/time.ts'
import { countHeldByBlocks } from '../../../domain/routing/next-case.ts'
import type { QueueRow } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useGo } from '../../deps/go.ts'
import { useUrgentTime } from '../../deps/urgent-time.ts'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import { useNextMemory } from './next-memory.ts'

/** What ended by itself or by somebody else is told for so long. */
const TOLD_MS = 30 * MINUTE_MS

/**
 * At the foot of the queue, by the clock that the desk shows: while the agent keeps time for urgent cases: until when, and how much waits meanwhile; before
 * it, when it begins; after an end that was not the agent's own doing, why it ended.
 */
export function UrgentLine({ rows }: { rows: readonly QueueRow[] }) {
  const words = useWords()
  const format = useFormat()
  const go = useGo()
  const { account, presence } = useDeps()
  const { now, blocks, running, ahead } = useUrgentTime()
  const memory = useNextMemory()
  const seen = useObservable(() => presence, [presence])
  const [read, setRead] = useState<ReadonlySet<UrgentBlockId>>(new Set())
  const held = useMemo(() => {
    if (running === null) return 0
    const actor = { id: account.userId, name: account.name, role: account.role, queueIds: account.queueIds }
    const sight = { presence: seen ?? { entries: [], typing: [] }, openId: null, shownAt: memory.shownAt }
    return countHeldByBlocks(rows, actor, now, { ...sight, lost: memory.lost, blocks })
  }, [rows, running, account, now, seen, memory, blocks])
  const ended = blocks.findLast((block) => wasEndedForThem(block) && now - (block.endedAt ?? 0) < TOLD_MS)
  const told = running === null && ended !== undefined && !read.has(ended.id) ? ended : null
  const said =
    running !== null
      ? words('urgent.held', { count: held, time: format.clock(running.endsAt) })
      : told !== null
        ? words('urgent.over', {
            why: told.endedBecause ?? '',
            name: told.endedBy?.name ?? '',
            time: format.clock(told.endedAt ?? now),
          })
        : ahead !== null
          ? words('urgent.begins', { from: format.clock(ahead.startsAt), to: format.clock(ahead.endsAt) })
          : ''
  return (
    // Always there, so that what comes into it is read out.
    <div
      className="queue-urgent"
      role="group"
      aria-live="polite"
      aria-label={words('urgent.name')}
      data-running={running !== null}
    >
      {said === '' ? null : (
        <>
          <Icon name="urgent" />
          <span className="grow">{said}</span>
          {told === null ? (
            <Button tone="quiet" onPress={() => go.ask({ form: 'urgent' })}>
              {words('urgent.change')}
            </Button>
          ) : (
            <Button
              tone="quiet"
              icon="close"
              label={words('queue.notice.close')}
              onPress={() => setRead(new Set([...read, told.id]))}
            />
          )}
        </>
      )}
    </div>
  )
}

/** Whoever ended it themself need not be told. */
const wasEndedForThem = ({ endedAt, endedBecause }: UrgentBlockRecord): boolean =>
  endedAt !== null && endedBecause !== 'agent'
