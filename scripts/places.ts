import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/** The clone. */
export const projectRoot = dirname(import.meta.dirname)

/** Started as root: Electron then runs as an unprivileged user of its own. */
export const isRoot = process.getuid?.() === 0

/** Stands for this clone where several clones share a machine. */
export const cloneId = createHash('sha256').update(projectRoot).digest('hex').slice(0, 12)

/** Where programs that several clones share are kept. As root it is a place that an unprivileged user can reach. */
export function cacheDir(): string {
  const chosen = process.env['EVENKEEL_CACHE']
  if (chosen) return chosen
  if (isRoot) return '/var/cache/evenkeel'
  const base = process.platform === 'win32' ? process.env['LOCALAPPDATA'] : (process.env['XDG_CACHE_HOME'] ?? undefined)
  return join(base || join(homedir(), '.cache'), 'evenkeel')
}

/** Makes a folder that other users can enter, whatever the umask is. */
export function makeOpenDir(dir: string): void {
  mkdirSync(dir, { recursive: true })
  if (isRoot) chmodSync(dir, 0o755)
}
