import { useObservable } from 'dexie-react-hooks'
import { useMemo } from 'react'
import type { IntervalRecord } from '../../../domain/agent-time/interval.ts'
import type { ContactRecord } from '../../../domain/cases/contact.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { WorkFacts } from '../../../domain/metrics/period-figures.ts'
import type { ShiftRecord } from '../../../domain/schedule/shift.ts'
import { useDeps } from '../../deps/deps.ts'
import { useMetricPolicy } from './use-metric-policy.ts'

/** What lies on this desk of the agent's own time and plan; true without a connection. Null: not read yet. */
export function useOwnFacts(): { log: IntervalRecord[]; contacts: ContactRecord[]; shifts: ShiftRecord[] } | null {
  const { repository, agentTime } = useDeps()
  const log = useObservable(() => agentTime.log, [agentTime])
  const contacts = useObservable(() => repository.ownContacts(), [repository])
  const shifts = useObservable(() => repository.ownShifts(), [repository])
  return log === undefined || contacts === undefined || shifts === undefined ? null : { log, contacts, shifts }
}

/** What else their figures are made of: cases since the moment, ratings, audits, promises of queues, the policy. Null: not read yet. */
export function useOwnWork(since: EpochMs): Omit<WorkFacts, 'asOf'> | null {
  const { repository, account } = useDeps()
  const { policy } = useMetricPolicy()
  const files = useObservable(() => repository.ownCases(since), [repository, since])
  const ratings = useObservable(() => repository.ownRatings(), [repository])
  const audits = useObservable(() => repository.ownAudits(), [repository])
  const queues = useObservable(() => repository.queues(), [repository])
  const of = account.userId
  return useMemo(() => {
    if (files === undefined || ratings === undefined || audits === undefined || queues === undefined) return null
    return { of, files, ratings, audits, queues, policy }
  }, [of, files, ratings, audits, queues, policy])
}

/** IANA zone of the device, for days without a plan. */
export const deviceZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone
