import type { DisputeRecord } from '../../domain/agent-time/dispute.ts'
import type { IntervalRecord } from '../../domain/agent-time/interval.ts'
import type { DisputeId, IntervalId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms, Stamp } from '../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../domain/kernel/time.ts'
import { ana, NOON } from './records.ts'

/** A stamp so many minutes after noon, on a device whose clocks are right and whose monotonic clock began at noon. */
export const minute = (minutes: number, change: Partial<Stamp> = {}): Stamp => ({
  at: (NOON + minutes * MINUTE_MS) as EpochMs,
  offsetMs: 0 as Ms,
  monotonicMs: (minutes * MINUTE_MS) as Ms,
  ...change,
})

/** An entry from minute to minute after noon, with whatever the test changes. `to` null: it goes on. */
export const someInterval = (
  id: string,
  state: IntervalRecord['state'],
  from: number,
  to: number | null,
  change: Partial<IntervalRecord> = {},
): IntervalRecord => ({
  id: id as IntervalId,
  userId: ana.id,
  state,
  source: 'desk',
  startedAt: minute(from),
  endedAt: to === null ? null : minute(to),
  caseId: null,
  replaces: null,
  session: 's-1',
  ...change,
})

/** Ana contests the entry `i-1`, and nobody has decided yet; with whatever the test changes. */
export const someDispute = (change: Partial<DisputeRecord> = {}): DisputeRecord => ({
  id: 'd-1' as DisputeId,
  userId: ana.id,
  intervalId: 'i-1' as IntervalId,
  metric: 'adherence-raw',
  words: 'I was helping Ben with his customer.',
  evidence: '12:00 keys in the window, no break begun',
  contestedAt: (NOON + 60 * MINUTE_MS) as EpochMs,
  decision: null,
  ...change,
})

/** The same as it is sent: without a decision. */
export function asContested(dispute: DisputeRecord): Omit<DisputeRecord, 'decision'> {
  const { decision: _decision, ...said } = dispute
  return said
}
