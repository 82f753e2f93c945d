import type { AttachmentId } from '../../domain/kernel/ids.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import { safeMediaType } from '../../domain/replying/plan-attachment.ts'
import type { Failure } from '../../protocol/bridge-kit.ts'
import type { DeskClient } from '../../protocol/desk-bridge.ts'
import type { AttachmentsPort, FileRefusal, SaveOutcome } from '../deps/attachments-port.ts'

/** The bytes of attached files, which only the main process holds. */
export function openAttachments(desk: DeskClient, canKeep: boolean, newId: () => string): AttachmentsPort {
  return {
    canKeep,
    async keep({ name, mediaType, bytes }) {
      const id = newId() as AttachmentId
      const kept = await desk.call('file.keep', { id, bytes })
      if (!kept.ok) return refuse(whyNotKept(kept.failure))
      return ok({ id, name, mediaType: safeMediaType(mediaType), ...kept.value })
    },
    async save(file) {
      const saved = await desk.call('file.save', file)
      if (!saved.ok) return whyNotSaved(saved.failure)
      return saved.value.isSaved ? 'saved' : 'cancelled'
    },
    async saveTable(table) {
      const saved = await desk.call('export.save', table)
      if (!saved.ok) return saved.failure.kind === 'disk' && saved.failure.code === 'full' ? 'disk-full' : 'disk-failed'
      return saved.value.isSaved ? 'saved' : 'cancelled'
    },
  }
}

function whyNotKept(failure: Failure): FileRefusal {
  if (failure.kind === 'not-available') return 'not-here'
  if (failure.kind === 'refused') return 'program'
  return failure.kind === 'disk' && failure.code === 'full' ? 'disk-full' : 'disk-failed'
}

function whyNotSaved(failure: Failure): SaveOutcome {
  if (failure.kind === 'disk') return failure.code === 'full' ? 'disk-full' : 'disk-failed'
  if (failure.kind === 'refused') return 'gone'
  return failure.kind === 'damaged' ? 'damaged' : 'offline'
}
