import { openFileStore } from '../../electron/attachments/file-store.ts'
import type { Disk } from '../../electron/journal/disk.ts'
import { realDisk } from '../../electron/journal/disk.ts'
import { seal } from './journal-kit.ts'

/** The store of files as one start of the desk opens it. */
export const openFiles = (folder: string, disk: Disk = realDisk, profileId = seal.profileId) =>
  openFileStore({ disk, folder, seal: { ...seal, profileId } })
