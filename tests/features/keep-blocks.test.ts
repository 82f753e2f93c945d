import { describe, expect, it } from 'vitest'
import type { UrgentBlockRecord } from '../../domain/breaks/urgent-block.ts'
import type { CaseId } from '../../domain/kernel/ids.ts'
import { ok } from '../../domain/kernel/result.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { ShiftRecord } from '../../domain/schedule/shift.ts'
import { keepBlocks } from '../../renderer/app/keep-blocks.ts'
import type { QueueRow } from '../../renderer/data/repository.ts'
import { noonPlus, someBlock, someShift } from '../support/blocks.ts'
import { ana, ben, someCase, someContact, someQueue } from '../support/records.ts'

const row = (change: Parameters<typeof someCase>[0] = {}, more: Partial<QueueRow> = {}) =>
  ({
    case: someCase({ priority: 'urgent', ...change }),
    sla: someQueue().sla,
    live: null,
    promiseDueAt: null,
    skippedAt: null,
    ...more,
  }) as QueueRow

/** A value that the test changes. */
function told<Value>(first: Value) {
  const hearers = new Set<(value: Value) => void>()
  let value = first
  return {
    live: {
      getValue: () => value,
      subscribe(next: (value: Value) => void) {
        hearers.add(next)
        next(value)
        return { unsubscribe: () => void hearers.delete(next) }
      },
    },
    set(to: Value) {
      value = to
      for (const hear of hearers) hear(to)
    },
  }
}

/** A desk at minute 60 after noon, where the block begins, whose clock the test turns. */
function openKeeper(first: { rows?: QueueRow[]; block?: UrgentBlockRecord } = {}) {
  let now = noonPlus(60)
  let timer: { at: number; run: () => void } | null = null
  const blocks = told([first.block ?? someBlock()])
  const rows = told(first.rows ?? [])
  const shifts = told<ShiftRecord[]>([someShift()])
  const ended: unknown[] = []
  const keeper = keepBlocks({
    repository: {
      urgentBlocks: () => blocks.live,
      queue: () => rows.live,
      ownShifts: () => shifts.live,
      commit: async (name: string, args: object) => {
        ended.push([name, args, (now - noonPlus(60)) / 1_000])
        return ok({ id: 'm' as never, kept: 'journal' as const })
      },
    } as never,
    actor: ana,
    now: () => now,
    timers: {
      after(ms, run) {
        timer = { at: now + ms, run }
        return () => {
          timer = null
        }
      },
      every: () => () => {},
    },
    failed(error) {
      throw error
    },
  })
  return {
    blocks,
    rows,
    shifts,
    ended,
    keeper,
    until(seconds: number) {
      const end = noonPlus(60) + seconds * 1_000
      while (timer !== null && timer.at <= end) {
        const due: { at: number; run: () => void } = timer
        timer = null
        now = due.at as EpochMs
        due.run()
      }
      now = end as EpochMs
    },
  }
}
const empty = ['urgentBlock.end', { blockId: 'b-1', because: 'list-empty' }]

describe('the desk watches over time kept for urgent cases', () => {
  it('ends it when no urgent case has been left for a minute [C13]', () => {
    const desk = openKeeper({ rows: [row()] })
    desk.until(300)
    expect(desk.ended).toEqual([])
    desk.rows.set([row({ assigneeId: ben.id })])
    desk.until(359)
    expect(desk.ended).toEqual([])
    desk.until(400)
    expect(desk.ended).toEqual([[...empty, 360]])
  })
  it('goes on while an urgent case comes within that minute, or the agent is still with its customer', () => {
    const desk = openKeeper()
    desk.until(30)
    desk.rows.set([row({ assigneeId: ana.id })])
    desk.until(200)
    const live = someContact({ agentId: ana.id, answeredAt: noonPlus(60) })
    desk.rows.set([row({ assigneeId: ana.id, replyDueAt: null }, { live })])
    desk.until(900)
    expect(desk.ended).toEqual([])
  })
  it('counts no case that is not urgent, and none of another queue', () => {
    const rows = [row({ priority: 'normal' }), row({ id: 'c-8' as CaseId, queueId: 'finance' as never })]
    const desk = openKeeper({ rows })
    desk.until(60)
    expect(desk.ended).toEqual([[...empty, 60]])
  })
  it('ends it when the plan puts a meeting there, and never one that is ended or of somebody else', () => {
    const desk = openKeeper({ rows: [row()] })
    desk.shifts.set([someShift(), someShift([['meeting', 70, 90]], { version: 2, knownFrom: noonPlus(0) })])
    expect(desk.ended).toEqual([['urgentBlock.end', { blockId: 'b-1', because: 'plan' }, 0]])
    const other = openKeeper({ block: someBlock({ userId: ben.id }) })
    other.until(600)
    const over = openKeeper({ block: someBlock({ endedAt: noonPlus(55) }) })
    over.until(600)
    expect([other.ended, over.ended]).toEqual([[], []])
  })
  it('does nothing once it is stopped', () => {
    const desk = openKeeper()
    desk.keeper.stop()
    desk.until(600)
    expect(desk.ended).toEqual([])
  })
})
