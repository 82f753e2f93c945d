import { suggestUrgentBlock } from '../../../domain/breaks/suggest-urgent-block.ts'
import type { KeptStretch, UrgentBlockRefusal } from '../../../domain/breaks/urgent-block.ts'
import { DEFAULT_URGENT_BLOCK_POLICY, planUrgentBlock } from '../../../domain/breaks/urgent-block.ts'
import type { Result } from '../../../domain/kernel/result.ts'
import { ok, refuse } from '../../../domain/kernel/result.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import { HOUR_MS, MINUTE_MS } from '../../../domain/kernel/time.ts'
import type { ShiftRecord } from '../../../domain/schedule/shift.ts'
import { momentInShift, readTime } from './block-times.ts'

/** What was typed. Null: nothing, and what is offered goes with the time. */
export type BlockForm = { from: string | null; until: string | null }

/** Why the form names no stretch that can be kept. order: the end does not come after the beginning. */
export type BlockProblem = UrgentBlockRefusal | { code: 'no-time'; text: string } | { code: 'order' }

type Stretch = { startsAt: EpochMs; endsAt: EpochMs }
type Sight = { shift: ShiftRecord; blocks: readonly KeptStretch[]; now: EpochMs }

const policy = DEFAULT_URGENT_BLOCK_POLICY
const USUAL_MS = 30 * MINUTE_MS
/** Whoever means the next day does not mean one so far away: the two stand the wrong way round. */
const TOO_FAR_MS = 12 * HOUR_MS

/** What the form stands for while nothing in it is wrong. Null: a part that was typed names no time. */
export function stretchOf({ from, until }: BlockForm, { shift, blocks, now }: Sight): Stretch | null {
  const offered = suggestUrgentBlock(shift, blocks, now, policy) ?? { startsAt: now }
  const fromMinute = from === null ? null : readTime(from)
  if (from !== null && fromMinute === null) return null
  const startsAt = fromMinute === null ? offered.startsAt : momentInShift(shift, fromMinute, shift.startsAt)
  const untilMinute = until === null ? null : readTime(until)
  if (until !== null && untilMinute === null) return null
  if (untilMinute !== null) return { startsAt, endsAt: momentInShift(shift, untilMinute, startsAt) }
  const roomAt = suggestUrgentBlock(shift, blocks, startsAt, policy)
  const endsAt = roomAt?.startsAt === startsAt ? roomAt.endsAt : ((startsAt + USUAL_MS) as EpochMs)
  return { startsAt, endsAt }
}

/** The stretch that the form asks for, or what is wrong with it. */
export function planBlock(form: BlockForm, sight: Sight): Result<Stretch, BlockProblem> {
  const wrong = [form.from, form.until].find((text) => text !== null && readTime(text) === null)
  const asked = stretchOf(form, sight)
  if (asked === null) return refuse({ code: 'no-time', text: wrong ?? '' })
  const { startsAt, endsAt } = asked
  if (endsAt <= startsAt || endsAt - startsAt > TOO_FAR_MS) return refuse({ code: 'order' })
  const planned = planUrgentBlock(asked, sight.shift, sight.blocks, sight.now, policy)
  return planned.ok ? ok(asked) : refuse(planned.refusal)
}
