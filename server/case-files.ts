import type { CaseRecord } from '../domain/cases/case.ts'
import type { ContactRecord } from '../domain/cases/contact.ts'
import type { DeliveryRecord } from '../domain/cases/delivery.ts'
import type { EventRecord } from '../domain/cases/event.ts'
import type { MessageRecord } from '../domain/cases/message.ts'
import { groupBy } from '../domain/kernel/group-by.ts'
import type { CaseFile } from '../domain/metrics/case-file.ts'
import { caseFileOf } from '../domain/metrics/case-file.ts'
import type { Queryable } from './store/database.ts'

/** Cases as the figures read them, in the order given. */
export async function readCaseFiles(on: Queryable, tenant: string, cases: readonly CaseRecord[]): Promise<CaseFile[]> {
  const ids = cases.map(({ id }) => id)
  const partsOf = async <Part extends { caseId: string }>(table: string): Promise<Map<string, Part[]>> => {
    const rows = await on.query<{ d: Part }>(
      `select d from ${table} where tenant = $1 and case_id = any($2) and not deleted`,
      [tenant, ids],
    )
    return groupBy(
      rows.map(({ d }) => d),
      ({ caseId }) => caseId,
    )
  }
  const messages = await partsOf<MessageRecord>('messages')
  const deliveries = await partsOf<DeliveryRecord>('deliveries')
  const contacts = await partsOf<ContactRecord>('contacts')
  const events = await partsOf<EventRecord>('case_events')
  return cases.map((kase) =>
    caseFileOf({
      kase,
      messages: messages.get(kase.id) ?? [],
      deliveries: deliveries.get(kase.id) ?? [],
      contacts: contacts.get(kase.id) ?? [],
      events: events.get(kase.id) ?? [],
    }),
  )
}

/**
 * The cases that the figures of a person are made of since a moment, as their own desk has them
 * (`renderer/data/read-own-cases.ts`): in which they had a contact, wrote or did something, those they hold, and what these
 * were merged with; of all that, what the person may see.
 */
export async function readOwnCases(on: Queryable, tenant: string, userId: string, since: number): Promise<CaseFile[]> {
  const cases = await on.query<{ d: CaseRecord }>(
    `with seen as (
       select c.id, c.d, c.assignee_id, c.status, c.d ->> 'mergedIntoId' as into_id
       from cases c join accounts a on a.tenant = c.tenant and a.id = $2
       where c.tenant = $1 and not c.deleted and (c.assignee_id = $2 or c.queue_id = any(a.queue_ids))
     ), own as (
       select case_id as id from contacts
       where tenant = $1 and not deleted and agent_id = $2 and (d ->> 'answeredAt')::numeric >= $3
       union
       select d ->> 'caseId' from intervals
       where tenant = $1 and user_id = $2 and not deleted and state = 'email-edit'
         and (d -> 'startedAt' ->> 'at')::numeric + coalesce((d -> 'startedAt' ->> 'offsetMs')::numeric, 0) >= $3
       union
       select case_id from case_events
       where tenant = $1 and not deleted and d -> 'by' ->> 'id' = $2 and (d ->> 'at')::numeric >= $3
       union
       select id from seen where assignee_id = $2 and status in ('open', 'pending')
     )
     select d from seen where id in (select id from own) or into_id in (select id from own)
       or id in (select into_id from seen where id in (select id from own))`,
    [tenant, userId, since],
  )
  return readCaseFiles(
    on,
    tenant,
    cases.map(({ d }) => d),
  )
}
