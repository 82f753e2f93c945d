import { existsSync, readFileSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** The process's proportional share of memory, bytes. Null: this system does not tell (only Linux does). */
export function pssOf(pid: number): number | null {
  const file = `/proc/${pid}/smaps_rollup`
  if (!existsSync(file)) return null
  const found = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(file, 'utf8'))
  return found === null ? null : Number(found[1]) * 1_024
}

/** What pages stored in a profile, bytes: IndexedDB and the origin's private files, in whichever session below it. */
export async function storedIn(profile: string): Promise<number> {
  if (!existsSync(profile)) return 0
  let sum = 0
  for (const entry of await readdir(profile, { withFileTypes: true, recursive: true }))
    if (entry.isFile() && /[/\\](IndexedDB|File System)([/\\]|$)/.test(entry.parentPath.slice(profile.length)))
      sum += (await stat(join(entry.parentPath, entry.name)).catch(() => ({ size: 0 }))).size
  return sum
}
