import type { CaseRecord } from '../../domain/cases/case.ts'
import type { CustomerRecord } from '../../domain/cases/customer.ts'
import type { MessageRecord } from '../../domain/cases/message.ts'
import type { OrderRecord } from '../../domain/cases/order.ts'
import type { ReplyFacts } from '../../domain/replying/find-doubts.ts'
import { namesIn } from '../../domain/replying/find-doubts.ts'
import { knownTextOf } from '../../domain/replying/reply-facts-of.ts'
import type { Queryable } from '../store/database.ts'

/** What a reply in the case is held against, as the database has it at this moment. */
export async function replyFacts(
  tx: Queryable,
  tenant: string,
  kase: Pick<CaseRecord, 'id' | 'customerId'>,
  text: string,
): Promise<ReplyFacts> {
  // The customer, and whoever was merged with them: one person, with the orders of both.
  const persons = await tx.query<{ d: CustomerRecord }>(
    `with self as (select coalesce(d ->> 'mergedIntoId', id) as person from customers where tenant = $1 and id = $2)
     select d from customers, self where tenant = $1 and not deleted and (id = person or d ->> 'mergedIntoId' = person)`,
    [tenant, kase.customerId],
  )
  const ids = persons.map(({ d }) => d.id)
  const customer = persons.find(({ d }) => d.id === kase.customerId)?.d ?? null
  const orders = await tx.query<{ d: Pick<OrderRecord, 'number' | 'address'> }>(
    'select d from orders where tenant = $1 and customer_id = any($2) and not deleted order by number',
    [tenant, ids],
  )
  const example = await tx.query<{ number: string }>('select number from orders where tenant = $1 limit 1', [tenant])
  const messages = await tx.query<{ d: MessageRecord }>(
    `select d from messages where tenant = $1 and case_id = $2 and author_kind = 'customer' and not deleted
     order by public_ordinal`,
    [tenant, kase.id],
  )
  const staff = await tx.query<{ name: string }>('select name from accounts where tenant = $1', [tenant])
  return {
    customer,
    orderNumbers: orders.map(({ d }) => d.number),
    orderExample: example[0]?.number ?? null,
    knownText: knownTextOf(
      persons.map(({ d }) => d),
      orders.map(({ d }) => d),
      messages.map(({ d }) => d),
    ),
    strangers: await strangers(tx, tenant, ids, namesIn(text)),
    staffNames: staff.map(({ name }) => name),
  }
}

/**
 * Other customers a word of whose name is among these. Of all who share only the family name, or only the given name,
 * with the text, one stands for all: a house of a hundred thousand customers has a thousand of one name.
 */
async function strangers(
  tx: Queryable,
  tenant: string,
  notIds: readonly string[],
  words: readonly string[],
): Promise<ReplyFacts['strangers']> {
  if (words.length === 0) return []
  return await tx.query<{ givenName: string; familyName: string }>(
    `select distinct on (case when family_words && $3 then family_words end, case when given_words && $3 then given_words end)
       d ->> 'givenName' as "givenName", d ->> 'familyName' as "familyName"
     from customers
     where tenant = $1 and id <> all($2) and not deleted and (given_words || family_words) && $3`,
    [tenant, notIds, words],
  )
}
