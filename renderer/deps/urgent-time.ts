import { useMemo, useSyncExternalStore } from 'react'
import type { UrgentBlockRecord } from '../../domain/breaks/urgent-block.ts'
import { ranAt, urgentBlockPhase } from '../../domain/breaks/urgent-block.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../domain/kernel/time.ts'
import { useDeps } from './deps.ts'
import { useNow } from './use-now.ts'

const NONE: readonly UrgentBlockRecord[] = []

/** What this agent keeps of their time for urgent cases, by its beginning, also what is over. */
export function useOwnBlocks(): readonly UrgentBlockRecord[] {
  const { repository, account } = useDeps()
  const live = useMemo(() => repository.urgentBlocks(), [repository])
  const hear = useMemo(
    () => (changed: () => void) => {
      const { unsubscribe } = live.subscribe(changed)
      return unsubscribe
    },
    [live],
  )
  const all = useSyncExternalStore(hear, () => live.getValue())
  return useMemo(() => all?.filter(({ userId }) => userId === account.userId) ?? NONE, [all, account.userId])
}

/** How long until a block begins or ends by the clock; a minute at most, so that words made from the time stay true. */
export function untilBlocksTurn(blocks: readonly UrgentBlockRecord[], now: EpochMs): Ms {
  const edges = blocks.flatMap(({ startsAt, endsAt }) => [startsAt - now, endsAt - now]).filter((ms) => ms > 0)
  return Math.min(MINUTE_MS - (now % MINUTE_MS), ...edges) as Ms
}

/** The block that holds other work back now, and the next one after it. Null: there is none. */
export function useUrgentTime(): {
  now: EpochMs
  blocks: readonly UrgentBlockRecord[]
  running: UrgentBlockRecord | null
  ahead: UrgentBlockRecord | null
} {
  const blocks = useOwnBlocks()
  const now = useNow((at) => untilBlocksTurn(blocks, at))
  const running = blocks.find((block) => ranAt(block, now)) ?? null
  const ahead = blocks.find((block) => urgentBlockPhase(block, now) === 'ahead') ?? null
  return { now, blocks, running, ahead }
}
