import { readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makePrivateFolder, syncFolder, writeSafely } from '../files/write-safely.ts'
import { diskShelf, factsOf, shred } from '../keys/key-file.ts'

/**
 * What is to be carried out to its end, whatever happens on the way: a sign-out, of which only kept work outlives the key, or
 * another key, with which everything stays.
 */
const MARKS = ['retired', 'renewed'] as const
type Mark = (typeof MARKS)[number]
/** The key first: while it is still there, nothing has been moved. */
const MOVED = ['keys.json', 'keys.json.bak', 'journal', 'files'] as const

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

/** Where what outlives a key waits until that key is gone. */
export const folderOfKept = (folder: string): string => `${folder}.next`

export async function markFolder(folder: string, mark: Mark): Promise<void> {
  await makePrivateFolder(folder)
  await writeSafely(join(folder, mark), '1', { keepsOld: false })
}

/** As if nothing had been begun. Throws where the disk does not take that: then it is carried out at the next opening. */
export async function unmarkFolder(folder: string): Promise<void> {
  for (const mark of MARKS) await rm(join(folder, mark), { force: true })
  await syncFolder(folder)
}

async function markOf(folder: string): Promise<Mark | null> {
  for (const mark of MARKS) if (await isThere(join(folder, mark))) return mark
  return null
}

/**
 * Ends what a mark began, also where it was cut short: the old keys are destroyed, what waits takes the place of what they had
 * sealed, and of that nothing stays that the system lets go of. What was cut short before its mark never was.
 */
export async function settleFolder(folder: string): Promise<void> {
  const next = folderOfKept(folder)
  const mark = await markOf(folder)
  if (mark === null) {
    await rm(next, { recursive: true, force: true })
    return
  }
  // While the key of what waits lies there, the one here is still that of before.
  const isNextWhole = await isThere(join(next, 'keys.json'))
  const isMoving = !isNextWhole && (await isThere(next))
  // Without anything that waits, another key has been moved already: the one here is the new one.
  if (!isMoving && (isNextWhole || mark === 'retired')) {
    // From here on nothing of before can be opened any more; the rest is tidying up.
    await diskShelf(folder).destroy()
    if (mark === 'retired') await dropAll(folder)
  }
  for (const name of MOVED) {
    if (!(await isThere(join(next, name)))) continue
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 2 })
    await rename(join(next, name), join(folder, name))
  }
  await syncFolder(folder)
  await rm(join(folder, mark), { force: true })
  await syncFolder(folder)
  await rm(next, { recursive: true, force: true })
  // Where nothing was kept, nothing tells that somebody was here.
  await rmdir(folder).catch(() => undefined)
  await syncFolder(dirname(folder))
}

async function dropAll(folder: string): Promise<void> {
  await shred(join(folder, 'session.json'))
  for (const name of await readdir(folder))
    if (!MARKS.some((mark) => mark === name))
      await rm(join(folder, name), { recursive: true, force: true, maxRetries: 2 }).catch(() => undefined)
}

/** At the start of the desk: what was cut short, and sessions whose key is gone. */
export async function tidyProfiles(profiles: string, report: (message: string) => void): Promise<void> {
  for (const name of await readdir(profiles).catch(() => [])) {
    if (name.endsWith('.next')) continue
    const folder = join(profiles, name)
    try {
      await settleFolder(folder)
      const kept = await diskShelf(folder).read()
      const live = kept.state === 'good' ? factsOf(kept.value).session : null
      if (kept.state === 'damaged') continue
      for (const session of await readdir(join(folder, 'session')).catch(() => []))
        if (session !== live) await rm(join(folder, 'session', session), { recursive: true, force: true })
    } catch (error) {
      report(`A profile folder could not be tidied up: ${String(error)}`)
    }
  }
}
