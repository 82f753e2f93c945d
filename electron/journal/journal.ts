import { join } from 'node:path'
import type { Failure, Outcome } from '../../protocol/bridge-kit.ts'
import type { JournalEntry, JournalReport } from '../../protocol/journal.ts'
import type { Disk, DiskFile } from './disk.ts'
import { foldEntries } from './fold.ts'
import { type Seal, scanFrames } from './frame.ts'
import { JOURNAL, NewerJournalError, readEntries, recover, replace, writeEntries } from './recover.ts'
import { makeReserve, releaseReserve } from './reserve.ts'

export type Journal = {
  /** Answers when the entries survive a power cut; they land together or not at all. */
  append(entries: readonly JournalEntry[]): Promise<Outcome<{ seq: number }>>
  /** `mark`: names what was read. */
  read(): Promise<Outcome<{ entries: JournalEntry[]; report: JournalReport; mark: string }>>
  /**
   * Replaces what was read under this mark by these entries, or leaves everything as it was. `seq` null: something was written
   * since, which they cannot know of, and everything is as it was.
   */
  compact(entries: readonly JournalEntry[], mark: string): Promise<Outcome<{ seq: number | null }>>
  /** Waits for what is being written. */
  close(): Promise<void>
}

export type JournalPorts = { disk: Disk; folder: string; seal: Seal; random(size: number): Uint8Array }

/** So much is lost at most when a single frame of a compacted journal is damaged. */
const ENTRIES_PER_FRAME = 20
/** From here on texts that were replaced are let go: a day of typing would make it large and the next opening slow. */
const FOLD_FROM_BYTES = 4 * 1_024 * 1_024

type Job = { entries: readonly JournalEntry[]; settle(outcome: Outcome<{ seq: number }>): void }

const isFull = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as NodeJS.ErrnoException).code ?? '')

export function diskFailure(error: unknown): { ok: false; failure: Failure } {
  if (error instanceof NewerJournalError) return { ok: false, failure: { kind: 'upgrade' } }
  const code = isFull(error) ? 'full' : 'failed'
  return { ok: false, failure: { kind: 'disk', code, detail: error instanceof Error ? error.message : String(error) } }
}

/**
 * Opens the journal of a profile, repairing what a power cut or a bad disk has left. Throws where the disk fails, and
 * where a newer version has written.
 */
export async function openJournal(ports: JournalPorts): Promise<Journal> {
  const { disk, folder, seal } = ports
  const path = join(folder, JOURNAL)
  const found = await recover(disk, folder, seal).catch(async (error: unknown) => {
    if (!isFull(error)) throw error
    await releaseReserve(disk, folder)
    return recover(disk, folder, seal)
  })
  await makeReserve(disk, folder, ports.random)

  let { size, lastSeq } = found
  // Whatever is written raises `lastSeq`; one that is opened later, maybe under another key, counts from anywhere.
  const name = Buffer.from(ports.random(8)).toString('hex')
  const mark = () => `${name}.${lastSeq}`
  // Null: what stands behind `size` in the file is unknown and must go before anything is written.
  let file: DiskFile | null = null
  // False: a compaction failed half-way, and only the disk knows whether the old or the new file is there.
  let isKnown = true
  let foldAt = FOLD_FROM_BYTES
  let batch: Job[] | null = null
  let last: Promise<unknown> = Promise.resolve()

  /** One thing after the other: there is one writer. */
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const next = last.then(work)
    last = next.catch(() => undefined)
    return next
  }

  const know = async (): Promise<void> => {
    if (isKnown) return
    const again = await recover(disk, folder, seal)
    size = again.size
    lastSeq = Math.max(lastSeq, again.lastSeq)
    isKnown = true
  }

  const ready = async (): Promise<DiskFile> => {
    if (file !== null) return file
    await know()
    if (((await disk.sizeOf(path)) ?? 0) < size)
      throw new Error('The journal has become shorter while the desk was running.')
    const opened = await disk.open(path)
    try {
      await opened.truncate(size)
      await opened.sync()
    } catch (error) {
      await opened.close().catch(() => undefined)
      throw error
    }
    file = opened
    return opened
  }

  const letGo = async (): Promise<void> => {
    const opened = file
    file = null
    await opened?.close().catch(() => undefined)
  }

  /** Nothing half-written may stay; and after a failed sync the kernel's word on this file is worth nothing. */
  const backOut = async (error: unknown): Promise<Outcome<never>> => {
    await letGo()
    if (isFull(error)) await releaseReserve(disk, folder).catch(() => undefined)
    // If this fails too, the next write tries it again before it writes anything.
    await ready().catch(() => undefined)
    return diskFailure(error)
  }

  const writeBatch = async (jobs: readonly Job[]): Promise<void> => {
    const bytes = Buffer.concat(jobs.map(({ entries }, index) => writeEntries(seal, lastSeq + 1 + index, entries)))
    try {
      const opened = await ready()
      await opened.write(bytes, size)
      await opened.sync()
    } catch (error) {
      const failed = await backOut(error)
      for (const job of jobs) job.settle(failed)
      return
    }
    size += bytes.length
    for (const job of jobs) {
      lastSeq += 1
      job.settle({ ok: true, value: { seq: lastSeq } })
    }
    if (size > foldAt) await fold()
  }

  const readAll = async (): Promise<JournalEntry[]> => {
    await know()
    const bytes = ((await disk.read(path)) ?? Buffer.alloc(0)).subarray(0, size)
    return foldEntries(scanFrames(seal, bytes).frames.flatMap((frame) => readEntries(frame) ?? []))
  }

  /** Nothing is told: what was there is there still, or again as it was. */
  const fold = async (): Promise<void> => {
    try {
      await rewrite(await readAll())
    } catch {
      // The next opening does it.
    }
    foldAt = 2 * Math.max(size, FOLD_FROM_BYTES / 2)
  }

  const rewrite = async (entries: readonly JournalEntry[]): Promise<Outcome<{ seq: number }>> => {
    const frames: Buffer[] = []
    try {
      await know()
    } catch (error) {
      return diskFailure(error)
    }
    // An empty journal still says how far the numbers have come.
    for (let from = 0; from === 0 || from < entries.length; from += ENTRIES_PER_FRAME)
      frames.push(writeEntries(seal, lastSeq + 1 + frames.length, entries.slice(from, from + ENTRIES_PER_FRAME)))
    const bytes = Buffer.concat(frames)
    try {
      await letGo()
      await replace(disk, folder, bytes)
    } catch (error) {
      isKnown = false
      return backOut(error)
    }
    size = bytes.length
    lastSeq += frames.length
    await makeReserve(disk, folder, ports.random)
    return { ok: true, value: { seq: lastSeq } }
  }

  return {
    append: (entries) =>
      new Promise((settle) => {
        if (batch === null) {
          const begun: Job[] = []
          batch = begun
          void inTurn(() => {
            // Whoever came while the disk was busy shares one sync.
            if (batch === begun) batch = null
            return writeBatch(begun)
          })
        }
        batch.push({ entries, settle })
      }),

    read: () =>
      inTurn(async () => {
        try {
          return { ok: true, value: { entries: await readAll(), report: found.report, mark: mark() } }
        } catch (error) {
          return diskFailure(error)
        }
      }),

    compact(entries, read) {
      // What is appended from here on must land behind the compaction, not before it.
      batch = null
      return inTurn(async () => (read === mark() ? rewrite(entries) : { ok: true, value: { seq: null } }))
    },

    close: () => inTurn(letGo),
  }
}
