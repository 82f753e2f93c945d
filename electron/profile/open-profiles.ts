import { join } from 'node:path'
import type { Outcome } from '../../protocol/bridge-kit.ts'
import { type FileStore, openFileStore } from '../attachments/file-store.ts'
import { makePrivateFolder } from '../files/write-safely.ts'
import type { Disk } from '../journal/disk.ts'
import { diskFailure, type Journal, openJournal } from '../journal/journal.ts'
import { subkey } from '../keys/derive.ts'
import { openProfileKey, type ProfileKey } from '../keys/open-profile-key.ts'
import type { SystemVault } from '../keys/system-vault.ts'
import type { ProfilePlace } from './sessions.ts'

export type Profile = { place: ProfilePlace; key: ProfileKey; journal: Journal; files: FileStore }

type Ports = { vault: SystemVault; disk: Disk; random(size: number): Uint8Array; report(message: string): void }

export type Profiles = {
  open(place: ProfilePlace): Promise<Outcome<Profile>>
  close(): Promise<void>
}

/** Keys and journals of the people at this desk, opened when they are first needed and then kept open. */
export function createProfiles(ports: Ports): Profiles {
  const opened = new Map<string, Promise<Profile>>()

  const openOne = async ({ profileId, folder }: ProfilePlace): Promise<Profile> => {
    await makePrivateFolder(folder)
    const journalFolder = join(folder, 'journal')
    await makePrivateFolder(journalFolder)
    const filesFolder = join(folder, 'files')
    await makePrivateFolder(filesFolder)
    const key = await openProfileKey(folder, ports)
    const seal = { key: subkey(key.key, profileId, 'journal'), profileId, newIv: () => ports.random(12) }
    const journal = await openJournal({ disk: ports.disk, folder: journalFolder, seal, random: ports.random })
    const files = openFileStore({
      disk: ports.disk,
      folder: filesFolder,
      seal: { ...seal, key: subkey(key.key, profileId, 'files') },
    })
    return { place: { profileId, folder }, key, journal, files }
  }

  return {
    async open(place) {
      const opening = opened.get(place.profileId) ?? openOne(place)
      opened.set(place.profileId, opening)
      try {
        return { ok: true, value: await opening }
      } catch (error) {
        // The disk may have room, or the keyring be unlocked, when the page asks again.
        opened.delete(place.profileId)
        ports.report(`The profile does not open: ${String(error)}`)
        return diskFailure(error)
      }
    },
    async close() {
      const all = [...opened.values()]
      opened.clear()
      for (const profile of all) await profile.then(({ journal }) => journal.close()).catch(() => undefined)
    },
  }
}
