import { constants } from 'node:fs'
import { chmod, mkdir, open, readFile, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Makes what happened in a folder (a new name, a rename) survive a power cut. Windows has no such thing and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, constants.O_RDONLY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (process.platform !== 'win32') await chmod(folder, 0o700)
}

/**
 * Replaces a small file whole or not at all, readable by this system user only. The last good one stays beside it as .bak,
 * for the day when the new one turns out to be unreadable.
 */
export async function writeSafely(path: string, text: string, { keepsOld = true } = {}): Promise<void> {
  const making = `${path}.new`
  const handle = await open(making, 'w', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  if (keepsOld) {
    await rename(path, `${path}.bak`).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
  }
  await rename(making, path)
  await syncFolder(dirname(path))
}

export type Kept<Value> =
  | { state: 'good'; value: Value; source: 'file' | 'bak' }
  | { state: 'absent' }
  | { state: 'damaged' }

/** Reads what `writeSafely` wrote: the file, else the one before it. `parse` throws on what it does not understand. */
export async function readSafely<Value>(path: string, parse: (text: string) => Value): Promise<Kept<Value>> {
  let isAbsent = true
  for (const source of ['file', 'bak'] as const) {
    try {
      return { state: 'good', value: parse(await readFile(source === 'file' ? path : `${path}.bak`, 'utf8')), source }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') isAbsent = false
    }
  }
  return isAbsent ? { state: 'absent' } : { state: 'damaged' }
}

/** Removes a file and the copy beside it. */
export async function removeSafely(path: string): Promise<void> {
  for (const each of [path, `${path}.bak`, `${path}.new`]) {
    await unlink(each).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
  }
  await syncFolder(dirname(path))
}
