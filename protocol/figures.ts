import { z } from 'zod'
import { INTERVAL_SOURCES, INTERVAL_STATES } from '../domain/agent-time/interval.ts'
import type { Figure } from '../domain/metrics/figure.ts'
import { FIGURE_STANDINGS, NOTHING_TO_TELL } from '../domain/metrics/figure.ts'
import { FIGURE_UNITS, METRIC_IDS } from '../domain/metrics/metric.ts'
import { ACTIVITY_KINDS } from '../domain/schedule/shift.ts'
import { epochMs, intervalId, shiftId, userId } from './ids.ts'

const moment = z.coerce.number().pipe(epochMs)

/** Whose figures, and of which shifts: one, or those that begin from `from` up to, not including, `to`. */
export const figuresQuery = z.object({
  userId,
  shiftId: shiftId.optional(),
  from: moment.optional(),
  to: moment.optional(),
  /** As of which moment. Absent: now. */
  asOf: moment.optional(),
})

const whole = z.number().int()
const line = z.object({
  intervalId: intervalId.nullable(),
  recordId: z.string().nullable(),
  from: epochMs,
  to: epochMs,
  toNumerator: whole,
  toDenominator: whole,
  bucket: z.string(),
  reason: z.string(),
  state: z.enum(INTERVAL_STATES).nullable(),
  source: z.enum(INTERVAL_SOURCES).nullable(),
  isOffline: z.boolean(),
  planned: z.enum(ACTIVITY_KINDS).nullable(),
})

/** A figure as the server tells it. `metric` is the id of its definition; `lines` null: the reader gets sums only. */
export const toldFigure = z.object({
  metric: z.enum(METRIC_IDS as [Figure['metric'], ...Figure['metric'][]]),
  unit: z.enum(FIGURE_UNITS),
  value: z.number().nullable(),
  nothing: z.enum(NOTHING_TO_TELL).nullable(),
  numerator: whole,
  denominator: whole,
  lines: z.array(line).nullable(),
  standing: z.enum(FIGURE_STANDINGS),
  beside: z.record(z.string(), whole),
  policyVersion: whole,
  zone: z.string(),
})

export const figuresAnswer = z.object({
  userId,
  shiftIds: z.array(shiftId),
  asOf: epochMs,
  figures: z.array(toldFigure),
})
