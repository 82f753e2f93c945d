import type { Rows, TableName } from '../../dataset/logical-rows.ts'

/** How the rows lie in SQL: what is a list or an object is JSON. Types are those that both SQLite and PostgreSQL take. */
export const COLUMNS = {
  cases: {
    id: 'TEXT',
    number: 'INT',
    subject: 'TEXT',
    status: 'TEXT',
    priority: 'TEXT',
    queueId: 'TEXT',
    assigneeId: 'TEXT',
    customerId: 'TEXT',
    orderId: 'TEXT',
    channel: 'TEXT',
    tags: 'JSON',
    openedAt: 'BIGINT',
    reason: 'TEXT',
    waitingSince: 'BIGINT',
    parentId: 'TEXT',
    escalations: 'JSON',
    mergedIntoId: 'TEXT',
    replyDueAt: 'BIGINT',
    lastCustomerMessageAt: 'BIGINT',
    publicCount: 'INT',
  },
  customers: {
    id: 'TEXT',
    givenName: 'TEXT',
    familyName: 'TEXT',
    email: 'TEXT',
    address: 'JSON',
    phone: 'TEXT',
    since: 'BIGINT',
    language: 'TEXT',
    paymentMethods: 'JSON',
    mergedIntoId: 'TEXT',
    edits: 'JSON',
  },
  messages: {
    id: 'TEXT',
    caseId: 'TEXT',
    contactId: 'TEXT',
    author: 'JSON',
    visibility: 'TEXT',
    channel: 'TEXT',
    body: 'TEXT',
    html: 'TEXT',
    links: 'JSON',
    writtenAt: 'BIGINT',
    receivedAt: 'BIGINT',
    publicOrdinal: 'INT',
    delivery: 'TEXT',
    sentAt: 'BIGINT',
  },
} as const satisfies { [Name in TableName]: Record<keyof Rows[Name][number] & string, string> | object }

export const namesOf = (table: TableName): string[] => Object.keys(COLUMNS[table])
export const typeOf = (table: TableName, column: string): string =>
  (COLUMNS[table] as Record<string, string>)[column] ?? 'TEXT'

/** `create table` with these columns; `type`: how a type is called there. */
export const createTable = (table: TableName, type: (name: string) => string): string =>
  `CREATE TABLE IF NOT EXISTS ${table} (${namesOf(table)
    .map((name) => `"${name}" ${type(typeOf(table, name))}${name === 'id' ? ' PRIMARY KEY' : ''}`)
    .join(', ')})`

export const PAGE_INDEX = 'CREATE INDEX IF NOT EXISTS page ON cases ("assigneeId", status, "replyDueAt")'
export const THREAD_INDEX = 'CREATE INDEX IF NOT EXISTS thread ON messages ("caseId", "writtenAt")'
