import { join } from 'node:path'
import { z } from 'zod'
import { type JournalEntry, type JournalReport, journalEntry } from '../../protocol/journal.ts'
import type { Disk } from './disk.ts'
import { encodeFrame, type Frame, type Seal, scanFrames } from './frame.ts'

export const JOURNAL = 'journal'
const MAKING = 'journal.new'
const BAD = 'journal.bad'

const content = z.array(journalEntry)

/** What one frame holds. Null: it is ours, but of no shape that this version knows. */
export function readEntries(frame: Frame): JournalEntry[] | null {
  try {
    const parsed = content.safeParse(JSON.parse(frame.plain.toString('utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

export const writeEntries = (seal: Seal, seq: number, entries: readonly JournalEntry[]): Buffer =>
  encodeFrame(seal, seq, Buffer.from(JSON.stringify(entries)))

/** The journal was written by a newer version of Evenkeel; it is left untouched. */
export class NewerJournalError extends Error {
  constructor() {
    super('The journal holds entries of a newer version of Evenkeel.')
  }
}

export type Recovered = { size: number; lastSeq: number; report: JournalReport }

/**
 * Brings the journal's file into order: a torn end is cut off, damage is set aside in a .bad file, the rest stays. Throws,
 * and changes nothing, where a whole frame is of no shape that this version knows: damage never opens with the key.
 */
export async function recover(disk: Disk, folder: string, seal: Seal): Promise<Recovered> {
  const bytes = (await disk.read(join(folder, JOURNAL))) ?? Buffer.alloc(0)
  const { frames, damaged, tornBytes } = scanFrames(seal, bytes)
  if (frames.some((frame) => readEntries(frame) === null)) throw new NewerJournalError()
  await disk.remove(join(folder, MAKING))
  const lastSeq = frames.at(-1)?.seq ?? 0
  const report = { tornBytes, quarantined: damaged.length }
  if (damaged.length > 0) {
    await setAside(
      disk,
      folder,
      damaged.map(({ start, end }) => bytes.subarray(start, end)),
    )
    const kept = Buffer.concat(frames.map(({ start, end }) => bytes.subarray(start, end)))
    await replace(disk, folder, kept)
    return { size: kept.length, lastSeq, report }
  }
  const size = bytes.length - tornBytes
  const file = await disk.open(join(folder, JOURNAL))
  try {
    if (tornBytes > 0) {
      await file.truncate(size)
      await file.sync()
    }
  } finally {
    await file.close()
  }
  await disk.syncFolder(folder)
  return { size, lastSeq, report }
}

/** Damaged stretches are kept: someone with the key and patience may still read in them. */
async function setAside(disk: Disk, folder: string, stretches: readonly Uint8Array[]): Promise<void> {
  const path = join(folder, BAD)
  const at = (await disk.sizeOf(path)) ?? 0
  const file = await disk.open(path)
  try {
    await file.write(Buffer.concat(stretches), at)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The whole file anew, or the old one as it was: written beside it, then renamed over it. */
export async function replace(disk: Disk, folder: string, bytes: Uint8Array): Promise<void> {
  const making = join(folder, MAKING)
  try {
    await disk.remove(making)
    const file = await disk.open(making)
    try {
      await file.write(bytes, 0)
      await file.sync()
    } finally {
      await file.close()
    }
    await disk.rename(making, join(folder, JOURNAL))
  } catch (error) {
    await disk.remove(making).catch(() => undefined)
    throw error
  }
  await disk.syncFolder(folder)
}
