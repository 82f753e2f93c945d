import type { PGlite, Transaction } from '@electric-sql/pglite'
import pg from 'pg'

/** One row of an answer, by column name. bigint columns come as numbers: none of ours passes 2^53. */
export type Row = Record<string, unknown>

/** What can be asked of the database, inside a transaction or outside. */
export type Queryable = {
  query<R extends Row = Row>(sql: string, params?: readonly unknown[]): Promise<R[]>
}

/** Inside a transaction: also several statements at once, without parameters, for migrations and savepoints. */
export type Tx = Queryable & { run(sql: string): Promise<void> }

/** snapshot: everything read is of one moment, nothing is written. */
export type TransactionKind = 'write' | 'snapshot'

/** The database as the server uses it: real PostgreSQL in the product, PGlite where tests want many short-lived ones. */
export type Db = Queryable & {
  transaction<T>(kind: TransactionKind, work: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

const BIGINT = 20
const begin: Record<TransactionKind, string> = {
  write: 'begin isolation level read committed',
  snapshot: 'begin isolation level repeatable read read only',
}

/** A pool of connections to a PostgreSQL. */
export function openPostgres(connection: pg.PoolConfig, reportIdleError: (error: Error) => void): Db {
  const pool = new pg.Pool({
    ...connection,
    types: {
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        oid === BIGINT ? Number : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
    },
  })
  let isClosing = false
  // A connection that breaks while nobody uses it would otherwise end the process. Those that are being given up may
  // still hear that PostgreSQL ends: the pool does not wait for their goodbye.
  pool.on('error', (error) => {
    if (!isClosing) reportIdleError(error)
  })
  const ask = (on: pg.Pool | pg.PoolClient) => ({
    query: async <R extends Row>(sql: string, params: readonly unknown[] = []) =>
      (await on.query(sql, [...params])).rows as R[],
    run: async (sql: string) => {
      await on.query(sql)
    },
  })
  return {
    query: ask(pool).query,
    async transaction(kind, work) {
      const client = await pool.connect()
      let broken: Error | undefined
      try {
        await client.query(begin[kind])
        const value = await work(ask(client))
        await client.query('commit')
        return value
      } catch (error) {
        // A connection that cannot even roll back is thrown away, never given to the next request.
        await client.query('rollback').catch((failed: Error) => {
          broken = failed
        })
        throw error
      } finally {
        client.release(broken)
      }
    },
    close() {
      isClosing = true
      return pool.end()
    },
  }
}

/** A PGlite: one connection, transactions one after another, safe against the end of the process but not of the power. */
export function openPglite(lite: PGlite): Db {
  const parsers = { [BIGINT]: Number }
  const ask = (on: PGlite | Transaction) => ({
    query: async <R extends Row>(sql: string, params: readonly unknown[] = []) =>
      (await on.query<R>(sql, [...params], { parsers })).rows,
    run: async (sql: string) => {
      await on.exec(sql)
    },
  })
  return {
    query: ask(lite).query,
    transaction: (kind, work) =>
      lite.transaction(async (tx) => {
        if (kind === 'snapshot') await tx.exec('set transaction isolation level repeatable read read only')
        return work(ask(tx))
      }),
    close: () => lite.close(),
  }
}
