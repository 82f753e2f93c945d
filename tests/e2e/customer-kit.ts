import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { openDoor } from '../../scripts/customers/open-door.ts'
import { expect, type World } from './fixtures.ts'

/** A customer of the demo world, as they are known by the channel they come on. */
export type Person = { id: string; name: string; email: string; phone: string }

/** Nobody is on the line and no call or chat waits for wrap-up. To be done before the first desk signs in. */
export const quietLines = (world: World) =>
  world.sql(
    `update contacts set d = d || jsonb_build_object('endedAt', d -> 'offeredAt', 'wrappedUpAt', d -> 'offeredAt')
     where d ->> 'wrappedUpAt' is null`,
  )

/** Customers of Ana's queue with all that is needed to reach them, who have one name and one address each. */
export const peopleOf = (world: World): Promise<Person[]> =>
  world.sql<Person>(
    `select k.id, (k.d ->> 'givenName') || ' ' || (k.d ->> 'familyName') as name, k.d ->> 'email' as email,
            k.d ->> 'phone' as phone
     from customers k where k.d ->> 'phone' is not null and k.d ->> 'mergedIntoId' is null
       and k.d ->> 'language' = 'en'
       and exists (select 1 from cases c where c.d ->> 'customerId' = k.id and c.queue_id = 'orders')
       and not exists (select 1 from customers o where o.id <> k.id
         and (lower(o.d ->> 'email') = lower(k.d ->> 'email') or o.d ->> 'phone' = k.d ->> 'phone'
           or (o.d ->> 'givenName', o.d ->> 'familyName') = (k.d ->> 'givenName', k.d ->> 'familyName')))
     order by k.id limit 10`,
  )

/** The customers' side of the house: they chat, call, and hear what we say. */
export function customersOf(world: World) {
  const key = readFileSync(join(world.folder, 'connector-key'), 'utf8').trim()
  const door = openDoor(world.server.url, key)
  const come = async (channel: 'chat' | 'phone', person: Person, subject: string) => {
    const address = channel === 'chat' ? person.email : person.phone
    const from = { address, name: person.name }
    const contact = await door.contact({
      externalId: randomUUID(),
      channel,
      caseNumber: null,
      queueId: 'orders',
      from,
      subject,
    })
    const { contactId, caseNumber, caseId } = contact
    if (contactId === null) throw new Error('The server made no contact of it.')
    return {
      contactId,
      caseId,
      caseNumber,
      types: () => door.typing(contactId),
      /** Null: the chat is over. */
      says: (body: string) =>
        door.message({
          externalId: randomUUID(),
          channel,
          caseNumber,
          contactId,
          queueId: 'orders',
          from,
          subject,
          body,
          html: null,
        }),
      leaves: () => door.end(contactId),
    }
  }
  return {
    chats: (person: Person, subject: string) => come('chat', person, subject),
    calls: (person: Person, subject: string) => come('phone', person, subject),
    /** What reached them in a case, oldest first. */
    async heard(caseNumber: number) {
      return (await door.sent(0)).filter((each) => each.caseNumber === caseNumber)
    },
  }
}

/** The region and the form of a call or chat, as an agent finds them. */
export const contactBar = (page: Page) =>
  page.getByRole('region', { name: 'Contact', exact: true }).filter({ visible: true })
export const wrapUpForm = (page: Page) => page.getByRole('dialog', { name: 'Wrap up' })

/** Wraps up what goes on in the open case, by the keys alone: the outcome by its first letters, a summary, the same key again. */
export async function wrapUp(page: Page, outcome: string, summary: string): Promise<void> {
  await page.keyboard.press('Control+Shift+U')
  await expect(wrapUpForm(page)).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Outcome' })).toBeFocused()
  await page.keyboard.type(outcome)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('textbox', { name: 'What was said and agreed' })).toBeFocused()
  await page.keyboard.type(summary)
  await page.keyboard.press('Control+Shift+U')
  await expect(wrapUpForm(page)).toBeHidden()
}

export type Moments = {
  agentId: string | null
  offeredAt: number
  answeredAt: number | null
  holds: { from: number; to: number | null }[]
  endedAt: number | null
  endedBy: string | null
  wrappedUpAt: number | null
  disposition: string | null
  summary: string
}

/** A contact as PostgreSQL has it. */
export async function contactOf(world: World, id: string): Promise<Moments> {
  const [row] = await world.sql<{ d: Moments }>('select d from contacts where id = $1', [id])
  if (row === undefined) throw new Error(`PostgreSQL has no contact ${id}.`)
  return row.d
}
