import type { KeptStretch } from '../../../domain/breaks/urgent-block.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { PlannedStretch } from '../../../domain/schedule/plan-in-force.ts'
import { shiftDays } from '../../../domain/schedule/shift-days.ts'
import type { ActivityKind, ShiftRecord } from '../../../domain/schedule/shift.ts'

/** One part of the bar: where it begins and how long it is, of the whole shift, 0 to 1. */
export type PlanPart = { kind: ActivityKind; at: number; length: number }

type ShownStretch = Pick<PlannedStretch, 'kind' | 'from' | 'to'>
const KEPT: ActivityKind = 'urgent-block'

/** The shift that goes on or comes within some hours, as the strip draws it. */
export type ShiftPlan = {
  startsAt: EpochMs
  endsAt: EpochMs
  parts: PlanPart[]
  /** Where now is, 0 to 1. */
  now: number
  /** What is planned beside contacts, in order. */
  stretches: ShownStretch[]
}

/** A shift is shown so long before it begins and after it ended. */
const BEFORE_MS = 12 * 3_600_000
const AFTER_MS = 2 * 3_600_000

/** The plan in force of the shift around `now`, with what the agent keeps for urgent cases. Null: there is none. */
export function planOf(
  versions: readonly ShiftRecord[],
  now: EpochMs,
  blocks: readonly KeptStretch[] = [],
): ShiftPlan | null {
  const days = shiftDays(versions).filter(({ plan }) => plan.length > 0)
  const isAround = ({ plan }: (typeof days)[number]) =>
    plan[0]!.from - BEFORE_MS <= now && now < plan.at(-1)!.to + AFTER_MS
  const around = days.filter(isAround)
  const day = around.find(({ plan }) => now < plan.at(-1)!.to) ?? around.at(-1)
  if (day === undefined) return null
  const { plan } = day
  const [startsAt, endsAt] = [plan[0]!.from, plan.at(-1)!.to]
  const share = (at: number) => (at - startsAt) / (endsAt - startsAt)
  const kept = blocks.flatMap((block) => {
    const to = Math.min(block.endedAt ?? block.endsAt, endsAt) as EpochMs
    return block.startsAt < to && block.startsAt >= startsAt ? [{ kind: KEPT, from: block.startsAt, to }] : []
  })
  const stretches = [...plan.filter(({ kind }) => kind !== 'contacts'), ...kept].toSorted((a, b) => a.from - b.from)
  return {
    startsAt,
    endsAt,
    now: Math.min(1, Math.max(0, share(now))),
    parts: [...plan, ...kept].map(({ kind, from, to }) => ({ kind, at: share(from), length: share(to) - share(from) })),
    stretches,
  }
}
