import type { IntervalRecord } from '../agent-time/interval.ts'
import type { CaseStatus } from '../cases/case.ts'
import type { Channel } from '../cases/channel.ts'
import type { CaseId, MessageId, MutationId, QueueId, UserId } from '../kernel/ids.ts'
import type { Stamp } from '../kernel/time.ts'

/** What the agent had seen when they acted. Checked by the server, because an action sent hours later can be wrong. */
export type SeenThread = {
  /** `publicOrdinal` of the newest public message the agent had before them; 0: none. */
  lastPublicOrdinal: number
}

/** What each action carries. Names are for ever: an action may wait on a desk for weeks before it is sent. */
export type MutationArgs = {
  'case.setStatus': { caseId: CaseId; status: CaseStatus }
  'case.claim': { caseId: CaseId }
  'case.assign': { caseId: CaseId; assigneeId: UserId | null }
  'case.move': { caseId: CaseId; queueId: QueueId }
  'case.tag.add': { caseId: CaseId; tag: string }
  'case.tag.remove': { caseId: CaseId; tag: string }
  'note.add': { caseId: CaseId; messageId: MessageId; body: string }
  'reply.send': { caseId: CaseId; messageId: MessageId; body: string; channel: Channel }
  'interval.record': { interval: IntervalRecord }
}
export type MutationName = keyof MutationArgs

/** An intent of an agent: what they want done, never a row to overwrite. */
export type MutationOf<Name extends MutationName> = {
  id: MutationId
  name: Name
  /** Version of the arguments' shape. */
  v: 1
  /** Actions of one lane are applied in the order they were done; a stuck lane holds up no other. The case's id, or "me". */
  lane: string
  args: MutationArgs[Name]
  /** Null: the action does not depend on what was seen. */
  pre: SeenThread | null
  /** Revision of the case that the agent saw. Null: unknown. */
  baseRev: number | null
  stamp: Stamp
}
export type Mutation = { [Name in MutationName]: MutationOf<Name> }[MutationName]

/** The case an action is about. Null: none. */
export const caseOf = (mutation: Mutation): CaseId | null =>
  mutation.name === 'interval.record' ? mutation.args.interval.caseId : mutation.args.caseId
