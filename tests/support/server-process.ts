import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { DATABASE_USER } from '../../server/postgres/start.ts'

const root = resolve(import.meta.dirname, '../..')

/** A server in a process of its own, as it is in real life: it can be killed. */
export type ServerProcess = {
  url: string
  child: ChildProcess
  /** What it said, line by line. */
  said: string[]
  /** SIGKILL; resolves when it is gone. Its PostgreSQL is left behind, as after a crash. */
  kill(): Promise<void>
  /** SIGTERM; resolves with its exit code. */
  stop(): Promise<number | null>
}

/**
 * Starts `node server/main.ts` on the folder and waits until it accepts requests. `first`: a script that is run before the
 * server and may hear messages of ours.
 */
export async function startServerProcess(
  folder: string,
  args: string[] = [],
  first: string | null = null,
): Promise<ServerProcess> {
  const before = first === null ? [] : ['-r', first]
  const child = spawn(process.execPath, [...before, join(root, 'server/main.ts'), '--data', folder, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', ...(first === null ? [] : ['ipc' as const])],
  })
  const said: string[] = []
  const gone = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  const url = await new Promise<string>((ready, failed) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line)
        const found = /^Evenkeel server ready at (\S+)$/.exec(line)
        if (found?.[1] !== undefined) ready(found[1])
      })
    }
    void gone.then((code) => failed(new Error(`The server ended with ${code}: ${said.join('\n')}`)))
  })
  return {
    url,
    child,
    said,
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      return gone
    },
  }
}

/** Where the data of the folder's PostgreSQL lies. */
export function placeOf(folder: string): string {
  const pointer = join(folder, 'postgres-lies-at')
  return existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : join(folder, 'postgres')
}

/** Asks the folder's own PostgreSQL directly, past the server. */
export async function openDatabaseOf(folder: string): Promise<pg.Client> {
  const place = placeOf(folder)
  const port = Number(readFileSync(join(place, 'postmaster.pid'), 'utf8').split('\n')[3])
  const password = readFileSync(`${place}.password`, 'utf8').trim()
  const client = new pg.Client({ host: '127.0.0.1', port, user: DATABASE_USER, password, database: 'postgres' })
  await client.connect()
  return client
}
