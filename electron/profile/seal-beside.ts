import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { JournalEntry } from '../../protocol/journal.ts'
import { FILE_ENDING } from '../attachments/file-store.ts'
import { makePrivateFolder, syncFolder } from '../files/write-safely.ts'
import type { Disk } from '../journal/disk.ts'
import { diskShelf, type KeyFile, memoryShelf } from '../keys/key-file.ts'
import { type KeyPorts, makeProfileKey, type ProfileKey } from '../keys/open-profile-key.ts'
import type { Profile } from './open-profiles.ts'
import { folderOfKept } from './retire-folder.ts'
import type { ProfilePlace } from './sessions.ts'

/** A key with the file that opens it, which lies nowhere yet. */
export type MadeKey = { key: ProfileKey; file: KeyFile }

export async function makeKey(ports: KeyPorts, profileId: string, session?: string): Promise<MadeKey> {
  const made = memoryShelf()
  const key = await makeProfileKey(made, ports, profileId, session)
  const file = await made.read()
  if (file.state !== 'good') throw new Error('The new key was not made.')
  return { key, file: file.value }
}

/** The server's part of it. Null: it has none. */
export const shareIdIn = ({ slots: [slot] }: KeyFile): string | null => (slot?.kind === 'server' ? slot.shareId : null)

/**
 * These entries and all files of the profile, sealed with another key in a folder beside it. The key file is written last: its
 * being there says that all of the rest is.
 */
export async function sealBeside(
  disk: Disk,
  openWith: (place: ProfilePlace, key: ProfileKey) => Promise<Profile>,
  before: Profile,
  { key, file }: MadeKey,
  entries: readonly JournalEntry[],
): Promise<void> {
  const { place } = before
  const folder = folderOfKept(place.folder)
  await rm(folder, { recursive: true, force: true })
  await makePrivateFolder(folder)
  const next = await openWith({ ...place, folder }, key)
  const empty = await next.journal.read()
  const written = empty.ok && (await next.journal.compact(entries, empty.value.mark))
  await next.journal.close()
  if (!written || !written.ok || written.value.seq === null) throw new Error('The journal was not sealed anew.')
  for (const name of await disk.list(join(place.folder, 'files'))) {
    if (!name.endsWith(FILE_ENDING)) continue
    const id = name.slice(0, -FILE_ENDING.length)
    const bytes = await before.files.read(id)
    // What is damaged already is nobody's any more.
    const kept = bytes === null ? null : await next.files.keep(id, bytes)
    if (kept?.ok === false) throw new Error('An attached file was not sealed anew.')
  }
  await diskShelf(folder).write(file)
  await syncFolder(dirname(folder))
}
