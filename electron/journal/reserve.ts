import { join } from 'node:path'
import type { Disk } from './disk.ts'

const RESERVE = 'reserve'
export const RESERVE_BYTES = 1_048_576

/** Room that is held back for the day the disk is full. `random` because some disks store zeros as nothing. */
export async function makeReserve(disk: Disk, folder: string, random: (size: number) => Uint8Array): Promise<void> {
  const path = join(folder, RESERVE)
  try {
    if ((await disk.sizeOf(path)) === RESERVE_BYTES) return
    const file = await disk.open(path)
    try {
      await file.truncate(0)
      await file.write(random(RESERVE_BYTES), 0)
      await file.sync()
    } finally {
      await file.close()
    }
  } catch {
    // No room for it now. A part of it must not eat what little is left.
    await disk.remove(path).catch(() => undefined)
  }
}

/** Gives the room back, so that what the agent does next can still be kept. */
export async function releaseReserve(disk: Disk, folder: string): Promise<void> {
  await disk.remove(join(folder, RESERVE))
  await disk.syncFolder(folder)
}
