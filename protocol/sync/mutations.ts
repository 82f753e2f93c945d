import { z } from 'zod'
import { CASE_STATUSES } from '../../domain/cases/case.ts'
import { CHANNELS } from '../../domain/cases/channel.ts'
import type { Mutation, MutationArgs, MutationName } from '../../domain/mutations/mutation.ts'
import { caseId, messageId, mutationId, queueId, userId } from '../ids.ts'
import { intervalRecord, stamp } from './records.ts'

const body = z.string().max(200_000)
const tag = z.string().min(1).max(100)

const args = {
  'case.setStatus': z.object({ caseId, status: z.enum(CASE_STATUSES) }),
  'case.claim': z.object({ caseId }),
  'case.assign': z.object({ caseId, assigneeId: userId.nullable() }),
  'case.move': z.object({ caseId, queueId }),
  'case.tag.add': z.object({ caseId, tag }),
  'case.tag.remove': z.object({ caseId, tag }),
  'note.add': z.object({ caseId, messageId, body }),
  'reply.send': z.object({ caseId, messageId, body, channel: z.enum(CHANNELS) }),
  'interval.record': z.object({ interval: intervalRecord }),
} satisfies { [Name in MutationName]: z.ZodType<MutationArgs[Name]> }

const named = <Name extends MutationName>(name: Name) =>
  z.object({
    id: mutationId,
    name: z.literal(name),
    v: z.literal(1),
    lane: z.string().min(1).max(64),
    args: args[name],
    pre: z.object({ lastPublicOrdinal: z.number().int().nonnegative() }).nullable(),
    baseRev: z.number().int().nonnegative().nullable(),
    stamp,
  })

const variants = [
  named('case.setStatus'),
  named('case.claim'),
  named('case.assign'),
  named('case.move'),
  named('case.tag.add'),
  named('case.tag.remove'),
  named('note.add'),
  named('reply.send'),
  named('interval.record'),
] as const

/** An intent as it is kept in outbox and journal. */
export const mutation = z.discriminatedUnion('name', variants) as unknown as z.ZodType<Mutation>

/** A mutation on the wire: the intent, its number, and whether it is sent again after a restore of the server. */
export const numberedMutation = z.object({
  /** Gapless per client, from 1; sealed durably before the first send. */
  n: z.number().int().positive(),
  /** True: an earlier epoch of the server may have seen it; a reply then enters as "delivery unknown". */
  replay: z.boolean(),
  mutation,
})
export type NumberedMutation = z.infer<typeof numberedMutation>
