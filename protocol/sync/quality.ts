import { z } from 'zod'
import type { AuditRecord } from '../../domain/metrics/audit.ts'
import type { MetricPolicyRecord } from '../../domain/metrics/metric-policy.ts'
import type { RatingRecord } from '../../domain/metrics/rating.ts'
import { RATING_SUBJECTS } from '../../domain/metrics/rating.ts'
import { auditId, caseId, contactId, epochMs, metricPolicyId, ms, ratingId, userId } from '../ids.ts'

const whole = z.number().int()
const permille = whole.min(0).max(1_000)

/** The best score of a survey, and a score on it. */
export const ratingScale = whole.min(2).max(10)
export const ratingScore = whole.min(1).max(10)

/** One item of an audit's scorecard. `score`: thousandths; null: it did not apply. */
export const auditItem = z.object({
  name: z.string().min(1).max(100),
  weight: whole.min(1).max(1_000),
  score: permille.nullable(),
  isCritical: z.boolean(),
})

export const rating = z.looseObject({
  id: ratingId,
  caseId,
  contactId: contactId.nullable(),
  agentId: userId.nullable(),
  score: ratingScore,
  scale: ratingScale,
  at: epochMs,
  about: z.enum(RATING_SUBJECTS),
  confirmedBy: z.object({ id: userId, name: z.string() }).nullable(),
}) satisfies z.ZodType<RatingRecord>

export const audit = z.looseObject({
  id: auditId,
  caseId,
  agentId: userId,
  at: epochMs,
  items: z.array(auditItem).min(1).max(50),
}) satisfies z.ZodType<AuditRecord>

export const metricPolicy = z.looseObject({
  id: metricPolicyId,
  version: whole.positive(),
  graceMs: ms,
  reopenDays: whole.positive(),
  recontactDays: whole.positive(),
  smallSample: whole.nonnegative(),
  responseTargetMs: ms,
  adherenceTargetPermille: permille,
  accuracyTargetPermille: permille,
  reopenTargetPermille: permille,
  tiringOccupancyPermille: permille,
}) satisfies z.ZodType<MetricPolicyRecord>
