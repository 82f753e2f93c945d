import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { projectRoot } from '../../scripts/places.ts'
import { beginStep } from '../../scripts/progress.mjs'
import { hashPassword } from '../../server/auth/accounts.ts'
import { findPlace } from '../../server/postgres/place.ts'
import { runningAt } from '../../server/postgres/running.ts'
import { DATABASE_USER } from '../../server/postgres/start.ts'
import { openPostgres } from '../../server/store/database.ts'
import { insertWorld } from '../../server/store/insert-world.ts'
import { percentOf } from '../dataset/keep-files.ts'
import { DATASET_VERSION, makeDataset } from '../dataset/make-dataset.ts'
import { LOGIN, worldOf } from './world-of.ts'

export type RunningServer = { url: string; stop(): Promise<void> }

/** The real server with its PostgreSQL, which holds the data set; filled once for each share. */
export async function startServer(folder: string, share: number): Promise<RunningServer> {
  const home = join(folder, `server-${percentOf(share)}-${DATASET_VERSION}`)
  const mark = join(home, 'filled')
  if (!existsSync(mark)) discard(home)
  mkdirSync(home, { recursive: true })
  const server = await start(home)
  if (existsSync(mark)) return server
  const step = beginStep(`Filling the server's PostgreSQL (${percentOf(share)} % of the data set, once)`)
  try {
    await fill(home, share)
    writeFileSync(mark, '')
    step.done()
    return server
  } catch (error) {
    step.failed(error instanceof Error ? error.message : String(error))
    await server.stop()
    throw error
  }
}

function discard(home: string): void {
  if (!existsSync(home)) return
  const { data } = findPlace(home, () => {})
  for (const path of [data, `${data}.password`, home]) rmSync(path, { recursive: true, force: true })
}

async function fill(home: string, share: number): Promise<void> {
  const running = runningAt(findPlace(home, () => {}))
  if (running === null) throw new Error('The PostgreSQL of the bench does not run.')
  const db = openPostgres(
    { host: '127.0.0.1', port: running.port, user: DATABASE_USER, password: running.password, database: 'postgres' },
    () => {},
  )
  try {
    await insertWorld(db, worldOf(makeDataset(share), await hashPassword(LOGIN)))
    await db.query('analyze')
  } finally {
    await db.close()
  }
}

async function start(home: string): Promise<RunningServer> {
  const child = spawn(process.execPath, [join(projectRoot, 'server/main.ts'), '--data', home, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const said: string[] = []
  const url = await new Promise<string>((ready, failed) => {
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line)
        const found = /^Evenkeel server ready at (\S+)$/.exec(line)?.[1]
        if (found !== undefined) ready(found)
      })
    void gone.then(() => failed(new Error(`The server of the bench ended: ${said.slice(-3).join(' ')}`)))
  })
  const endNow = () => void child.kill('SIGTERM')
  process.once('exit', endNow)
  return {
    url,
    stop: async () => {
      process.off('exit', endNow)
      child.kill('SIGTERM')
      await gone
    },
  }
}
