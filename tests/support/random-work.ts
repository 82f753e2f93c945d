import type { CaseRecord } from '../../domain/cases/case.ts'
import type { ContactRecord } from '../../domain/cases/contact.ts'
import type { DeliveryRecord } from '../../domain/cases/delivery.ts'
import type { EventRecord } from '../../domain/cases/event.ts'
import type { MessageRecord } from '../../domain/cases/message.ts'
import type {
  AuditId,
  CaseId,
  ContactId,
  CustomerId,
  EventId,
  MessageId,
  RatingId,
  UserId,
} from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { AuditRecord } from '../../domain/metrics/audit.ts'
import type { CaseRecords } from '../../domain/metrics/case-file.ts'
import type { RatingRecord } from '../../domain/metrics/rating.ts'
import { DISPOSITIONS } from '../../domain/wrap-up/dispositions.ts'
import type { Rng } from '../simulation/rng.ts'
import { ana, ben, someCase, someMessage } from './records.ts'

const DAY_MS = 86_400_000
export type RandomWork = { cases: CaseRecords[]; ratings: RatingRecord[]; audits: AuditRecord[] }

/** Cases around a moment in which Ana and Ben worked, as messy as life: reopened, merged, unanswered, called, rated, audited. */
export function randomWork(seed: number, around: EpochMs, rng: Rng): RandomWork {
  const cases = Array.from({ length: 1 + rng.below(5) }, (_, at) =>
    randomCase(`c-${seed}-${at}`, 100_000 + seed * 10 + at, around, rng),
  )
  // Some are the same thing twice.
  const merged = cases.map((each, at): CaseRecords => {
    const into = cases[at - 1]
    if (into === undefined || into.kase.mergedIntoId !== null || !rng.chance(0.2)) return each
    return { ...each, kase: { ...each.kase, mergedIntoId: into.kase.id, status: 'closed' } }
  })
  const when = () => (around + rng.below(DAY_MS) - DAY_MS / 2) as EpochMs
  return {
    cases: merged,
    ratings: merged.flatMap(({ kase }): RatingRecord[] => {
      if (!rng.chance(0.6)) return []
      const scale = rng.pick([2, 5, 10])
      const about = rng.pick(['agent', 'agent', 'courier'] as const)
      const base = { id: `r-${kase.id}` as RatingId, caseId: kase.id, contactId: null, at: when(), scale, about }
      const confirmedBy = rng.chance(0.3) ? { id: 'u-lea' as UserId, name: 'Lea Brandt' } : null
      return [{ ...base, agentId: ana.id, score: 1 + rng.below(scale), confirmedBy }]
    }),
    audits: merged.flatMap(({ kase }): AuditRecord[] => {
      if (!rng.chance(0.4)) return []
      const items = Array.from({ length: 1 + rng.below(3) }, (_, at) => ({
        name: `Item ${at}`,
        weight: 1 + rng.below(5),
        score: rng.pick([null, 0, 500, 1_000]),
        isCritical: rng.chance(0.2),
      }))
      return [{ id: `q-${kase.id}` as AuditId, caseId: kase.id, agentId: ana.id, at: when(), items }]
    }),
  }
}

function randomCase(id: string, number: number, around: EpochMs, rng: Rng): CaseRecords {
  const caseId = id as CaseId
  let at = (around - rng.below(9 * DAY_MS)) as EpochMs
  const openedAt = at
  const [messages, deliveries, contacts, events]: [MessageRecord[], DeliveryRecord[], ContactRecord[], EventRecord[]] =
    [[], [], [], []]
  let status: CaseRecord['status'] = 'open'
  const who = () => (rng.chance(0.7) ? ana : ben)
  const event = (kind: EventRecord['kind'], by: { id: UserId; name: string }, detail: Record<string, string>) => {
    const { id: userId, name } = by
    events.push({ id: `${id}-e${events.length}` as EventId, caseId, kind, by: { id: userId, name }, at, detail })
  }
  for (let step = 2 + rng.below(7); step > 0; step--) {
    at = (at + 1 + rng.below(rng.chance(0.5) ? 3_600_000 : 2 * DAY_MS)) as EpochMs
    const kind = rng.below(6)
    if (kind <= 1) {
      const publicOrdinal = messages.length + 1
      const message = {
        id: `${id}-m${publicOrdinal}` as MessageId,
        caseId,
        writtenAt: at,
        receivedAt: at,
        publicOrdinal,
      }
      messages.push(someMessage(message))
      status = 'open'
    } else if (kind === 2) {
      const { id: userId, name } = who()
      const message = someMessage({
        id: `${id}-m${messages.length + 1}` as MessageId,
        publicOrdinal: messages.length + 1,
        caseId,
        author: { kind: 'agent', id: userId, name },
        writtenAt: at,
        receivedAt: at,
      })
      messages.push(message)
      const sentAt = rng.chance(0.9) ? ((at + rng.below(1_200_000)) as EpochMs) : null
      if (rng.chance(0.8)) deliveries.push({ id: message.id, caseId, state: 'sent', sentAt, failure: null })
    } else if (kind === 3) {
      const answeredAt = rng.chance(0.8) ? ((at + rng.below(60_000)) as EpochMs) : null
      contacts.push({
        id: `${id}-k${contacts.length}` as ContactId,
        caseId,
        channel: rng.pick(['phone', 'chat'] as const),
        direction: rng.chance(0.8) ? 'inbound' : 'outbound',
        agentId: answeredAt === null ? null : who().id,
        offeredAt: at,
        answeredAt,
        holds: [],
        endedAt: answeredAt === null ? at : ((answeredAt + rng.below(600_000)) as EpochMs),
        endedBy: 'customer',
        wrappedUpAt: null,
        disposition: answeredAt === null || rng.chance(0.2) ? null : rng.pick([...DISPOSITIONS]),
        summary: '',
      })
    } else if (kind === 4) {
      event('claimed', who(), {})
    } else {
      status = rng.pick(['solved', 'pending', 'open'] as const)
      event('status', who(), { from: 'open', to: status })
    }
  }
  const assigneeId = rng.pick([ana.id, ben.id, null])
  const kase = someCase({
    id: caseId,
    number,
    status,
    assigneeId,
    openedAt,
    customerId: 'k-orders-0' as CustomerId,
    channel: rng.pick(['email', 'chat', 'phone'] as const),
  })
  return { kase, messages, deliveries, contacts, events }
}
