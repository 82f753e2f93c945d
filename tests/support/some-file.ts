import { createHash, randomUUID } from 'node:crypto'
import type { Attachment } from '../../domain/cases/attachment.ts'
import type { AttachmentId } from '../../domain/kernel/ids.ts'

/** Bytes that are the same at every run and no program, and what a message says of them. */
export function someFile(sizeBytes = 2_000, change: Partial<Attachment> = {}) {
  const bytes = new Uint8Array(sizeBytes).map((_, at) => (at * 31 + (at >> 8)) & 0xff)
  bytes.set(new TextEncoder().encode('%PDF-1.7').subarray(0, sizeBytes))
  const attachment: Attachment = {
    id: `f-${randomUUID()}` as AttachmentId,
    name: 'Return label.pdf',
    sizeBytes,
    mediaType: 'application/pdf',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    ...change,
  }
  return { bytes, attachment }
}
export type SomeFile = ReturnType<typeof someFile>
