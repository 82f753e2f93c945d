import { useObservable } from 'dexie-react-hooks'
import type { IntervalRecord } from '../../../domain/agent-time/interval.ts'
import type { ContactRecord } from '../../../domain/cases/contact.ts'
import type { ShiftRecord } from '../../../domain/schedule/shift.ts'
import { useDeps } from '../../deps/deps.ts'

/** What lies on this desk of the agent's own time and plan; true without a connection. Null: not read yet. */
export function useOwnFacts(): { log: IntervalRecord[]; contacts: ContactRecord[]; shifts: ShiftRecord[] } | null {
  const { repository, agentTime } = useDeps()
  const log = useObservable(() => agentTime.log, [agentTime])
  const contacts = useObservable(() => repository.ownContacts(), [repository])
  const shifts = useObservable(() => repository.ownShifts(), [repository])
  return log === undefined || contacts === undefined || shifts === undefined ? null : { log, contacts, shifts }
}

/** IANA zone of the device, for days without a plan. */
export const deviceZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone
