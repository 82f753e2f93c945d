import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { EpochMs } from '../domain/kernel/time.ts'
import { FolderInUse, takeFolder } from './data-folder.ts'
import { WrongOption } from './options.ts'
import { findPlace } from './postgres/place.ts'
import { DATABASE_USER, startPostgres } from './postgres/start.ts'
import { type Db, openPostgres } from './store/database.ts'
import { bumpEpoch } from './sync/heads.ts'

// The command to run after putting a backup back in a way that PostgreSQL itself cannot notice, before the server is
// started again: desks then compare what they hold with what the server still has, instead of trusting their cursors.

const now = () => Date.now() as EpochMs
const tell = (line: string) => console.log(line)

type Target = { folder: string } | { url: string }

function readTarget(args: string[]): Target {
  const { data: folder, 'database-url': url } = parse(args)
  if ((folder === undefined) === (url === undefined))
    throw new WrongOption('Name the database: --data with the folder of the server, or --database-url.')
  if (url !== undefined) {
    if (!/^postgres(ql)?:\/\//.test(url)) throw new WrongOption('--database-url must begin with postgres://.')
    return { url }
  }
  return { folder: resolve(folder ?? '') }
}

function parse(args: string[]) {
  try {
    const text = { type: 'string' } as const
    return parseArgs({ args, options: { data: text, 'database-url': text } }).values
  } catch (error) {
    throw new WrongOption(`${(error as Error).message.split('. ')[0]}. Known: --data --database-url.`)
  }
}

async function bump(db: Db): Promise<void> {
  try {
    const [found] = await db.query<{ has: boolean }>(`select to_regclass('sync_epoch') is not null as has`)
    if (found?.has !== true)
      throw new Error(
        'This is not a database of Evenkeel, or no server has been started on it yet: nothing was changed.',
      )
    tell(
      `The database begins the epoch ${await bumpEpoch(db, now())}. A server that runs on it takes it up within a minute.`,
    )
  } finally {
    await db.close()
  }
}

async function bumpAt(url: string): Promise<void> {
  const db = openPostgres({ connectionString: url, max: 1 }, () => {})
  const [unreached] = await db.query('select 1').then(
    () => [],
    (error: Error) => [error],
  )
  if (unreached === undefined) return bump(db)
  await db.close()
  throw new Error(`The database of --database-url is not reached: ${unreached.message}`)
}

const noDatabase = (folder: string) =>
  new Error(`There is no database in ${folder}: name the folder that the server is given as --data.`)

async function bumpIn(folder: string): Promise<void> {
  // Looked at before anything is made: a folder named by mistake stays as it is.
  if (!['postgres', 'postgres-lies-at'].some((name) => existsSync(join(folder, name)))) throw noDatabase(folder)
  const giveBack = takeFolder(folder)
  try {
    const clock = { pause: (ms: number) => pause(ms), now, newSecret: () => randomBytes(24).toString('base64url') }
    const place = findPlace(folder, tell)
    if (!existsSync(join(place.data, 'PG_VERSION'))) throw noDatabase(folder)
    const postgres = await startPostgres(place, clock, tell)
    const { port, password } = postgres
    const address = { host: '127.0.0.1', port, user: DATABASE_USER, password, database: 'postgres' }
    try {
      await bump(openPostgres({ ...address, max: 1 }, () => {}))
    } finally {
      await postgres.stop()
    }
  } finally {
    giveBack()
  }
}

try {
  const target = readTarget(process.argv.slice(2))
  await ('url' in target ? bumpAt(target.url) : bumpIn(target.folder))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = error instanceof WrongOption || error instanceof FolderInUse ? 2 : 1
}
