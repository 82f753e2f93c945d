import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Db } from './database.ts'

const FOLDER = resolve(import.meta.dirname, 'migrations')

/** The database was written by a newer server; nothing was touched. */
export class NewerDatabase extends Error {
  constructor(found: number, known: number) {
    super(
      `The database has shape ${found}, this server knows up to ${known}: it was written by a newer Evenkeel. ` +
        'Start that version, or restore a backup made by this one. Nothing was changed.',
    )
    this.name = 'NewerDatabase'
  }
}

/** Brings the database to the newest shape, each step whole or not at all. Throws `NewerDatabase`. Returns the shape. */
export async function migrate(db: Db): Promise<number> {
  const steps = readdirSync(FOLDER)
    .filter((name) => /^\d{4}-.+\.sql$/.test(name))
    .sort()
    .map((name) => ({ version: Number(name.slice(0, 4)), sql: readFileSync(resolve(FOLDER, name), 'utf8') }))
  const known = steps.at(-1)?.version ?? 0
  await db.query(
    'create table if not exists schema_version (version int primary key, at timestamptz not null default now())',
  )
  const shapeOf = (rows: { version: number | null }[]) => rows[0]?.version ?? 0
  const ask = 'select max(version) as version from schema_version'
  const found = shapeOf(await db.query<{ version: number | null }>(ask))
  if (found > known) throw new NewerDatabase(found, known)
  for (const step of steps) {
    await db.transaction('write', async (tx) => {
      // Two servers that start at once on one database take turns; the second finds the step done.
      await tx.query('lock table schema_version in exclusive mode')
      if (shapeOf(await tx.query<{ version: number | null }>(ask)) >= step.version) return
      await tx.run(step.sql)
      await tx.query('insert into schema_version (version) values ($1)', [step.version])
    })
  }
  return known
}
