import { open, rename, unlink } from 'node:fs/promises'
import type { Attachment } from '../../domain/cases/attachment.ts'
import { isProgramName, safeName } from '../../domain/replying/plan-attachment.ts'
import type { Outcome } from '../../protocol/bridge-kit.ts'
import { diskFailure } from '../journal/journal.ts'
import { type FileStore, sha256Of } from './file-store.ts'

export type SavePorts = {
  store: Pick<FileStore, 'read'>
  fetchFile(id: string, sizeBytes: number): Promise<Outcome<Uint8Array>>
  /** Asks the person where to. Null: they changed their mind. */
  choosePath(name: string): Promise<string | null>
}

/**
 * Writes a file of a message where the person says, and does nothing else with it: it is never opened from here. What
 * this machine has is taken from here, so that it works offline; all else comes from the server and is checked by its hash.
 */
export async function saveFile(ports: SavePorts, file: Attachment): Promise<Outcome<{ isSaved: boolean }>> {
  const name = safeName(file.name)
  if (isProgramName(name))
    return { ok: false, failure: { kind: 'refused', code: 'program', message: 'Programs are not saved from here.' } }
  const bytes = await bytesOf(ports, file)
  if (!bytes.ok) return bytes
  return writeChosen(ports, name, bytes.value)
}

/** A table that the desk has made, under the name it proposes; the ending is what it is. */
export const saveExport = (
  ports: Pick<SavePorts, 'choosePath'>,
  { name, kind, bytes }: { name: string; kind: 'csv' | 'xlsx'; bytes: Uint8Array },
): Promise<Outcome<{ isSaved: boolean }>> => writeChosen(ports, `${safeName(name)}.${kind}`, bytes)

/** Asks where to, and leaves a whole file there or none. */
async function writeChosen(
  ports: Pick<SavePorts, 'choosePath'>,
  name: string,
  bytes: Uint8Array,
): Promise<Outcome<{ isSaved: boolean }>> {
  const path = await ports.choosePath(name)
  if (path === null) return { ok: true, value: { isSaved: false } }
  const making = `${path}.part`
  try {
    const handle = await open(making, 'w', 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(making, path)
    return { ok: true, value: { isSaved: true } }
  } catch (error) {
    await unlink(making).catch(() => undefined)
    return diskFailure(error)
  }
}

async function bytesOf({ store, fetchFile }: SavePorts, file: Attachment): Promise<Outcome<Uint8Array>> {
  const isRight = (bytes: Uint8Array) => bytes.length === file.sizeBytes && sha256Of(bytes) === file.sha256
  const here = await store.read(file.id).catch(() => null)
  if (here !== null && isRight(here)) return { ok: true, value: here }
  const fetched = await fetchFile(file.id, file.sizeBytes)
  if (!fetched.ok || isRight(fetched.value)) return fetched
  return { ok: false, failure: { kind: 'damaged', detail: 'The file did not come as it was sent.' } }
}
