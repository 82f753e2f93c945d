import { z } from 'zod'
import type { Attachment } from '../domain/cases/attachment.ts'
import { FILE_LIMIT_BYTES, NAME_LIMIT } from '../domain/replying/plan-attachment.ts'
import { attachmentId } from './ids.ts'

/** A file goes to the server in parts of this size, each a request of its own: a line that breaks costs one part. */
export const PART_BYTES = 524_288

export const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const sizeBytes = z.number().int().positive().max(FILE_LIMIT_BYTES)

/** A file that goes with a message, without its bytes. */
export const attachment = z.object({
  id: attachmentId,
  name: z.string().min(1).max(NAME_LIMIT),
  sizeBytes,
  mediaType: z.string().regex(/^[a-z]+\/[a-z0-9][a-z0-9!#$&^_.+-]{0,80}$/),
  sha256,
}) satisfies z.ZodType<Attachment>

/** Which bytes are meant. The same id with other bytes is refused. */
export const fileFacts = z.object({ id: attachmentId, sizeBytes, sha256 })
export type FileFacts = z.infer<typeof fileFacts>

/** How much of a file the server has; the next part begins there. Complete: all of it, and its hash is right. */
export const uploadAnswer = z.object({ received: z.number().int().nonnegative(), isComplete: z.boolean() })
export type UploadAnswer = z.infer<typeof uploadAnswer>
