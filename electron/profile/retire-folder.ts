import { readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makePrivateFolder, syncFolder, writeSafely } from '../files/write-safely.ts'
import { diskShelf, shred } from '../keys/key-file.ts'

/** Written when a sign-out is to be carried out to its end, whatever happens on the way. */
const MARK = 'retired'
/** The key first: while it is still there, nothing has been moved. */
const MOVED = ['keys.json', 'keys.json.bak', 'journal', 'files'] as const

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

/** Where work that outlives a sign-out waits until the old folder is gone. */
export const folderOfKept = (folder: string): string => `${folder}.next`

export async function markRetired(folder: string): Promise<void> {
  await makePrivateFolder(folder)
  await writeSafely(join(folder, MARK), '1', { keepsOld: false })
}

/**
 * Ends what a sign-out began, also one that was cut short: the keys are destroyed, kept work takes the place of what they had
 * sealed, and of that nothing stays that the system lets go of. A sign-out that was cut short before its mark never was.
 */
export async function settleRetirement(folder: string): Promise<void> {
  const next = folderOfKept(folder)
  if (!(await isThere(join(folder, MARK)))) {
    await rm(next, { recursive: true, force: true })
    return
  }
  // While the key of kept work lies there, the one here is still that of before.
  const isNextWhole = await isThere(join(next, 'keys.json'))
  const isMoving = !isNextWhole && (await isThere(next))
  if (!isMoving) {
    // From here on nothing of before can be opened any more; the rest is tidying up.
    await diskShelf(folder).destroy()
    await shred(join(folder, 'session.json'))
    for (const name of await readdir(folder))
      if (name !== MARK)
        await rm(join(folder, name), { recursive: true, force: true, maxRetries: 2 }).catch(() => undefined)
  }
  for (const name of MOVED) {
    await rename(join(next, name), join(folder, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
  }
  await syncFolder(folder)
  await rm(join(folder, MARK), { force: true })
  await syncFolder(folder)
  await rm(next, { recursive: true, force: true })
  // Where nothing was kept, nothing tells that somebody was here.
  await rmdir(folder).catch(() => undefined)
  await syncFolder(dirname(folder))
}

/** At the start of the desk: sign-outs that were cut short, and sessions whose key is gone. */
export async function tidyProfiles(profiles: string, report: (message: string) => void): Promise<void> {
  for (const name of await readdir(profiles).catch(() => [])) {
    if (name.endsWith('.next')) continue
    const folder = join(profiles, name)
    try {
      await settleRetirement(folder)
      const kept = await diskShelf(folder).read()
      const live = kept.state === 'good' ? kept.value.keyId : null
      if (kept.state === 'damaged') continue
      for (const session of await readdir(join(folder, 'session')).catch(() => []))
        if (session !== live) await rm(join(folder, 'session', session), { recursive: true, force: true })
    } catch (error) {
      report(`A profile folder could not be tidied up: ${String(error)}`)
    }
  }
}
