import type { ContactId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { Disposition } from '../wrap-up/dispositions.ts'
import type { CaseFile } from './case-file.ts'
import { waitsAt } from './case-file.ts'
import type { IssueContact } from './first-contact.ts'
import { solvesOf } from './resolution.ts'

/** What each outcome means for the issue. could-not-be: nobody at the desk could have resolved it there and then. */
const MEANING: Record<Disposition, 'resolved' | 'could-not-be' | 'open'> = {
  resolved: 'resolved',
  'question-answered': 'resolved',
  'refund-started': 'resolved',
  'refund-updated': 'resolved',
  'return-accepted': 'resolved',
  'replacement-sent': 'resolved',
  'order-changed': 'resolved',
  'order-placed': 'resolved',
  'payment-taken': 'resolved',
  'account-changed': 'resolved',
  'credit-given': 'resolved',
  'fee-removed': 'resolved',
  'voucher-given': 'resolved',
  'extension-given': 'resolved',
  'search-started': 'could-not-be',
  'callback-promised': 'open',
  'waiting-for-customer': 'open',
  escalated: 'could-not-be',
  redirected: 'could-not-be',
  'refused-by-policy': 'could-not-be',
  'not-verified': 'could-not-be',
  'question-open': 'open',
  unresolved: 'open',
  'no-answer': 'could-not-be',
  'wrong-number': 'could-not-be',
}
/** An outcome that only another version knows leaves the issue open. */
const meaningOf = (disposition: string) =>
  (MEANING as Record<string, (typeof MEANING)[Disposition]>)[disposition] ?? 'open'

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
      isResolved: disposition === null ? isSolved : meaningOf(disposition) === 'resolved',
      couldNotBe: disposition !== null && meaningOf(disposition) === 'could-not-be',
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
