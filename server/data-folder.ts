import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Another server works on the same folder. */
export class FolderInUse extends Error {}

/** Takes the data folder for this process. Throws `FolderInUse`. Returns the way to give it back. */
export function takeFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'server.pid')
  for (;;) {
    try {
      writeFileSync(file, `${process.pid}\n`, { flag: 'wx', mode: 0o600 })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = Number(readFileSync(file, 'utf8'))
    if (isServer(holder))
      throw new FolderInUse(
        `Another Evenkeel server (process ${holder}) already works on ${folder}: stop it, or name another folder with --data.`,
      )
    // Left behind by a server that was killed.
    rmSync(file, { force: true })
  }
}

function isServer(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 1 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return (
      process.platform !== 'linux' || /server\/(main|bump-epoch)/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
    )
  } catch {
    return false
  }
}

/** The server's own secret, made at the first start: it signs access tokens. */
export function readSecret(folder: string): Uint8Array {
  const file = join(folder, 'token-key')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' })
  return new Uint8Array(readFileSync(file))
}

/** What connectors show, made at the first start. Whoever may read the file may hand in messages of customers. */
export function readConnectorKey(folder: string): string {
  const file = join(folder, 'connector-key')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  return readFileSync(file, 'utf8').trim()
}
