import { groupBy } from '../kernel/group-by.ts'
import type { ContactId, UserId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { Figure, FigureLine } from './figure.ts'
import { figureOf, lineOf } from './figure.ts'
import type { MetricFrame } from './metric-policy.ts'
import { windowMs } from './metric-policy.ts'
import type { ReasonCode } from './reason-codes.ts'

/** One contact as first-contact resolution sees it; on any channel, a change of channel is no excuse. */
export type IssueContact = {
  contactId: ContactId
  /** The same issue, not merely the same customer: the case, or the one it was merged into. */
  issueId: string
  agentId: UserId | null
  /** When it was over. */
  at: EpochMs
  /** Whether we called, as promised or of our own accord: no customer came back. */
  isOurs: boolean
  /** Whether it was resolved without the customer having to come back. */
  isResolved: boolean
  /** Nobody could have resolved it at first contact; `net` leaves it out. */
  couldNotBe: boolean
}

/**
 * First contacts after which nobody had to come back within N days / first contacts. A contact within the window of an
 * earlier one of its issue is a return, not a first one. The last N days are not settled: listed, in neither side.
 * @param asked of: whose first contacts; null: everybody's. isIn: which moments are looked at; absent: all
 */
export function firstContactResolution(
  contacts: readonly IssueContact[],
  frame: MetricFrame,
  asked: { kind: 'gross' | 'net'; asOf: EpochMs; of: UserId | null; isIn?: (at: EpochMs) => boolean },
): Figure {
  const window = windowMs(frame.policy.recontactDays)
  const lines: FigureLine[] = []
  let notSettled = 0
  const known = contacts.filter(({ at }) => at <= asked.asOf)
  for (const ofIssue of groupBy(known, (contact) => contact.issueId).values()) {
    const came = ofIssue
      .filter((contact) => !contact.isOurs)
      .sort((a, b) => a.at - b.at || (a.contactId < b.contactId ? -1 : 1))
    came.forEach((contact, n) => {
      if (asked.of !== null && contact.agentId !== asked.of) return
      if (asked.isIn?.(contact.at) === false) return
      const [before, after] = [came[n - 1], came[n + 1]]
      const line = (reason: ReasonCode, toNumerator: number, toDenominator: number) =>
        lines.push(
          lineOf({
            from: contact.at,
            to: reason === 'came-back' ? after!.at : contact.at,
            toNumerator,
            toDenominator,
            bucket: 'contact',
            reason,
            recordId: contact.contactId,
          }),
        )
      if (before !== undefined && contact.at - before.at <= window) return line('not-first', 0, 0)
      if (asked.kind === 'net' && contact.couldNotBe) return line('could-not-be', 0, 0)
      if (asked.asOf - contact.at <= window) {
        notSettled++
        return line('not-settled', 0, 0)
      }
      if (after !== undefined && after.at - contact.at <= window) return line('came-back', 0, 1)
      return contact.isResolved ? line('resolved', 1, 1) : line('not-resolved', 0, 1)
    })
  }
  const beside = { notSettled }
  const standing = notSettled > 0 ? 'not-settled' : 'full'
  return figureOf(`fcr-${asked.kind}`, frame, lines, notSettled > 0 ? 'not-settled' : 'no-contacts', {
    beside,
    standing,
  })
}
