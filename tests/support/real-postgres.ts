import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findPlace } from '../../server/postgres/place.ts'
import { DATABASE_USER, startPostgres } from '../../server/postgres/start.ts'
import { type Db, openPostgres } from '../../server/store/database.ts'

/** A PostgreSQL of the test's own, the one that is brought along, in a folder that goes when it stops. */
export type RealPostgres = { db: Db; url: string; stop(): Promise<void> }

/** Starts it, as root or as anybody else: who runs it is the product's own business. */
export async function startRealPostgres(options: { connections?: number } = {}): Promise<RealPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-postgres-'))
  const said: string[] = []
  const tell = (line: string) => void said.push(line)
  const place = findPlace(folder, tell)
  const discard = () => {
    // As root the data may lie elsewhere than below the folder.
    for (const path of [place.data, `${place.data}.password`, folder]) rmSync(path, { recursive: true, force: true })
  }
  const clock = { pause: (ms: number) => pause(ms), now: Date.now, newSecret: () => randomBytes(24).toString('hex') }
  const postgres = await startPostgres(place, clock, tell).catch((error: unknown) => {
    discard()
    throw new Error(`${String(error)}\n${said.join('\n')}`)
  })
  const url = `postgres://${DATABASE_USER}:${postgres.password}@127.0.0.1:${postgres.port}/postgres`
  const idleErrors: Error[] = []
  const db = openPostgres({ connectionString: url, max: options.connections ?? 10 }, (error) => idleErrors.push(error))
  return {
    db,
    url,
    async stop() {
      await db.close()
      await postgres.stop()
      discard()
      if (existsSync(folder)) throw new Error(`${folder} is still there.`)
      if (idleErrors.length > 0) throw new AggregateError(idleErrors, 'A database connection broke during the test.')
    },
  }
}
