import { type ChildProcess, execFile, spawn } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { programOf } from './binaries.ts'
import type { Place } from './place.ts'

const START_LIMIT_MS = 60_000
const POLL_MS = 50
export const DATABASE_USER = 'evenkeel'

/** A running PostgreSQL of ours. `stop` ends it cleanly; `exited` resolves when it ends, however. */
export type RunningPostgres = { port: number; password: string; stop(): Promise<void>; exited: Promise<void> }

type Clock = { pause(ms: number): Promise<void>; now(): number; newSecret(): string }

/** Starts PostgreSQL on the place's data, making it first where there is none. Throws a sentence with the remedy. */
export async function startPostgres(
  place: Place,
  clock: Clock,
  tell: (line: string) => void,
): Promise<RunningPostgres> {
  const as = place.user ?? {}
  // Besides the data, not in it: PostgreSQL wants its folder for itself.
  const secretFile = `${place.data}.password`
  if (!existsSync(join(place.data, 'PG_VERSION'))) await makeCluster(place, secretFile, clock.newSecret())
  await endOrphan(place.data, clock, tell)
  const password = readFileSync(secretFile, 'utf8').trim()
  const port = await findFreePort()
  const child = spawn(
    programOf(place.programs, 'postgres'),
    [
      '-D',
      place.data,
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
      '-c',
      'fsync=on',
      '-c',
      'synchronous_commit=on',
      '-c',
      'full_page_writes=on',
      '-c',
      'log_min_messages=warning',
      '-c',
      'max_connections=60',
    ],
    { ...as, stdio: ['ignore', 'ignore', 'pipe'], cwd: place.data },
  )
  const said: string[] = []
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await untilReady(place.data, child, clock, () => said.join('').slice(-600))
  return {
    port,
    password,
    exited,
    async stop() {
      // "Fast" shutdown: open transactions are rolled back, everything committed is written.
      if (child.exitCode === null) child.kill('SIGINT')
      await exited
    },
  }
}

async function makeCluster(place: Place, secretFile: string, secret: string): Promise<void> {
  mkdirSync(place.data, { recursive: true, mode: 0o700 })
  writeFileSync(secretFile, `${secret}\n`, { mode: 0o600 })
  if (place.user !== null) {
    chownSync(place.data, place.user.uid, place.user.gid)
    chownSync(secretFile, place.user.uid, place.user.gid)
  }
  try {
    await promisify(execFile)(
      programOf(place.programs, 'initdb'),
      [
        '-D',
        place.data,
        '-U',
        DATABASE_USER,
        '--auth=scram-sha-256',
        `--pwfile=${secretFile}`,
        '--encoding=UTF8',
        '--locale=C',
        '--no-instructions',
      ],
      { ...place.user, cwd: place.data },
    )
  } catch (error) {
    // Half a cluster would look like a whole one at the next start.
    rmSync(place.data, { recursive: true, force: true })
    const { stderr = '' } = error as { stderr?: string }
    throw new Error(
      `PostgreSQL could not make its data folder ${place.data}: ${stderr.trim().split('\n').at(-1) ?? error}`,
    )
  }
}

/** A killed server leaves its PostgreSQL running. It is told from others by its data folder and ended before ours starts. */
async function endOrphan(data: string, clock: Clock, tell: (line: string) => void): Promise<void> {
  const pidFile = join(data, 'postmaster.pid')
  if (!existsSync(pidFile)) return
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
  if (!isPostgresOn(pid, data)) return
  tell(`A PostgreSQL of an earlier server still runs on this data (process ${pid}); it is ended first.`)
  process.kill(pid, 'SIGINT')
  const until = clock.now() + START_LIMIT_MS
  while (isPostgresOn(pid, data)) {
    if (clock.now() > until)
      throw new Error(
        `The PostgreSQL of an earlier server (process ${pid}) does not end: end it yourself and start again.`,
      )
    await clock.pause(POLL_MS)
  }
}

function isPostgresOn(pid: number, data: string): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false
  try {
    process.kill(pid, 0)
    // Where the system tells, the process must really be a PostgreSQL that stands in this folder.
    return process.platform !== 'linux' || readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data)
  } catch {
    return false
  }
}

async function untilReady(data: string, child: ChildProcess, clock: Clock, said: () => string): Promise<void> {
  const until = clock.now() + START_LIMIT_MS
  for (;;) {
    if (child.exitCode !== null)
      throw new Error(`PostgreSQL ended while starting: ${said().trim() || `exit code ${child.exitCode}`}`)
    // The last line of the pid file says "ready" once connections are taken.
    const lines = existsSync(join(data, 'postmaster.pid'))
      ? readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
      : []
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return
    if (clock.now() > until) {
      child.kill('SIGINT')
      throw new Error(`PostgreSQL did not start within a minute: ${said().trim()}`)
    }
    await clock.pause(POLL_MS)
  }
}

const findFreePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('No free port')),
      )
    })
  })
