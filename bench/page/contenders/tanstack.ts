import {
  and,
  BTreeIndex,
  type Builder,
  type Collection,
  createCollection,
  createIndexedDB,
  createLiveQueryCollection,
  createTransaction,
  eq,
  indexedDBCollectionOptions,
  queryOnce,
} from '@tanstack/db'
import type { CaseRecord } from '../../../domain/cases/case.ts'
import type { CustomerRecord } from '../../../domain/cases/customer.ts'
import type { MessageRow, Rows, TableName } from '../../dataset/logical-rows.ts'
import { caseAfter, TABLE_NAMES } from '../../dataset/logical-rows.ts'
import type { Contender } from '../contender.ts'
import { fetchDelta, loadRows } from '../load-rows.ts'

const STORES = [...TABLE_NAMES, 'outbox'] as const

/** TanStack DB with its IndexedDB collections: everything is in memory, IndexedDB is behind it. On the main thread. */
export function open(): Contender {
  const of = {} as Record<(typeof STORES)[number], Collection>
  let db: { close(): void }
  let delta: Rows = { cases: [], customers: [], messages: [] }
  const page = (agent: string) => (builder: Builder) =>
    builder
      .from({ each: of.cases })
      .where(({ each }: { each: CaseRecord }) => and(eq(each.assigneeId, agent), eq(each.status, 'open')))
      .orderBy(({ each }: { each: CaseRecord }) => each.replyDueAt, 'asc')
      .limit(50)
  // It adds fields of its own, whose names begin with $.
  const plain = <Row>(row: object | undefined): Row =>
    Object.fromEntries(Object.entries(row ?? {}).filter(([name]) => !name.startsWith('$'))) as Row
  const all = async () => {
    await Promise.all(STORES.map((name) => of[name].preload()))
  }
  const transact = (names: readonly (typeof STORES)[number][], mutate: () => void) => {
    const transaction = createTransaction({
      autoCommit: false,
      mutationFn: async (given: { transaction: unknown }) => {
        for (const name of names) await of[name].utils.acceptMutations(given.transaction)
      },
    })
    transaction.mutate(mutate)
    return transaction.commit()
  }
  const edit = (name: TableName, rows: Rows[TableName]) => {
    const known = rows.filter(({ id }) => of[name].has(id))
    const fresh = rows.filter(({ id }) => !of[name].has(id))
    if (fresh.length > 0) of[name].insert(fresh)
    if (known.length === 0) return
    of[name].update(
      known.map(({ id }) => id),
      (drafts: object[]) => drafts.forEach((draft, at) => Object.assign(draft, known[at])),
    )
  }
  return {
    async open() {
      db = await createIndexedDB({ name: 'tanstack', version: 1, stores: [...STORES] })
      for (const name of STORES)
        of[name] = createCollection(
          indexedDBCollectionOptions({
            id: name,
            db,
            name,
            getKey: (row: { id: string }) => row.id,
            autoIndex: 'eager',
            defaultIndexType: BTreeIndex,
          }),
        )
      of.messages.createIndex((row: MessageRow) => row.caseId, { indexType: BTreeIndex })
      of.cases.createIndex((row: CaseRecord) => row.assigneeId, { indexType: BTreeIndex })
      of.cases.createIndex((row: CaseRecord) => row.replyDueAt, { indexType: BTreeIndex })
    },
    load: () =>
      loadRows({
        batch: 5_000,
        begin: all,
        put: async (name, rows) => void (await of[name].insert(rows).isPersisted.promise),
      }),
    async counts() {
      await all()
      return { cases: of.cases.size, customers: of.customers.size, messages: of.messages.size }
    },
    async queue(agent) {
      await of.cases.preload()
      return (await queryOnce(page(agent))).map((row) => plain<CaseRecord>(row))
    },
    async openCase(id) {
      // What is not in memory yet is not there; the first one pays for it.
      await Promise.all([of.customers.preload(), of.messages.preload()])
      const kase = plain<CaseRecord>(of.cases.get(id))
      const thread = await queryOnce((builder) =>
        builder.from({ each: of.messages }).where(({ each }: { each: MessageRow }) => eq(each.caseId, id)),
      )
      return {
        case: kase,
        customer: plain<CustomerRecord>(of.customers.get(kase.customerId)),
        messages: thread.map((row) => plain<MessageRow>(row)),
      }
    },
    async live(agent, told) {
      const live = createLiveQueryCollection({ query: page(agent), startSync: true })
      await live.preload()
      const tell = () => told(live.toArray.map((row) => plain<CaseRecord>(row)))
      const watch = live.subscribeChanges(tell)
      tell()
      return () => {
        watch.unsubscribe()
        void live.cleanup()
      }
    },
    async prepare(at) {
      // What is not in memory yet cannot be changed.
      await all()
      delta = await fetchDelta(at)
    },
    apply: async () =>
      void (await transact(TABLE_NAMES, () => {
        for (const name of TABLE_NAMES) edit(name, delta[name])
      })),
    beStrict: async () => false,
    act: async (action) =>
      void (await transact(['cases', 'messages', 'outbox'], () => {
        const after = caseAfter(plain<CaseRecord>(of.cases.get(action.caseId)), action)
        if (after !== null) of.cases.update(after.id, (draft: object) => Object.assign(draft, after))
        if ('message' in action) of.messages.insert(action.message)
        of.outbox.insert(action)
      })),
    close: async () => db.close(),
  }
}
