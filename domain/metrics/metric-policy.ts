import type { MetricPolicyId } from '../kernel/ids.ts'
import type { Ms } from '../kernel/time.ts'
import { HOUR_MS, MINUTE_MS } from '../kernel/time.ts'

/** What a house decides about its figures. A change is a new version; every figure names the version it was made by. */
export type MetricPolicy = {
  version: number
  /** As much early or late at a change of activity is nobody's deviation. 0: every millisecond counts. */
  graceMs: Ms
  /** A case that is reopened within this many times 24 hours counts as reopened. */
  reopenDays: number
  /** A customer who comes back for the same issue within this many times 24 hours was not helped at first contact. */
  recontactDays: number
  /** Under this many ratings CSAT has no colour and no rank. */
  smallSample: number
  /** The mean response time that is aimed at. */
  responseTargetMs: Ms
  /** What is aimed at, in tenths of a per cent: at least so much adherence and accuracy, at most so many cases reopened. */
  adherenceTargetPermille: number
  accuracyTargetPermille: number
  reopenTargetPermille: number
  /** Occupancy over this is tiring if kept up; tenths of a per cent. */
  tiringOccupancyPermille: number
}

/** What holds where a house has decided nothing. */
export const USUAL_METRIC_POLICY: MetricPolicy = {
  version: 1,
  graceMs: MINUTE_MS,
  reopenDays: 7,
  recontactDays: 7,
  smallSample: 10,
  responseTargetMs: (4 * MINUTE_MS) as Ms,
  adherenceTargetPermille: 900,
  accuracyTargetPermille: 950,
  reopenTargetPermille: 50,
  tiringOccupancyPermille: 850,
}

/** A version of it as the server delivers it to every desk. */
export type MetricPolicyRecord = MetricPolicy & { id: MetricPolicyId }

/** The newest version that is known; what holds by custom where a house has decided nothing. */
export const policyInForce = (versions: readonly MetricPolicy[]): MetricPolicy =>
  versions.reduce<MetricPolicy>((a, b) => (b.version >= a.version ? b : a), USUAL_METRIC_POLICY)

/** The version that a figure was made by; the one in force where that is not known here. */
export const policyOfVersion = (versions: readonly MetricPolicy[], version: number): MetricPolicy =>
  [...versions, USUAL_METRIC_POLICY].find((each) => each.version === version) ?? policyInForce(versions)

/** By what a figure is made: policy, and the zone in which its days and hours are told. */
export type MetricFrame = {
  policy: MetricPolicy
  /** IANA zone; of the shift where there is one. */
  zone: string
}

/** N days of a policy in ms: N times 24 hours, the same for every viewer and over every change of clocks. */
export const windowMs = (days: number): Ms => (days * 24 * HOUR_MS) as Ms

/** What the placeholders in the definitions of the catalogue stand for. */
export const policyValues = ({ policy, zone }: MetricFrame): Record<string, string | number> => ({
  version: policy.version,
  zone,
  graceSeconds: policy.graceMs / 1_000,
  reopenDays: policy.reopenDays,
  recontactDays: policy.recontactDays,
  smallSample: policy.smallSample,
  targetSeconds: policy.responseTargetMs / 1_000,
})
