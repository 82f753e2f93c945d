import type { AttachmentId } from '../kernel/ids.ts'

/** A file that goes with a message. Its bytes lie elsewhere and are known by their hash; this travels with the message. */
export type Attachment = {
  id: AttachmentId
  /** As the customer reads it; made safe by `safeName`. */
  name: string
  /** Of its bytes; 1 to `FILE_LIMIT_BYTES`. */
  sizeBytes: number
  /** "application/pdf"; what its program said, never looked into. Unknown: "application/octet-stream". */
  mediaType: string
  /** Of its bytes, 64 hex digits in lower case. */
  sha256: string
}
