import type { UrgentBlock, UrgentBlockRecord } from '../../domain/breaks/urgent-block.ts'
import { DEFAULT_URGENT_BLOCK_POLICY, stepUrgentBlock, urgentBlockPhase } from '../../domain/breaks/urgent-block.ts'
import type { UrgentBlockId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../domain/kernel/time.ts'
import type { Actor } from '../../domain/people/person.ts'
import { countUrgentFor } from '../../domain/routing/next-case.ts'
import { shiftOver } from '../../domain/schedule/shift-over.ts'
import type { ShiftRecord } from '../../domain/schedule/shift.ts'
import type { DeskRepository, QueueRow } from '../data/repository.ts'
import type { Timers } from '../deps/deps.ts'

type Ports = {
  repository: Pick<DeskRepository, 'urgentBlocks' | 'queue' | 'ownShifts' | 'commit'>
  actor: Actor
  timers: Timers
  /** On the server's clock. */
  now(): EpochMs
  failed(error: unknown): void
}

const policy = DEFAULT_URGENT_BLOCK_POLICY

/**
 * Watches over the agent's own blocks and ends one early when no urgent case is left or a new plan has something else
 * there. One window does; offline as well as online, because it is an action like any other.
 */
export function keepBlocks({ repository, actor, timers, now, failed }: Ports): { stop(): void } {
  let blocks: readonly UrgentBlockRecord[] = []
  let rows: readonly QueueRow[] | null = null
  let shifts: readonly ShiftRecord[] = []
  /** Since when the list of a block has been empty. */
  const emptySince = new Map<UrgentBlockId, EpochMs | null>()
  const ending = new Set<UrgentBlockId>()
  let stopTick: (() => void) | null = null
  let isStopped = false

  async function end(blockId: UrgentBlockId, because: 'list-empty' | 'plan'): Promise<void> {
    ending.add(blockId)
    const done = await repository.commit('urgentBlock.end', { blockId, because })
    // The disk is full: the next look tries again.
    if (!done.ok) ending.delete(blockId)
  }

  function look(): void {
    stopTick?.()
    stopTick = null
    if (isStopped || rows === null) return
    const at = now()
    const left = blocks.filter((each) => urgentBlockPhase(each, at) !== 'over' && !ending.has(each.id))
    for (const each of left) {
      const state = stepped({ ...each, emptySince: emptySince.get(each.id) ?? null }, rows, at)
      emptySince.set(each.id, state.emptySince)
      const { endedBecause: because } = state
      if (because === 'list-empty' || because === 'plan') end(each.id, because).catch(failed)
    }
    if (left.length > 0) stopTick = timers.after(untilNextLook(left, at), look)
  }

  function stepped(block: UrgentBlock, seen: readonly QueueRow[], at: EpochMs): UrgentBlock {
    const shift = shiftOver(shifts, block.startsAt, at)
    const planned = shift === null ? block : stepUrgentBlock(block, { type: 'plan', shift }, at, policy)
    return stepUrgentBlock(planned, { type: 'urgent-counted', count: countUrgentFor(seen, actor, at) }, at, policy)
  }

  /** A promise may fall due, and with it a case begin to wait, without a word from the store. */
  function untilNextLook(left: readonly UrgentBlockRecord[], at: EpochMs): Ms {
    const due = left.map(({ id }) => (emptySince.get(id) ?? at + MINUTE_MS) + policy.emptyForMs - at)
    return Math.min(MINUTE_MS, ...due.filter((ms) => ms > 0)) as Ms
  }

  const watching = [
    repository.urgentBlocks().subscribe((all) => {
      blocks = all.filter(({ userId }) => userId === actor.id)
      look()
    }, failed),
    repository.ownShifts().subscribe((mine) => {
      shifts = mine
      look()
    }, failed),
    repository.queue().subscribe((all) => {
      rows = all
      look()
    }, failed),
  ]
  return {
    stop() {
      isStopped = true
      stopTick?.()
      for (const each of watching) each.unsubscribe()
    },
  }
}
