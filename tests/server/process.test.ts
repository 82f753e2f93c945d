import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CaseId, MessageId } from '../../domain/kernel/ids.ts'
import { findPlace } from '../../server/postgres/place.ts'
import { DATABASE_USER, startPostgres } from '../../server/postgres/start.ts'
import { type Db, openPostgres } from '../../server/store/database.ts'
import { someMutation } from '../support/records.ts'
import { openDatabaseOf, placeOf, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { discardFolder, runToEnd, signInAt } from '../support/real-server.ts'

const isRoot = process.getuid?.() === 0

const clock = { pause: (ms: number) => pause(ms), now: Date.now, newSecret: () => randomUUID() }

let folder: string
let running: ServerProcess[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenkeel-process-'))
  running = []
})
afterEach(async () => {
  for (const server of running) await server.stop()
  discardFolder(folder)
})

const runServer = (args: string[]) => runToEnd('server/main.ts', ['--data', folder, ...args])

async function start(args: string[] = [], on = folder): Promise<ServerProcess> {
  const server = await startServerProcess(on, ['--port', '0', ...args])
  running.push(server)
  return server
}

const postgresOf = (on = folder): number =>
  Number(readFileSync(join(placeOf(on), 'postmaster.pid'), 'utf8').split('\n')[0])

/** What has ended but was not yet collected by its parent does not count. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

/** The folder's database while no server runs on it. */
async function askStopped<T>(work: (db: Db) => Promise<T>): Promise<T> {
  const postgres = await startPostgres(
    findPlace(folder, () => {}),
    clock,
    () => {},
  )
  const { port, password } = postgres
  const address = { host: '127.0.0.1', port, user: DATABASE_USER, password, database: 'postgres' }
  const db = openPostgres({ ...address, max: 2 }, () => {})
  try {
    return await work(db)
  } finally {
    await db.close()
    await postgres.stop()
  }
}

/** Every table with its columns and rows, as one text each. */
async function everything(db: Db): Promise<Record<string, unknown>> {
  const tables = await db.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
  )
  const found: Record<string, unknown> = {}
  for (const { name } of tables) {
    const columns = await db.query(
      'select column_name, data_type from information_schema.columns where table_name = $1 order by ordinal_position',
      [name],
    )
    found[name] = [columns, await db.query(`select md5(string_agg(t::text, '|' order by t::text)) from "${name}" t`)]
  }
  return found
}

describe('a server that is told something wrong', () => {
  it.each([
    [
      'an address beyond this machine without TLS',
      ['--host', '0.0.0.0'],
      'Without TLS the server is reached from this machine only: give --tls-cert and --tls-key, or leave --host at 127.0.0.1 instead of 0.0.0.0.',
    ],
    [
      'an option that does not exist',
      ['--prot', '1'],
      "Unknown option '--prot'. Known: --port --host --data --database-url --demo --demo-cases --tls-cert --tls-key --web.",
    ],
    ['a port that is none', ['--port', 'many'], '--port must be a number from 0 to 65535, not "many".'],
    ['half of the TLS files', ['--tls-cert', 'c.pem'], '--tls-cert and --tls-key belong together: give both or none.'],
  ])('like %s says so in one sentence and makes nothing', async (_, args, sentence) => {
    expect(await runServer(args)).toEqual({ code: 2, said: `${sentence}\n` })
    expect(existsSync(join(folder, 'postgres'))).toBe(false)
  })
})

describe('a server that cannot start', () => {
  it('because another works on the folder says which, and leaves that one alone', async () => {
    const first = await start()
    const { code, said } = await runServer(['--port', '0'])
    expect(said).toBe(
      `Another Evenkeel server (process ${first.child.pid}) already works on ${folder}: stop it, or name another folder with --data.\n`,
    )
    expect(code).toBe(2)
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200)
  })

  it('because its port is taken says so, and leaves nothing running', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const { code, said } = await runServer(['--port', String(port)])
    other.close()
    expect(said).toBe(`Port ${port} is taken: give another with --port, or --port 0 for any free one.\n`)
    expect(code).toBe(1)
    expect(existsSync(join(placeOf(folder), 'postmaster.pid'))).toBe(false)
    expect(existsSync(join(folder, 'server.pid'))).toBe(false)
  })

  it('because a newer version wrote the database says so, and changes nothing', async () => {
    const server = await start(['--demo'])
    const database = await openDatabaseOf(folder)
    await database.query('insert into schema_version (version) values (9999)')
    await database.end()
    await server.stop()
    const before = await askStopped(everything)
    const { code, said } = await runServer(['--port', '0', '--demo'])
    const known = readdirSync('server/store/migrations').length
    expect(said).toContain(
      `The database has shape 9999, this server knows up to ${known}: it was written by a newer Evenkeel.`,
    )
    expect(code).toBe(3)
    expect(await askStopped(everything)).toEqual(before)
  })
})

/** As much of the demo world as is needed to work on a case. */
const FEW = ['--demo-cases', '60']

describe('a server that ends', () => {
  it('on SIGTERM tells the desks, exits with 0 and leaves no PostgreSQL behind', async () => {
    const server = await start(['--demo'])
    const postgres = postgresOf()
    const ana = await signInAt(server.url)
    const stream = await fetch(new URL('/api/v1/events', server.url), { headers: ana.authorization })
    expect(stream.status).toBe(200)
    const heard = stream.text()
    expect(await server.stop()).toBe(0)
    expect(await heard).toContain('bye')
    expect(isAlive(postgres)).toBe(false)
    expect(existsSync(join(placeOf(folder), 'postmaster.pid'))).toBe(false)
    expect(existsSync(join(folder, 'server.pid'))).toBe(false)
  })

  it('by SIGKILL in the middle of work has kept all that it acknowledged', async () => {
    const killed = await start(FEW)
    const ana = await signInAt(killed.url)
    const kase = (await ana.pullAll({ epoch: null })).changes.find(({ e }) => e === 'case')
    const noteOf = (n: number) =>
      someMutation('note.add', { caseId: kase?.id as CaseId, messageId: `kill-${n}` as MessageId, body: `Note ${n}` })
    const acknowledged: { n: number; mutation: ReturnType<typeof noteOf>; verdict: unknown }[] = []
    let death: Promise<void> | undefined
    for (let n = 1; ; n++) {
      const mutation = noteOf(n)
      const answer = await ana.push([{ n, mutation }]).catch((error: unknown) => error as Error)
      if (answer instanceof Error) break
      acknowledged.push({ n, mutation, verdict: answer.verdicts[0] })
      if (n === 10) death = killed.kill()
    }
    await death
    const orphan = postgresOf()
    expect(isAlive(orphan)).toBe(true)

    const restarted = await start(FEW)
    expect(restarted.said.join('\n')).toContain(`still runs on this data (process ${orphan}); it is ended first.`)
    expect(isAlive(orphan)).toBe(false)
    expect(postgresOf()).not.toBe(orphan)
    expect(acknowledged.length).toBeGreaterThanOrEqual(10)
    const again = await signInAt(restarted.url)
    for (const { n, mutation, verdict } of acknowledged) {
      expect(verdict).toMatchObject({ status: 'applied' })
      expect((await again.push([{ n, mutation }])).verdicts).toEqual([verdict])
    }
    const database = await openDatabaseOf(folder)
    const { rows } = await database.query(`select id from messages where id like 'kill-%' order by seq`)
    await database.end()
    expect(rows.map(({ id }) => id).slice(0, acknowledged.length)).toEqual(
      acknowledged.map(({ mutation }) => mutation.args.messageId),
    )
  })
})

describe('a PostgreSQL that was left running', () => {
  it('is found again also when the folder is reached through a link', async () => {
    mkdirSync(join(folder, 'real'))
    symlinkSync(join(folder, 'real'), join(folder, 'link'))
    chmodSync(folder, 0o711)
    const place = findPlace(join(folder, 'link'), () => {})
    const said: string[] = []
    const left = await startPostgres(place, clock, (line) => said.push(line))
    const pid = Number(readFileSync(join(place.data, 'postmaster.pid'), 'utf8').split('\n')[0])
    try {
      const found = await startPostgres(place, clock, (line) => said.push(line))
      await found.stop()
      expect(said).toEqual([
        `A PostgreSQL of an earlier server still runs on this data (process ${pid}); it is ended first.`,
      ])
      expect(isAlive(pid)).toBe(false)
    } finally {
      await left.stop()
    }
  })
})

describe.skipIf(!isRoot)(
  'a server run by root (skipped: only root can be asked to keep its database elsewhere)',
  () => {
    it('on a folder that others cannot enter keeps its database where PostgreSQL can, and finds it again', async () => {
      mkdirSync(join(folder, 'private'), { mode: 0o700 })
      const hidden = join(folder, 'private', 'server')
      try {
        const server = await start(['--demo'], hidden)
        const place = placeOf(hidden)
        expect(place).toMatch(/^\/var\/lib\/evenkeel\/[0-9a-f]{16}$/)
        expect(server.said.join('\n')).toContain(
          `The database lies at ${place}: the user evenkeel cannot enter ${hidden}.`,
        )
        const count = async () => {
          const database = await openDatabaseOf(hidden)
          const { rows } = await database.query('select count(*)::int as cases, min(id) as first from cases')
          await database.end()
          return rows
        }
        const before = await count()
        expect(before).toMatchObject([{ cases: 2_070 }])
        expect(await server.stop()).toBe(0)
        const again = await start([], hidden)
        expect(placeOf(hidden)).toBe(place)
        expect(await count()).toEqual(before)
        expect(await again.stop()).toBe(0)
      } finally {
        for (const server of running) await server.stop()
        discardFolder(hidden)
      }
    })
  },
)
