import type { CaseId, ContactId, RatingId, UserId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { RatingFact } from './csat.ts'

/** What a rating can be about. Nobody at the desk can change a policy or a courier. */
export const RATING_SUBJECTS = ['agent', 'policy', 'courier'] as const
export type RatingSubject = (typeof RATING_SUBJECTS)[number]

/** What a customer answered to "how was it?". Written once. */
export type RatingRecord = {
  id: RatingId
  caseId: CaseId
  /** The contact that was asked about. Null: the case as a whole. */
  contactId: ContactId | null
  /** Whose it is: the last who had solved the case when it was rated (`resolverAt`). Null: nobody had. */
  agentId: UserId | null
  /** 1 to `scale`; more is better. */
  score: number
  /** The best score of the survey: 2 (thumbs) to 10. */
  scale: number
  at: EpochMs
  about: RatingSubject
  /** The lead who confirmed that it is not about the agent. Null: nobody has, and it counts as the agent's. */
  confirmedBy: { id: UserId; name: string } | null
}

const FIVE = 5

/** As CSAT reads it, on the scale of five: the upper fifth and the one below it are 5 and 4, of any scale. */
export const ratingFactOf = ({
  id,
  caseId,
  at,
  score,
  scale,
  agentId,
  about,
  confirmedBy,
}: RatingRecord): RatingFact => ({
  ratingId: id,
  caseId,
  at,
  score: Math.max(1, Math.floor((score * FIVE) / scale)),
  creditedTo: agentId,
  about,
  isConfirmed: confirmedBy !== null,
})
