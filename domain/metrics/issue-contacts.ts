import type { ContactId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { CaseFile } from './case-file.ts'
import { waitsAt } from './case-file.ts'
import type { IssueContact } from './first-contact.ts'
import { solvesOf } from './resolution.ts'

/** What came of a contact, where it means that the issue was resolved. */
const RESOLVED = new Set([
  'resolved',
  'question-answered',
  'refund-started',
  'refund-updated',
  'return-accepted',
  'replacement-sent',
  'order-changed',
  'order-placed',
  'payment-taken',
  'account-changed',
  'credit-given',
  'fee-removed',
  'voucher-given',
  'extension-given',
])
/** ...and where nobody at the desk could have resolved it there and then. */
const COULD_NOT_BE = new Set([
  'search-started',
  'escalated',
  'redirected',
  'refused-by-policy',
  'not-verified',
  'no-answer',
  'wrong-number',
])

/**
 * The contacts of a case as first-contact resolution sees them, known at `asOf`: calls, chats and mails with a contact of
 * their own, and every other wait of the customer as one contact. What came of it is said by its disposition; where none was
 * chosen, by whether the case was solved.
 */
export function issueContactsOf(file: CaseFile, asOf: EpochMs): IssueContact[] {
  const { issueId, contacts, looseMessages } = file
  const isSolved = solvesOf(file.course, asOf).length > 0
  const ofContacts = contacts.map(
    ({ id, agentId, direction, offeredAt, answeredAt, endedAt, disposition }): IssueContact => ({
      contactId: id,
      issueId,
      agentId: answeredAt === null ? null : agentId,
      at: answeredAt === null ? offeredAt : (endedAt ?? answeredAt),
      isOurs: direction === 'outbound',
      isResolved: disposition === null ? isSolved : RESOLVED.has(disposition),
      couldNotBe: disposition !== null && COULD_NOT_BE.has(disposition),
    }),
  )
  // A call's wait is its contact; a mail in the demo's past has one too.
  const ofWaits = waitsAt(file, asOf).flatMap(({ answerId, answeredBy, writtenAt, since }): IssueContact[] => {
    const isOfContact = answerId === null ? contacts.length > 0 : !looseMessages.includes(answerId)
    if (isOfContact) return []
    return [
      {
        contactId: (answerId ?? `${file.caseId}-${since}`) as ContactId,
        issueId,
        agentId: answeredBy,
        at: writtenAt ?? since,
        isOurs: false,
        isResolved: isSolved,
        couldNotBe: false,
      },
    ]
  })
  return [...ofContacts, ...ofWaits]
}
