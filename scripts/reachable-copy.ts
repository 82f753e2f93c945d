import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, chown, cp, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DesktopUser } from './desktop-user.ts'
import { canReach } from './desktop-user.ts'
import { makeOpenDir } from './places.ts'
import { takeLock } from './take-lock.mjs'

/** Below this the unprivileged user reaches everything; root's own folders may be closed to him. */
const BASE = '/var/cache/evenkeel'
const UNUSED_AFTER_MS = 24 * 60 * 60 * 1000

/**
 * The folder itself if the user can read it, else a copy of what he needs of it. The clone may lie below a folder of mode
 * 0700 (/root, mktemp -d), and Electron's user cannot pass there.
 */
export async function reachableFolder(
  folder: string,
  user: DesktopUser,
  of: { name: string; entries: readonly string[]; setuidProgram?: string },
): Promise<string> {
  const entries = of.entries.filter((entry) => existsSync(join(folder, entry)))
  const files = (await Promise.all(entries.map((entry) => filesBelow(join(folder, entry))))).flat()
  const needsOwner = of.setuidProgram !== undefined && !(await isSetuidRoot(join(folder, of.setuidProgram)))
  if (!needsOwner && (await canReach(user, files))) return folder

  makeOpenDir(BASE)
  const family = `${of.name}-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`
  const copy = join(BASE, `${family}-${await fingerprint(files)}`)
  const release = await takeLock(join(BASE, `${family}.copying`), `a copy of ${folder}`)
  try {
    await removeUnused(family, copy)
    if (existsSync(copy)) return copy
    const making = join(BASE, `${family}.making`)
    await rm(making, { recursive: true, force: true })
    for (const entry of entries)
      await cp(join(folder, entry), join(making, entry), { recursive: true, verbatimSymlinks: true })
    await openToReaders(making)
    if (of.setuidProgram !== undefined) {
      await chown(join(making, of.setuidProgram), 0, 0)
      await chmod(join(making, of.setuidProgram), 0o4755)
    }
    await rename(making, copy)
    return copy
  } finally {
    release()
  }
}

async function filesBelow(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path]
  const below = await readdir(path, { withFileTypes: true, recursive: true })
  return below.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

async function fingerprint(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const file of files.toSorted()) {
    const { size, mtimeMs } = await stat(file)
    hash.update(`${file}\0${size}\0${mtimeMs}\n`)
  }
  return hash.digest('hex').slice(0, 8)
}

async function isSetuidRoot(file: string): Promise<boolean> {
  try {
    const { uid, mode } = await stat(file)
    return uid === 0 && (mode & 0o4000) !== 0
  } catch {
    return false
  }
}

/** Copies of earlier builds, except those that a desk may still run from. */
async function removeUnused(family: string, current: string): Promise<void> {
  for (const name of await readdir(BASE)) {
    const path = join(BASE, name)
    if (!name.startsWith(`${family}-`) || path === current) continue
    if (Date.now() - (await stat(path)).ctimeMs > UNUSED_AFTER_MS) await rm(path, { recursive: true, force: true })
  }
}

async function openToReaders(dir: string): Promise<void> {
  await chmod(dir, 0o755)
  for (const entry of await readdir(dir, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) await chmod(path, 0o755)
    else if (entry.isFile()) await chmod(path, ((await stat(path)).mode & 0o111) !== 0 ? 0o755 : 0o644)
  }
}
