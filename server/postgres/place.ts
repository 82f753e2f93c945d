import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { copyBinaries, findBinaries } from './binaries.ts'

export const SYSTEM_USER = 'evenkeel'
const CACHE = '/var/cache/evenkeel'
const STATE = '/var/lib/evenkeel'

/** Where PostgreSQL runs: its programs, its data, and as whom. Null user: as whoever runs the server. */
export type Place = { programs: string; data: string; user: { uid: number; gid: number } | null }

/**
 * Finds a place for the database of the data folder. PostgreSQL refuses to run as root, so there it runs as a system
 * user of its own; what lies below a folder that this user cannot enter is put where they can, and `tell` says so.
 */
export function findPlace(dataFolder: string, tell: (line: string) => void): Place {
  const folder = resolve(dataFolder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const binaries = findBinaries()
  if (process.getuid?.() !== 0) return { programs: binaries.root, data: join(folder, 'postgres'), user: null }

  const user = findSystemUser(tell)
  let programs = binaries.root
  if (!canEnter(programs, user)) {
    mkdirSync(CACHE, { recursive: true, mode: 0o755 })
    const isNew = !existsSync(join(CACHE, `postgres-${binaries.version}`))
    programs = copyBinaries(binaries, CACHE)
    if (isNew) tell(`PostgreSQL's programs were copied to ${programs}, where the user ${SYSTEM_USER} can run them.`)
  }
  return { programs, data: dataPlace(folder, user, tell), user }
}

function dataPlace(folder: string, user: { uid: number; gid: number }, tell: (line: string) => void): string {
  const own = join(folder, 'postgres')
  const pointer = join(folder, 'postgres-lies-at')
  if (existsSync(pointer)) return readFileSync(pointer, 'utf8').trim()
  // Below a folder that the user may enter the data stays where it was asked for.
  if (canEnter(dirname(folder), user)) {
    chmodSync(folder, 0o711)
    makeOwned(own, user)
    return own
  }
  const elsewhere = join(STATE, createHash('sha256').update(folder).digest('hex').slice(0, 16))
  mkdirSync(STATE, { recursive: true, mode: 0o755 })
  makeOwned(elsewhere, user)
  writeFileSync(pointer, `${elsewhere}\n`)
  tell(`The database lies at ${elsewhere}: the user ${SYSTEM_USER} cannot enter ${folder}.`)
  return elsewhere
}

function makeOwned(folder: string, user: { uid: number; gid: number }): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chownSync(folder, user.uid, user.gid)
}

/** Whether the user may pass through every folder on the way, as far as the mode bits tell. */
function canEnter(path: string, user: { uid: number; gid: number }): boolean {
  for (let at = path; ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at)
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (at === dirname(at)) return true
  }
}

function findSystemUser(tell: (line: string) => void): { uid: number; gid: number } {
  const line = () =>
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((each) => each.startsWith(`${SYSTEM_USER}:`))
  if (line() === undefined) {
    execFileSync(
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', SYSTEM_USER],
      { stdio: 'pipe' },
    )
    tell(`The system user ${SYSTEM_USER} was made: PostgreSQL does not run as root.`)
  }
  const [, , uid, gid] = (line() ?? '').split(':')
  return { uid: Number(uid), gid: Number(gid) }
}
