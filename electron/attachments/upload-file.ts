import type { Outcome } from '../../protocol/bridge-kit.ts'
import { type FileFacts, PART_BYTES, type UploadAnswer } from '../../protocol/attachment.ts'
import { type FileStore, sha256Of } from './file-store.ts'

/** This machine has the bytes no longer, or others: no later try can help. */
export const FILE_LOST = 'file-lost'

const lost: Outcome<never> = {
  ok: false,
  failure: { kind: 'refused', code: FILE_LOST, message: 'The file is no longer on this machine.' },
}

type PutPart = (file: FileFacts, at: number, bytes: Uint8Array) => Promise<Outcome<UploadAnswer>>

/**
 * Brings a kept file to the server, part by part, from where an earlier try ended. Done only when the server has all of
 * it and its hash is right; asked again after that it costs one question.
 */
export async function uploadFile(
  store: Pick<FileStore, 'read'>,
  file: FileFacts,
  putPart: PutPart,
): Promise<Outcome<object>> {
  let answer = await putPart(file, 0, new Uint8Array())
  if (!answer.ok) return answer
  if (answer.value.isComplete) return { ok: true, value: {} }
  const bytes = await store.read(file.id)
  if (bytes === null || bytes.length !== file.sizeBytes || sha256Of(bytes) !== file.sha256) return lost
  // A server that finds the bytes wrong begins anew. Once may be the line's fault.
  const roundsAtMost = 2 * Math.ceil(bytes.length / PART_BYTES) + 1
  for (let round = 0; round < roundsAtMost; round++) {
    if (!answer.ok) return answer
    const { received, isComplete } = answer.value
    if (isComplete) return { ok: true, value: {} }
    answer = await putPart(file, received, bytes.subarray(received, received + PART_BYTES))
  }
  if (!answer.ok) return answer
  if (answer.value.isComplete) return { ok: true, value: {} }
  return { ok: false, failure: { kind: 'damaged', detail: 'The server does not get the file whole.' } }
}
