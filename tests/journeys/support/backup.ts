import type { TestServer } from '../../support/test-server.ts'

/** Copies every table of the server; the answer puts them back and starts a new epoch, as restoring a backup does. */
export async function backUp(server: TestServer): Promise<() => Promise<void>> {
  const tables = await server.db.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  await server.db.query('create schema backup')
  for (const { name } of tables) await server.db.query(`create table backup."${name}" as table public."${name}"`)
  return async () => {
    await server.db.query(`truncate ${tables.map(({ name }) => `"${name}"`).join(', ')}`)
    for (const { name } of tables) {
      const columns = await server.db.query<{ name: string }>(
        `select column_name as name from information_schema.columns
         where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'`,
        [name],
      )
      const list = columns.map((column) => `"${column.name}"`).join(', ')
      await server.db.query(
        `insert into "${name}" (${list}) overriding system value select ${list} from backup."${name}"`,
      )
    }
    await server.bumpEpoch()
  }
}
