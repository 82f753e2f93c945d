import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { EpochMs } from '../domain/kernel/time.ts'
import { FolderInUse, takeFolder } from './data-folder.ts'
import { WrongOption } from './options.ts'
import { findPlace } from './postgres/place.ts'
import { runningAt } from './postgres/running.ts'
import { DATABASE_USER, startPostgres } from './postgres/start.ts'
import { readPlan, type PlanOptions } from './schedule/read-plan.ts'
import { writePlan } from './schedule/write-plan.ts'
import { isZone } from './schedule/read-calendar.ts'
import { type Db, openPostgres } from './store/database.ts'

// Reads a plan of shifts from an iCalendar or CSV file into the database, beside a running server or without one. The
// desks have it within seconds. All of the file or nothing: a mistake is told with its line.

const USAGE =
  'npm run server:import-shifts -- FILE --data DIR [--zone Europe/Lisbon] [--over-dst keep-duration|keep-end]'
const now = () => Date.now() as EpochMs
const tell = (line: string) => console.log(line)

type Asked = PlanOptions & { file: string; target: { folder: string } | { url: string } }

function readArgs(args: string[]): Asked {
  const { values, positionals } = parse(args)
  const [file, ...rest] = positionals
  if (file === undefined || rest.length > 0) throw new WrongOption(`Name one file: ${USAGE}`)
  if (!existsSync(file)) throw new WrongOption(`There is no file ${file}.`)
  const { data, 'database-url': url, zone = null, 'over-dst': overDst = null, login = null } = values
  if ((data === undefined) === (url === undefined))
    throw new WrongOption('Name the database: --data with the folder of the server, or --database-url.')
  if (zone !== null && !isZone(zone))
    throw new WrongOption(`--zone must be a zone of the IANA database such as Europe/Lisbon, not "${zone}".`)
  if (overDst !== null && overDst !== 'keep-duration' && overDst !== 'keep-end')
    throw new WrongOption(`--over-dst must be keep-duration or keep-end, not "${overDst}".`)
  return { file, zone, overDst, login, target: url === undefined ? { folder: resolve(data ?? '') } : { url } }
}

function parse(args: string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { data: text, 'database-url': text, zone: text, 'over-dst': text, login: text },
    })
  } catch (error) {
    throw new WrongOption(`${(error as Error).message.split('. ')[0]}. ${USAGE}`)
  }
}

async function withDatabase(target: Asked['target'], work: (db: Db) => Promise<void>): Promise<void> {
  if ('url' in target)
    return using(
      openPostgres({ connectionString: target.url, max: 1 }, () => {}),
      work,
    )
  const { folder } = target
  if (!['postgres', 'postgres-lies-at'].some((name) => existsSync(join(folder, name))))
    throw new Error(`There is no database in ${folder}: name the folder that the server is given as --data.`)
  const place = findPlace(folder, tell)
  const open = ({ port, password }: { port: number; password: string }) =>
    openPostgres({ host: '127.0.0.1', port, user: DATABASE_USER, password, database: 'postgres', max: 1 }, () => {})
  let giveBack: () => void
  try {
    giveBack = takeFolder(folder)
  } catch (error) {
    const running = error instanceof FolderInUse ? runningAt(place) : null
    if (running === null) throw error
    return using(open(running), work)
  }
  try {
    const clock = { pause: (ms: number) => pause(ms), now, newSecret: () => randomBytes(24).toString('base64url') }
    const postgres = await startPostgres(place, clock, tell)
    try {
      await using(open(postgres), work)
    } finally {
      await postgres.stop()
    }
  } finally {
    giveBack()
  }
}

async function using(db: Db, work: (db: Db) => Promise<void>): Promise<void> {
  try {
    await work(db)
  } finally {
    await db.close()
  }
}

async function importShifts(asked: Asked): Promise<void> {
  const { shifts, problems } = readPlan(asked.file, readFileSync(asked.file, 'utf8'), asked)
  if (problems.length > 0) {
    for (const { line, words } of problems) console.error(`${asked.file}, line ${line}: ${words}`)
    throw new Error(
      `Nothing was changed: ${problems.length} ${problems.length === 1 ? 'mistake' : 'mistakes'} in the file.`,
    )
  }
  await withDatabase(asked.target, async (db) => {
    const { added, changed, unchanged, unknown } = await writePlan(db, shifts, now())
    if (unknown.length > 0)
      throw new Error(`Nothing was changed: nobody signs in as ${unknown.map((login) => `"${login}"`).join(', ')}.`)
    const read = shifts.length === 1 ? '1 shift' : `${shifts.length} shifts`
    tell(`${read} read: ${added} new, ${changed} changed, ${unchanged} as they were.`)
  })
}

try {
  await importShifts(readArgs(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = error instanceof WrongOption || error instanceof FolderInUse ? 2 : 1
}
