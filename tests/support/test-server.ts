import { randomUUID } from 'node:crypto'
import { PGlite } from '@electric-sql/pglite'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { SignInResponse } from '../../protocol/session.ts'
import { createServerApp } from '../../server/app.ts'
import { hashPassword } from '../../server/auth/accounts.ts'
import type { Db } from '../../server/store/database.ts'
import { openPglite } from '../../server/store/database.ts'
import { insertWorld } from '../../server/store/insert-world.ts'
import { migrate } from '../../server/store/migrate.ts'
import { bumpEpoch, currentEpoch } from '../../server/sync/heads.ts'
import { createPresence } from '../../server/presence.ts'
import { createTailer } from '../../server/sync/tailer.ts'
import { NOON } from './records.ts'
import { smallWorld } from './small-world.ts'

let hashed: Map<string, Promise<string>> | undefined
/** Argon2 takes its time by design; within one test file each password is hashed once. */
const hashOnce = (password: string): Promise<string> => {
  hashed ??= new Map()
  const hash = hashed.get(password) ?? hashPassword(password)
  hashed.set(password, hash)
  return hash
}

const timers = {
  after(ms: number, run: () => void) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  every(ms: number, run: () => void) {
    const timer = setInterval(run, ms)
    return () => clearInterval(timer)
  },
}

const prepared = new Map<number, Promise<File | Blob>>()
/** Making a database and filling it takes longer than most tests: done once per file, every test has a copy of its own. */
async function openPrepared(shards: number): Promise<Db> {
  const made = prepared.get(shards) ?? prepare(shards)
  prepared.set(shards, made)
  return openPglite(await PGlite.create({ loadDataDir: await made }))
}

async function prepare(shards: number): Promise<File | Blob> {
  const lite = await PGlite.create()
  await fill(openPglite(lite), shards)
  const copy = await lite.dumpDataDir('none')
  await lite.close()
  return copy
}

async function fill(db: Db, shards: number): Promise<void> {
  await migrate(db)
  await insertWorld(db, await smallWorld(hashOnce), { shards })
}

/** The real server in this process, on a database of its own; only the socket is missing. The clock stands until moved. */
export async function startTestServer(options: { db?: Db; shards?: number } = {}) {
  const shards = options.shards ?? 1
  const db = options.db ?? (await openPrepared(shards))
  if (options.db !== undefined) await fill(db, shards)
  const clock = { now: NOON as EpochMs }
  const now = () => clock.now
  let epoch = await currentEpoch(db, NOON)
  const reports: { message: string; detail: Record<string, unknown> }[] = []
  const report = (message: string, detail: Record<string, unknown>) => void reports.push({ message, detail })
  const tailer = createTailer({ db, ...timers, report: (error) => report('tailer', { error: String(error) }) }, 10)
  const presence = createPresence({ now, every: timers.every })
  const app = createServerApp({
    db,
    push: { db, now, epoch: () => epoch, pause: async () => {}, newReference: () => randomUUID(), report },
    tailer,
    presence,
    now,
    newId: () => randomUUID(),
    connectorKey: 'connector-key-of-the-tests',
    newToken: () => randomUUID(),
    secret: new Uint8Array(32).fill(7),
    version: '0.0.0',
    demo: true,
    isTls: false,
    hosts: null,
    addressOf: () => 'test',
    web: null,
    report,
  })
  const fetch = async (path: string, init: RequestInit = {}): Promise<Response> =>
    app.fetch(new Request(new URL(path, 'http://server.test'), init))
  return {
    db,
    clock,
    reports,
    fetch,
    post: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      fetch(path, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      }),
    async signIn(login: string): Promise<SignInResponse> {
      const answer = await this.post('/api/v1/auth/sign-in', { login, password: login, device: 'test' })
      if (answer.status !== 200) throw new Error(`${login} could not sign in: ${await answer.text()}`)
      return (await answer.json()) as SignInResponse
    },
    epoch: () => epoch,
    /** As after restoring a backup: the data is what it is now, under a new epoch. */
    async bumpEpoch(): Promise<void> {
      epoch = await bumpEpoch(db, now())
    },
    async stop(): Promise<void> {
      presence.close()
      tailer.close()
      await db.close()
    },
  }
}
export type TestServer = Awaited<ReturnType<typeof startTestServer>>
