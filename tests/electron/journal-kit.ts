import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Disk } from '../../electron/journal/disk.ts'
import { realDisk } from '../../electron/journal/disk.ts'
import { type Journal, openJournal } from '../../electron/journal/journal.ts'
import type { JournalEntry } from '../../protocol/journal.ts'
import { journalEntry } from '../../protocol/journal.ts'

export const seal = {
  key: new Uint8Array(32).fill(7),
  profileId: 'profile1',
  newIv: () => new Uint8Array(randomBytes(12)),
}

export const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'evenkeel-journal-'))

export const open = (folder: string, disk: Disk = realDisk) =>
  openJournal({ disk, folder, seal, random: (size) => new Uint8Array(randomBytes(size)) })

export async function markOf(journal: Journal): Promise<string> {
  const read = await journal.read()
  return read.ok ? read.value.mark : JSON.stringify(read.failure)
}

/** An entry that can be told from every other by its number. */
export const draft = (n: number, words = 'Your parcel left today.'): JournalEntry =>
  journalEntry.parse({
    kind: 'draft',
    caseId: `c-${n}`,
    draft: { caseId: `c-${n}`, mode: 'reply', reply: words, note: '', savedAt: 1_773_144_000_000 },
  })

export const numberOf = (entry: JournalEntry): number =>
  entry.kind === 'draft' ? Number(entry.caseId.slice(2)) : Number.NaN

/** The numbers of the drafts that a newly opened journal holds, and what it says about its opening. */
export async function reread(folder: string) {
  const journal = await open(folder)
  const answer = await journal.read()
  await journal.close()
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
  return { numbers: answer.value.entries.map(numberOf), report: answer.value.report }
}

type Verb =
  | 'open'
  | 'write'
  | 'truncate'
  | 'sync'
  | 'close'
  | 'read'
  | 'sizeOf'
  | 'list'
  | 'rename'
  | 'remove'
  | 'syncFolder'

/** The real disk, whose calls can be made to fail by their number. A failing write leaves half of its bytes behind. */
export function troubledDisk(fails: (verb: Verb, nth: number) => 'ENOSPC' | 'EIO' | null): Disk & { calls: number } {
  const disk = { calls: 0 }
  const step = <Args extends unknown[], Value>(verb: Verb, work: (...args: Args) => Promise<Value>) => {
    return async (...args: Args): Promise<Value> => {
      const code = fails(verb, disk.calls++)
      if (code === null) return work(...args)
      if (verb === 'write') {
        const [bytes, at] = args as unknown as [Uint8Array, number]
        await work(...([bytes.subarray(0, bytes.length >> 1), at] as unknown as Args))
      }
      throw Object.assign(new Error(`${code}: told to fail, ${verb}`), { code })
    }
  }
  return Object.assign(disk, {
    open: step('open', async (path: string) => {
      const file = await realDisk.open(path)
      return {
        write: step('write', file.write),
        truncate: step('truncate', file.truncate),
        sync: step('sync', file.sync),
        close: step('close', file.close),
      }
    }),
    read: step('read', realDisk.read),
    sizeOf: step('sizeOf', realDisk.sizeOf),
    list: step('list', realDisk.list),
    rename: step('rename', realDisk.rename),
    remove: step('remove', realDisk.remove),
    syncFolder: step('syncFolder', realDisk.syncFolder),
  })
}
