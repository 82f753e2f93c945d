import { useObservable } from 'dexie-react-hooks'
import { useMemo } from 'react'
import type { MetricPolicy } from '../../../domain/metrics/metric-policy.ts'
import { policyInForce, policyOfVersion } from '../../../domain/metrics/metric-policy.ts'
import { useDeps } from '../../deps/deps.ts'

const NONE: readonly MetricPolicy[] = []

/** What the house decides about its figures: the version in force, and that of a figure. */
export function useMetricPolicy(): { policy: MetricPolicy; ofVersion(version: number): MetricPolicy } {
  const { repository } = useDeps()
  const versions = useObservable(() => repository.metricPolicies(), [repository]) ?? NONE
  return useMemo(
    () => ({ policy: policyInForce(versions), ofVersion: (version: number) => policyOfVersion(versions, version) }),
    [versions],
  )
}
