// What the bench uses of the packages of this room, so that types are checked where they are not installed. Only this much.

declare module 'rxdb/plugins/core' {
  type Wrapped = { toJSON(): object; incrementalPatch(patch: object): Promise<unknown> }
  type Query<Answer> = {
    exec(): Promise<Answer>
    $: { subscribe(next: (answer: Answer) => void): { unsubscribe(): void } }
  }
  type Collection = {
    bulkInsert(rows: object[]): Promise<{ error: unknown[] }>
    bulkUpsert(rows: object[]): Promise<unknown>
    insert(row: object): Promise<unknown>
    count(): Query<number>
    find(query: object): Query<Wrapped[]>
    findOne(id: string): Query<Wrapped | null>
  }
  export type RxDatabase = {
    addCollections(collections: object): Promise<unknown>
    collections: Record<string, Collection>
    close(): Promise<unknown>
  }
  export function createRxDatabase(options: object): Promise<RxDatabase>
}
declare module 'rxdb/plugins/storage-dexie' {
  export function getRxStorageDexie(settings: object): object
}
declare module 'pouchdb-core' {
  type Doc = { _id: string; _rev?: string }
  export type Pouch = {
    createIndex(index: object): Promise<unknown>
    bulkDocs(docs: object[]): Promise<{ error?: unknown }[]>
    allDocs(query: object): Promise<{ total_rows: number; rows: { id: string; value?: { rev: string }; doc?: Doc }[] }>
    find(query: object): Promise<{ docs: Doc[] }>
    get(id: string): Promise<Doc>
    put(doc: object): Promise<unknown>
    info(): Promise<{ doc_count: number }>
    changes(options: object): { on(event: string, heard: () => void): { cancel(): void } }
    close(): Promise<unknown>
  }
  const PouchDB: { new (name: string, options: object): Pouch; plugin(plugin: unknown): typeof PouchDB }
  export default PouchDB
}
declare module 'pouchdb-adapter-indexeddb' {
  const plugin: unknown
  export default plugin
}
declare module 'pouchdb-find' {
  const plugin: unknown
  export default plugin
}
declare module '@tanstack/db' {
  export type Collection = {
    size: number
    toArray: object[]
    get(id: string): object | undefined
    has(id: string): boolean
    insert(rows: object | object[]): { isPersisted: { promise: Promise<unknown> } }
    update(id: string | string[], edit: (draft: never) => void): unknown
    preload(): Promise<void>
    createIndex(key: (row: never) => unknown, options: object): unknown
    subscribeChanges(heard: () => void): { unsubscribe(): void }
    cleanup(): Promise<void>
    utils: { acceptMutations(transaction: unknown): Promise<void> }
  }
  export type Builder = {
    from(source: object): Builder
    where(test: (tables: never) => unknown): Builder
    orderBy(key: (tables: never) => unknown, direction: 'asc' | 'desc'): Builder
    limit(count: number): Builder
  }
  export function createIndexedDB(options: object): Promise<{ close(): void }>
  export function indexedDBCollectionOptions(options: object): object
  export function createCollection(options: object): Collection
  export function createLiveQueryCollection(options: object): Collection
  export function queryOnce(query: (builder: Builder) => Builder): Promise<object[]>
  export function createTransaction(options: object): { mutate(work: () => void): void; commit(): Promise<unknown> }
  export function eq(a: unknown, b: unknown): unknown
  export function and(...tests: unknown[]): unknown
  export const BTreeIndex: unknown
}
declare module '@leeoniya/ufuzzy' {
  export default class UFuzzy {
    constructor(options: object)
    search(
      haystack: string[],
      needle: string,
      outOfOrder: number,
      infoLimit: number,
    ): [number[] | null, { idx: number[] } | null, number[] | null]
  }
}
