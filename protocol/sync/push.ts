import { z } from 'zod'
import { REFUSAL_CODES } from '../../domain/mutations/decide.ts'
import { attachmentId, clientId, epochMs, mutationId } from '../ids.ts'
import { PUSH_LIMIT_MUTATIONS } from '../limits.ts'
import { numberedMutation } from './mutations.ts'

export const pushRequest = z.object({
  proto: z.number().int(),
  schema: z.number().int(),
  /** The server's epoch as the desk knows it. */
  epoch: z.string().min(1).max(100),
  clientId,
  /** In order of n. */
  mutations: z.array(numberedMutation).min(1).max(PUSH_LIMIT_MUTATIONS),
})
export type PushRequest = z.infer<typeof pushRequest>

const decided = { n: z.number().int().positive(), id: mutationId, shard: z.string(), seq: z.number().int() }

/** What became of one mutation. All but "gap" and "files" consume its number, and the same answer is given however often it is sent. */
export const verdict = z.discriminatedUnion('status', [
  z.object({ status: z.literal('applied'), ...decided }),
  z.object({ status: z.literal('noop'), ...decided, code: z.enum(['already_so', 'reopen_kept']) }),
  z.object({
    status: z.literal('rejected'),
    ...decided,
    code: z.enum(REFUSAL_CODES),
    /** Reference for support. Null unless quarantined. */
    reference: z.string().nullable(),
  }),
  /** The server expects an earlier number; nothing from here on was looked at. */
  z.object({
    status: z.literal('gap'),
    n: z.number().int().positive(),
    id: mutationId,
    expect: z.number().int().positive(),
  }),
  /** The bytes of these files are not there, whole and right; nothing from here on was looked at. */
  z.object({
    status: z.literal('files'),
    n: z.number().int().positive(),
    id: mutationId,
    missing: z.array(attachmentId).min(1),
  }),
])
export type Verdict = z.infer<typeof verdict>

export const pushResponse = z.object({
  epoch: z.string(),
  verdicts: z.array(verdict),
  /** Highest number the server has decided for this client. */
  lmid: z.number().int().nonnegative(),
  now: epochMs,
})
export type PushResponse = z.infer<typeof pushResponse>
