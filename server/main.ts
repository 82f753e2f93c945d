import { uuidv7 } from 'uuidv7'
import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer as createTlsServer } from 'node:https'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { getConnInfo } from '@hono/node-server/conninfo'
import { serve, type ServerType } from '@hono/node-server'
import pino from 'pino'
import type { EpochMs } from '../domain/kernel/time.ts'
import { createServerApp } from './app.ts'
import { hashPassword } from './auth/accounts.ts'
import { FolderInUse, readConnectorKey, readSecret, takeFolder } from './data-folder.ts'
import { deliverDue, mailbox } from './deliver.ts'
import { sweepFiles } from './files/sweep-files.ts'
import { demoWorld } from './demo/demo-world.ts'
import { fewerCases } from './demo/fewer-cases.ts'
import { readWebFiles } from './http/web-edition.ts'
import { type Options, readOptions, WrongOption } from './options.ts'
import { findPlace } from './postgres/place.ts'
import { DATABASE_USER, type RunningPostgres, startPostgres } from './postgres/start.ts'
import { type Db, openPostgres } from './store/database.ts'
import { insertWorld } from './store/insert-world.ts'
import { migrate, NewerDatabase } from './store/migrate.ts'
import { currentEpoch } from './sync/heads.ts'
import { createPresence } from './presence.ts'
import { createTailer } from './sync/tailer.ts'

const root = resolve(import.meta.dirname, '..')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
const now = () => Date.now() as EpochMs
const tell = (line: string) => console.log(line)
const DELIVERY_EVERY_MS = 250
const SWEEP_EVERY_MS = 3_600_000

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

async function main(options: Options): Promise<void> {
  const giveBack = takeFolder(options.dataFolder)
  const endings: (() => Promise<void> | void)[] = [giveBack]
  const end = async (code: number) => {
    for (const ending of endings.splice(0).reverse())
      await Promise.resolve(ending()).catch?.((error: unknown) => log.error(error))
    process.exit(code)
  }
  const log = pino({ level: 'info' }, pino.destination({ dest: join(options.dataFolder, 'server.log'), sync: true }))
  const report = (message: string, detail: Record<string, unknown>) => log.warn(detail, message)
  try {
    const db = await openDatabase(
      options,
      endings,
      (postgres) => {
        void postgres.exited.then(() => {
          if (endings.length === 0) return
          console.error(
            'PostgreSQL has ended unexpectedly; the server stops. Nothing that was acknowledged is lost. Start it again.',
          )
          void end(1)
        })
      },
      (error) => report('A database connection broke', { error: String(error) }),
    )
    await migrate(db)
    if (options.demo) await loadDemoOnce(db, options.demoCases)
    let epoch = await currentEpoch(db, now())
    endings.push(
      timers.every(
        60_000,
        () =>
          void currentEpoch(db, now()).then(
            (found) => (epoch = found),
            (error: unknown) => report('epoch', { error: String(error) }),
          ),
      ),
    )
    const tailer = createTailer({
      db,
      ...timers,
      report: (error) => report('The tailer failed', { error: String(error) }),
    })
    const presence = createPresence({ now, every: timers.every })
    endings.push(() => presence.close())
    endings.push(() => tailer.close())
    endings.push(startDelivery(db, (error) => report('Delivery failed', { error: String(error) })))
    endings.push(
      timers.every(
        SWEEP_EVERY_MS,
        () => void sweepFiles(db, now()).catch((error: unknown) => report('Sweeping files', { error: String(error) })),
      ),
    )
    let port = options.port
    const scheme = options.tls === null ? 'http' : 'https'
    const app = createServerApp({
      db,
      push: { db, now, epoch: () => epoch, pause: (ms) => pause(ms), newReference: () => randomUUID(), report },
      tailer,
      presence,
      now,
      newToken: () => randomBytes(32).toString('base64url'),
      newId: uuidv7,
      connectorKey: readConnectorKey(options.dataFolder),
      secret: readSecret(options.dataFolder),
      version,
      demo: options.demo,
      isTls: options.tls !== null,
      // Over TLS the certificate already says which names lead here, and they are not known to the server.
      hosts:
        options.tls === null
          ? () => [`${options.host}:${port}`, `localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`]
          : null,
      addressOf: (c) => getConnInfo(c).remote.address ?? 'unknown',
      web: readWebFiles(options.webFolder),
      report,
    })
    const server = await listen(app.fetch, options)
    const address = server.address()
    port = typeof address === 'object' && address !== null ? address.port : port
    endings.push(() => closeServer(server))
    // Streams end first, with a word to the desks, so that the sockets can close.
    endings.push(() => tailer.close())
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(0))
    tell(
      `Evenkeel server ready at ${scheme}://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    )
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    await end(error instanceof NewerDatabase ? 3 : 1)
  }
}

async function openDatabase(
  options: Options,
  endings: (() => Promise<void> | void)[],
  watch: (postgres: RunningPostgres) => void,
  reportIdleError: (error: Error) => void,
): Promise<Db> {
  if (options.databaseUrl !== null) {
    const db = openPostgres({ connectionString: options.databaseUrl, max: 20 }, reportIdleError)
    endings.push(() => db.close())
    await db.query('select 1').catch((error: Error) => {
      throw new Error(`The database of --database-url is not reached: ${error.message}`)
    })
    return db
  }
  const place = findPlace(options.dataFolder, tell)
  const clock = { pause: (ms: number) => pause(ms), now, newSecret: () => randomBytes(24).toString('base64url') }
  const postgres = await startPostgres(place, clock, tell)
  endings.push(() => postgres.stop())
  watch(postgres)
  const db = openPostgres(
    {
      host: '127.0.0.1',
      port: postgres.port,
      user: DATABASE_USER,
      password: postgres.password,
      database: 'postgres',
      max: 20,
    },
    reportIdleError,
  )
  endings.push(() => db.close())
  return db
}

/** The demo world is loaded into an empty database only, whole or, after an interruption, never again by halves. */
async function loadDemoOnce(db: Db, cases: number | null): Promise<void> {
  const [tenant] = await db.query('select 1 from tenants limit 1')
  if (tenant !== undefined) return
  const at = now()
  const whole = await demoWorld(at, hashPassword)
  const world = cases === null ? whole : fewerCases(whole, cases, at)
  await db.transaction('write', (tx) => insertWorld({ ...db, transaction: (_, work) => work(tx) }, world))
}

function startDelivery(db: Db, report: (error: unknown) => void): () => Promise<void> {
  const connector = mailbox(db, now)
  let running: Promise<unknown> | null = null
  const stop = timers.every(DELIVERY_EVERY_MS, () => {
    running ??= deliverDue(db, connector, now)
      .catch(report)
      .finally(() => (running = null))
  })
  return async () => {
    stop()
    await running
  }
}

function listen(fetch: Parameters<typeof serve>[0]['fetch'], options: Options): Promise<ServerType> {
  const tls =
    options.tls === null
      ? {}
      : {
          createServer: createTlsServer,
          serverOptions: { cert: readFileSync(options.tls.cert), key: readFileSync(options.tls.key) },
        }
  return new Promise((done, failed) => {
    const server = serve(
      { fetch, port: options.port, hostname: options.host, ...tls } as Parameters<typeof serve>[0],
      () => done(server),
    )
    server.once('error', (error: NodeJS.ErrnoException) =>
      failed(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${options.port} is taken: give another with --port, or --port 0 for any free one.`)
          : error,
      ),
    )
  })
}

/** Lets requests in flight end, for a moment; then the sockets are cut. */
const closeServer = (server: ServerType): Promise<void> =>
  new Promise((done) => {
    server.close(() => done())
    if ('closeIdleConnections' in server) server.closeIdleConnections()
    setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 2_000).unref()
  })

try {
  await main(readOptions(process.argv.slice(2), root))
} catch (error) {
  if (!(error instanceof WrongOption) && !(error instanceof FolderInUse)) throw error
  console.error(error.message)
  process.exit(2)
}
