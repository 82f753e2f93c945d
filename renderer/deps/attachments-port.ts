import type { Attachment } from '../../domain/cases/attachment.ts'
import type { Result } from '../../domain/kernel/result.ts'

/** Why the bytes of a file were not kept. Nothing else was lost. */
export type FileRefusal = 'disk-full' | 'disk-failed' | 'not-here' | 'program'

/** What became of a file that was to be saved. cancelled: they chose no place. gone: the server gives it to them no more. */
export type SaveOutcome = 'saved' | 'cancelled' | 'offline' | 'gone' | 'damaged' | 'disk-full' | 'disk-failed'

/** Files that go with messages, as far as a screen deals with their bytes. */
export type AttachmentsPort = {
  /** False: this edition keeps no files (a browser may throw away what a page keeps). They can still be saved. */
  canKeep: boolean
  /** Answers when the bytes are safe on this machine; from then on they may be named by a draft. */
  keep(file: {
    name: string
    mediaType: string
    bytes: Uint8Array<ArrayBuffer>
  }): Promise<Result<Attachment, FileRefusal>>
  /** Asks where to and writes it there; it is never opened. */
  save(file: Attachment): Promise<SaveOutcome>
  /** Asks where to and writes a table there that a screen has made. `name` is without an ending. */
  saveTable(table: { name: string; kind: 'csv' | 'xlsx'; bytes: Uint8Array<ArrayBuffer> }): Promise<SaveOutcome>
}
