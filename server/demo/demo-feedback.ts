import type { AuditId, RatingId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { HOUR_MS, MINUTE_MS } from '../../domain/kernel/time.ts'
import type { AuditRecord } from '../../domain/metrics/audit.ts'
import type { RatingRecord, RatingSubject } from '../../domain/metrics/rating.ts'
import type { World } from '../store/world.ts'
import { diceOf } from './demo-history.ts'
import type { LaidOut } from './lay-out-case.ts'

const WEEKS_MS = 28 * 24 * HOUR_MS
/** Of a hundred cases so many customers answer, and so many are audited. */
const ANSWERS = 32
const AUDITS = 13
const SCALE = 5
/** What a hundred customers give. */
const SCORES: readonly [upTo: number, score: number][] = [
  [56, 5],
  [84, 4],
  [91, 3],
  [96, 2],
  [100, 1],
]
/** The scorecard of the shop. */
const ITEMS = [
  { name: 'Right outcome', weight: 5, isCritical: true },
  { name: 'Everything answered', weight: 3, isCritical: false },
  { name: 'Tone', weight: 2, isCritical: false },
  { name: 'Case filled in', weight: 1, isCritical: false },
] as const

/** What customers and auditors said of the cases that were solved in the last four weeks, of those who have a history. */
export function demoFeedback(
  laidOut: readonly Pick<LaidOut, 'kase' | 'events' | 'contacts'>[],
  has: ReadonlySet<UserId>,
  lead: RatingRecord['confirmedBy'],
  now: EpochMs,
): Required<Pick<World, 'ratings' | 'audits'>> {
  const solved = laidOut.flatMap(({ kase, events, contacts }) => {
    const last = events.findLast(({ kind, detail }) => kind === 'status' && detail['to'] === 'solved')
    if (last === undefined || !has.has(last.by.id) || last.at <= now - WEEKS_MS) return []
    return [{ kase, by: last.by.id, at: last.at, contactId: contacts.at(-1)?.id ?? null }]
  })
  const ratings = solved.flatMap(({ kase, by, at, contactId }): RatingRecord[] => {
    const dice = diceOf(`rating ${kase.id}`)
    const ratedAt = (at + dice.between(4, 600) * MINUTE_MS) as EpochMs
    if (dice.below(100) >= ANSWERS || ratedAt >= now) return []
    const thrown = dice.below(100)
    const score = SCORES.find(([upTo]) => thrown < upTo)?.[1] ?? SCALE
    const about: RatingSubject = score < 3 && dice.below(3) === 0 ? 'courier' : 'agent'
    const confirmedBy = about === 'courier' ? lead : null
    const id = `rating-${kase.id}` as RatingId
    return [{ id, caseId: kase.id, contactId, agentId: by, score, scale: SCALE, at: ratedAt, about, confirmedBy }]
  })
  const audits = solved.flatMap(({ kase, by, at }): AuditRecord[] => {
    const dice = diceOf(`audit ${kase.id}`)
    const lookedAt = (at + dice.between(2, 40) * HOUR_MS) as EpochMs
    if (dice.below(100) >= AUDITS || lookedAt >= now) return []
    const items = ITEMS.map((item) => {
      const thrown = dice.below(100)
      const isLeftOut = !item.isCritical && thrown >= 94
      const score = isLeftOut ? null : item.isCritical ? (thrown < 99 ? 1_000 : 0) : thrown < 82 ? 1_000 : 500
      return { ...item, score }
    })
    return [{ id: `audit-${kase.id}` as AuditId, caseId: kase.id, agentId: by, at: lookedAt, items }]
  })
  return { ratings, audits }
}
