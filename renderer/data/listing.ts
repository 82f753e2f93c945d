import type { EntityKind, EntityOf, PARTLY_LISTED } from '../../domain/mutations/entities.ts'
import type { UserId } from '../../domain/kernel/ids.ts'

/** Which records of a kind are kept in lists; all of a kind that is not named. Every one is found with its case. */
export type Listing = { readonly [Kind in EntityKind]?: (record: EntityOf[Kind]) => boolean }

/** There are many to a case, and lists are made of the agent's own ones and of who is on the line. */
export const listingOf = (me: UserId) =>
  ({
    event: ({ by }) => by.id === me,
    contact: ({ agentId, endedAt }) => agentId === me || endedAt === null,
  }) satisfies Required<Pick<Listing, (typeof PARTLY_LISTED)[number]>>
