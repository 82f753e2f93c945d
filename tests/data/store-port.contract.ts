import { beforeEach, describe, expect, it } from 'vitest'
import type { CaseId, ClientId, MessageId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { EntityKey } from '../../domain/mutations/entities.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import type { DraftRecord } from '../../protocol/journal.ts'
import type { Store } from '../../renderer/data/store.ts'
import { openStore } from '../../renderer/data/store.ts'
import type { AckVerdict, Change, Shelf } from '../../renderer/data/store-port.ts'
import { KeepError, TABLES } from '../../renderer/data/store-port.ts'
import { exitOf, rowOf, somePage } from '../support/pages.ts'
import { ana, NOON, someCase, someMessage, someMutation } from '../support/records.ts'
import { freshMeta } from './support/sealed-disk.ts'

/** A disk that a shelf stands on, and how to make it fail. */
export type Disk = {
  open(): Promise<Shelf>
  /** The next write fails after this many of its values have been put. */
  failNextWrite(afterValues: number): void
  /** Values can be put one by one, so that a write can fail between two of them. */
  hasMiddle: boolean
}

const C7 = 'c-7' as CaseId
const MANY = 1_000_000
const note = (body: string, messageId = `m-${body}`) =>
  someMutation('note.add', { caseId: C7, messageId: messageId as MessageId, body })
const reply = (body: string) =>
  someMutation('reply.send', { caseId: C7, messageId: `m-${body}` as MessageId, body, channel: 'email' })
const someDraft = (text: string): DraftRecord => ({ caseId: C7, mode: 'reply', reply: text, note: '', savedAt: NOON })
const done = (mutation: Mutation, n: number, seq: number): AckVerdict => ({
  id: mutation.id,
  n,
  kind: 'done',
  shard: '0',
  seq,
})

/** What every place that values can lie in must do. */
export function describeStore(name: string, makeDisk: () => Disk): void {
  describe(`the store on ${name}`, () => {
    let disk: Disk
    let shelf: Shelf
    let store: Store
    const reopen = async () => {
      shelf.close()
      shelf = await disk.open()
      store = openStore(shelf, ana, freshMeta)
    }
    beforeEach(async () => {
      disk = makeDisk()
      shelf = await disk.open()
      store = openStore(shelf, ana, freshMeta)
      return () => shelf.close()
    })

    const everything = async () => {
      const tables = await Promise.all(TABLES.map(async (table) => [table, await shelf.all(table)] as const))
      return Object.fromEntries(tables)
    }
    const shown = async (key: EntityKey) => (await shelf.get('rows', [key]))[0]?.view ?? null
    const commit = (...mutations: Mutation[]) =>
      mutations.reduce<Promise<unknown>>(async (before, mutation) => {
        await before
        await store.commitIntents([{ mutation, order: (await store.meta()).nextOrder }])
      }, Promise.resolve())
    const seal = (limit = 50, bytes = MANY) => store.seal(limit, bytes, NOON)
    const apply = (page: Parameters<Store['applyPage']>[0]) => store.applyPage(page, NOON)
    const oneCase = () => apply(somePage([rowOf('case', someCase(), 1)]))

    /** Lets the write fail before the first value, after the first, and so on until it succeeds: nothing may be left. */
    async function failsWhole(work: () => Promise<unknown>): Promise<void> {
      const before = await everything()
      for (let afterValues = 0; ; afterValues++) {
        disk.failNextWrite(afterValues)
        const outcome = await work().then(
          () => 'written',
          (error: unknown) => error,
        )
        disk.failNextWrite(MANY)
        if (outcome === 'written') {
          expect(disk.hasMiddle ? afterValues : 2, 'a write of several values can fail between them').toBeGreaterThan(1)
          return
        }
        expect(outcome).toBeInstanceOf(KeepError)
        expect(await everything()).toEqual(before)
        if (!disk.hasMiddle) {
          await work()
          return
        }
      }
    }

    describe('an action', () => {
      it('is in the outbox, on the screen and out of the draft together', async () => {
        await oneCase()
        await store.saveDraft(C7, someDraft('Your parcel'))
        const mutation = reply('Your parcel left today.')
        await store.commitIntents([{ mutation, order: 1 }], [{ caseId: C7, draft: null }])
        await reopen()
        expect((await store.outbox()).map((item) => [item.mutation.id, item.state, item.n])).toEqual([
          [mutation.id, 'waiting', null],
        ])
        expect(await shown(`message:${mutation.args.messageId}`)).toMatchObject({ receivedAt: null })
        expect(await shown('case:c-7')).toMatchObject({ assigneeId: ana.id, replyDueAt: null })
        expect(await store.drafts()).toEqual([])
        expect((await store.meta()).nextOrder).toBe(2)
      })

      it('leaves nothing behind when the disk fails in the middle', async () => {
        await oneCase()
        await store.saveDraft(C7, someDraft('Your parcel'))
        const mutation = reply('Your parcel left today.')
        await failsWhole(() => store.commitIntents([{ mutation, order: 1 }], [{ caseId: C7, draft: null }]))
        expect(await store.outbox()).toHaveLength(1)
      })

      it('is not added twice, not even when the server has it already', async () => {
        await oneCase()
        const mutation = note('once')
        await commit(mutation, mutation)
        await seal()
        await store.recordVerdicts([done(mutation, 1, 2)], NOON)
        await apply(somePage([], { base: { '0': 1 }, cursor: { '0': 2 }, lmid: 1 }))
        expect(await store.outbox()).toEqual([])
        await commit(mutation)
        expect(await store.outbox()).toEqual([])
      })

      it('can be taken back while it waits, and not once it may have been sent', async () => {
        await oneCase()
        const [first, second] = [note('one'), note('two')]
        await commit(first)
        expect(await store.remove(first.id, ['waiting'], someDraft('one'))).toBe('removed')
        expect(await shown('message:m-one')).toBeNull()
        expect(await store.drafts()).toEqual([someDraft('one')])
        await commit(second)
        await seal()
        expect(await store.remove(second.id, ['waiting'], null)).toBe('other-state')
        expect(await store.remove(first.id, ['waiting'], null)).toBe('gone')
      })
    })

    describe('numbers', () => {
      it('are given once, without a gap, in the order of the actions, and survive a restart', async () => {
        await oneCase()
        const [a, b, c] = [note('a'), note('b'), note('c')]
        await commit(a, b, c)
        expect((await seal(2)).all.map((item) => [item.mutation.id, item.n])).toEqual([
          [a.id, 1],
          [b.id, 2],
        ])
        await reopen()
        expect((await seal(3)).all.map((item) => [item.mutation.id, item.n])).toEqual([
          [a.id, 1],
          [b.id, 2],
          [c.id, 3],
        ])
        expect((await store.meta()).nextN).toBe(4)
      })

      it('are not used up by a write that fails', async () => {
        await oneCase()
        await commit(note('a'), note('b'))
        await failsWhole(() => seal())
        expect((await store.outbox()).map((item) => item.n)).toEqual([1, 2])
        expect((await store.meta()).nextN).toBe(3)
      })

      it('are not given twice by two windows on one disk', async () => {
        await oneCase()
        await commit(...Array.from({ length: 6 }, (_, at) => note(`w${at}`)))
        const other = openStore(shelf, ana, freshMeta)
        await Promise.all([
          store.seal(2, MANY, NOON),
          other.seal(4, MANY, NOON),
          store.seal(6, MANY, NOON),
          other.seal(6, MANY, NOON),
        ])
        expect((await store.outbox()).map((item) => item.n)).toEqual([1, 2, 3, 4, 5, 6])
      })

      it('stop before a batch grows too large, but one large action goes alone', async () => {
        await oneCase()
        await commit(note('x'.repeat(1_000), 'm-large'), note('small'))
        expect((await seal(50, 500)).all.map((item) => item.n)).toEqual([1])
      })

      it('begin again under a new name, in the same order', async () => {
        await oneCase()
        await commit(note('a'), note('b'))
        await seal()
        await failsWhole(() => store.renumber('desk-2' as ClientId))
        expect((await store.outbox()).map((item) => [item.state, item.n])).toEqual([
          ['waiting', null],
          ['waiting', null],
        ])
        const { clientId, all } = await seal()
        expect([clientId, all.map((item) => item.n)]).toEqual(['desk-2', [1, 2]])
      })
    })

    describe('a verdict', () => {
      it('of "done" keeps the action on the screen, and a copy of it for a restore of the server', async () => {
        await oneCase()
        const mutation = note('a')
        await commit(mutation)
        await seal()
        await failsWhole(() => store.recordVerdicts([done(mutation, 1, 2)], NOON))
        expect((await store.outbox())[0]).toMatchObject({ state: 'acked', ack: { shard: '0', seq: 2 } })
        expect((await shelf.all('acked')).map((each) => [each.mutation.id, each.n])).toEqual([[mutation.id, 1]])
        expect(await shown('message:m-a')).not.toBeNull()
      })

      it('of "rejected" takes it off the screen and keeps the text', async () => {
        await oneCase()
        const mutation = reply('a')
        await commit(mutation)
        await seal()
        await store.recordVerdicts([{ id: mutation.id, n: 1, kind: 'rejected', code: 'closed', reference: 'R1' }], NOON)
        expect((await store.outbox())[0]).toMatchObject({ state: 'rejected', refusal: 'closed', reference: 'R1' })
        expect(await shown('message:m-a')).toBeNull()
        expect(await shown('case:c-7')).toMatchObject({ assigneeId: null })
      })

      it('of another number, another action, or a second time changes nothing', async () => {
        await oneCase()
        const mutation = note('a')
        await commit(mutation)
        await seal()
        await store.recordVerdicts([done(mutation, 2, 2), done(note('other'), 1, 2)], NOON)
        expect((await store.outbox())[0]).toMatchObject({ state: 'sealed' })
        await store.recordVerdicts([done(mutation, 1, 2)], NOON)
        await store.recordVerdicts([done(mutation, 1, 9)], NOON)
        expect((await store.outbox())[0]).toMatchObject({ ack: { shard: '0', seq: 2 } })
      })
    })

    describe('a page', () => {
      it('brings rows, exits, scopes and cursor together, or nothing of it', async () => {
        await apply(somePage([rowOf('case', someCase(), 1), rowOf('message', someMessage(), 2)]))
        const mutation = note('a')
        await commit(mutation)
        await seal()
        await store.recordVerdicts([done(mutation, 1, 5)], NOON)
        const other = someCase({ id: 'c-8' as CaseId })
        const next = somePage([exitOf('case', 'c-7', 4), exitOf('message', 'm-1', 4), rowOf('case', other, 5)], {
          base: { '0': 2 },
          scopes: ['queue:orders', 'queue:returns'],
          lmid: 1,
        })
        await failsWhole(() => apply(next))
        expect((await shelf.all('rows')).map((row) => row.key)).toEqual(['case:c-8'])
        expect(await store.outbox()).toEqual([])
        expect(await store.meta()).toMatchObject({ cursor: { '0': 5 }, scopes: ['queue:orders', 'queue:returns'] })
      })

      it('that is not the answer to where the store stands changes nothing', async () => {
        await oneCase()
        const before = await everything()
        const late = [rowOf('case', someCase({ subject: 'Late' }), 2)]
        expect(await apply(somePage(late))).toBe('stale')
        expect(await apply(somePage(late, { base: { '0': 1 }, epoch: 'e0' }))).toBe('stale')
        expect(await everything()).toEqual(before)
        expect(await apply(somePage(late, { base: { '0': 1 } }))).toBe('applied')
      })

      it('in the middle of catching up settles nothing; the one that completes it does', async () => {
        await oneCase()
        const mutation = note('a')
        await commit(mutation)
        await seal()
        await store.recordVerdicts([done(mutation, 1, 3)], NOON)
        await apply(somePage([], { base: { '0': 1 }, cursor: { '0': 4 }, more: true }))
        expect(await store.outbox()).toHaveLength(1)
        expect(await shown('message:m-a')).not.toBeNull()
        await apply(somePage([], { base: { '0': 4 }, cursor: { '0': 4 } }))
        expect(await store.outbox()).toEqual([])
      })

      it('that has not come as far as the action settles nothing', async () => {
        await oneCase()
        const mutation = note('a')
        await commit(mutation)
        await seal()
        await store.recordVerdicts([done(mutation, 1, 3)], NOON)
        await apply(somePage([], { base: { '0': 1 }, cursor: { '0': 2 } }))
        expect(await store.outbox()).toHaveLength(1)
      })

      it('takes numbers that the server has already decided out of use', async () => {
        await apply(somePage([rowOf('case', someCase(), 1)], { lmid: 7 }))
        await commit(note('a'))
        expect((await seal()).all.map((item) => item.n)).toEqual([8])
      })

      it('with a newer copy shows what waits on top of it', async () => {
        await oneCase()
        await commit(someMutation('case.tag.add', { caseId: C7, tag: 'damaged' }))
        await apply(somePage([rowOf('case', someCase({ tags: ['vip'], subject: 'New' }), 2)], { base: { '0': 1 } }))
        expect(await shown('case:c-7')).toMatchObject({ subject: 'New', tags: ['vip', 'damaged'] })
        const [row] = await shelf.get('rows', ['case:c-7'])
        expect(row?.server?.record).toMatchObject({ subject: 'New', tags: ['vip'] })
      })

      it('where somebody else was first shows their copy until the verdict comes', async () => {
        await oneCase()
        await commit(someMutation('case.claim', { caseId: C7 }))
        expect(await shown('case:c-7')).toMatchObject({ assigneeId: ana.id })
        const theirs = someCase({ assigneeId: 'u-ben' as UserId })
        await apply(somePage([rowOf('case', theirs, 2)], { base: { '0': 1 } }))
        expect(await shown('case:c-7')).toMatchObject({ assigneeId: 'u-ben' })
      })

      it('of older rows does not put a newer one back', async () => {
        await apply(somePage([rowOf('case', someCase({ subject: 'New' }), 5)], { cursor: { '0': 6 } }))
        const older = { ...rowOf('case', someCase({ subject: 'Old' }), 3), b: true }
        await apply(somePage([older], { base: { '0': 6 }, cursor: { '0': 6 }, more: true }))
        expect(await shown('case:c-7')).toMatchObject({ subject: 'New' })
      })
    })

    describe('what leaves the scope', () => {
      const both = ['queue:orders', 'assigned:u-ana']

      it('goes by its own tags: an exit of one scope leaves what another still shows', async () => {
        await apply(somePage([rowOf('case', someCase(), 1, both)], { scopes: both }))
        await apply(somePage([exitOf('case', 'c-7', 2)], { base: { '0': 1 }, scopes: both }))
        expect(await shown('case:c-7')).not.toBeNull()
        await apply(somePage([exitOf('case', 'c-7', 3, 'assigned:u-ana')], { base: { '0': 2 }, scopes: both }))
        expect(await shown('case:c-7')).toBeNull()
      })

      it('goes with the scope, children and all, on the very page that no longer grants it', async () => {
        const returns = someCase({ id: 'c-8' as CaseId })
        await apply(
          somePage(
            [
              rowOf('case', someCase(), 1),
              rowOf('message', someMessage(), 2),
              rowOf('case', returns, 3, ['queue:returns']),
            ],
            { scopes: ['queue:orders', 'queue:returns'] },
          ),
        )
        await apply(
          somePage([], { base: { '0': 3 }, cursor: { '0': 4 }, scopes: ['queue:returns'], held: [], more: true }),
        )
        expect((await shelf.all('rows')).map((row) => row.key)).toEqual(['case:c-8'])
      })

      it('stays while it waits for its case in the middle of catching up, and goes as an orphan at the end', async () => {
        await apply(
          somePage([rowOf('case', someCase(), 1, both), rowOf('message', someMessage(), 2, both)], { scopes: both }),
        )
        const left = [exitOf('case', 'c-7', 3), exitOf('case', 'c-7', 3, 'assigned:u-ana')]
        await apply(somePage(left, { base: { '0': 2 }, scopes: both, more: true }))
        expect(await shown('message:m-1')).not.toBeNull()
        await apply(somePage([], { base: { '0': 3 }, cursor: { '0': 3 }, scopes: both }))
        expect(await shelf.all('rows')).toEqual([])
      })

      it('does not take along what waits in the outbox', async () => {
        await oneCase()
        await commit(note('kept'))
        await apply(somePage([exitOf('case', 'c-7', 2)], { base: { '0': 1 } }))
        expect((await store.outbox()).map((item) => item.state)).toEqual(['waiting'])
        expect(await shown('message:m-kept')).toBeNull()
      })
    })

    it('that fetches a scope anew still drops it at once when it is granted no longer', async () => {
      await oneCase()
      await store.fetchAnew()
      await apply(
        somePage([], { base: { '0': 1 }, cursor: { '0': 1 }, scopes: ['queue:returns'], held: [], more: true }),
      )
      expect(await shelf.all('rows')).toEqual([])
    })

    describe('another epoch of the server', () => {
      it('that knows all this desk has, but not all that the page was read from, makes it fetch anew', async () => {
        const cut = somePage([rowOf('case', someCase(), 1)], { more: true })
        // The rest had already moved on to 9 when the page was read; restored to 5 it is back below the cursor.
        await apply({ ...cut, header: { ...cut.header, head: { '0': 9 } } })
        await store.adoptEpoch({ epoch: 'e2', forkHead: { '0': 5 }, lmid: 0 })
        expect(await store.meta()).toMatchObject({ cursor: {}, scopes: [] })
      })

      const settled = async (texts: string[]) => {
        await oneCase()
        const mutations = texts.map((text) => note(text))
        await commit(...mutations)
        await seal()
        await store.recordVerdicts(
          mutations.map((mutation, at) => done(mutation, at + 1, at + 2)),
          NOON,
        )
        await apply(somePage([], { base: { '0': 1 }, cursor: { '0': texts.length + 1 }, lmid: texts.length }))
        return mutations
      }

      it('gets again, marked, what it has forgotten, numbered from where it stands', async () => {
        const [, b, c] = await settled(['a', 'b', 'c'])
        await failsWhole(() => store.adoptEpoch({ epoch: 'e2', forkHead: { '0': 2 }, lmid: 1 }))
        expect((await store.outbox()).map((item) => [item.mutation.id, item.state, item.n, item.replay])).toEqual([
          [b?.id, 'waiting', null, true],
          [c?.id, 'waiting', null, true],
        ])
        expect((await seal()).all.map((item) => [item.mutation.id, item.n])).toEqual([
          [b?.id, 2],
          [c?.id, 3],
        ])
        expect(await store.meta()).toMatchObject({ epoch: 'e2', cursor: {}, scopes: [] })
      })

      it('gets no gap where an action was refused, which needs no sending again', async () => {
        await oneCase()
        const [a, b] = [note('refused'), note('b')]
        await commit(a, b)
        await seal()
        const refusal = { id: a.id, n: 1, kind: 'rejected', code: 'stale_context', reference: null } as const
        await store.recordVerdicts([refusal, done(b, 2, 2)], NOON)
        await store.adoptEpoch({ epoch: 'e2', forkHead: { '0': 9 }, lmid: 0 })
        expect((await seal()).all.map((item) => [item.mutation.id, item.n, item.replay])).toEqual([[b.id, 1, true]])
      })

      it('gets again what it took under an earlier name of the desk', async () => {
        const [a] = await settled(['a'])
        await store.renumber('desk-2' as ClientId)
        await store.adoptEpoch({ epoch: 'e2', forkHead: { '0': 9 }, lmid: 0 })
        expect((await seal()).all.map((item) => [item.mutation.id, item.n, item.replay])).toEqual([[a?.id, 1, true]])
      })

      it('leaves no action that may have been sent to be taken back', async () => {
        await oneCase()
        const mutation = note('a')
        await commit(mutation)
        await seal()
        await store.adoptEpoch({ epoch: 'e2', forkHead: { '0': 9 }, lmid: 0 })
        expect(await store.remove(mutation.id, ['waiting'], null)).toBe('other-state')
      })

      it('that knows all this desk has seen lets it keep its rows', async () => {
        await settled(['a'])
        await store.adoptEpoch({ epoch: 'e2', forkHead: { '0': 9 }, lmid: 1 })
        expect(await store.outbox()).toEqual([])
        expect(await shown('case:c-7')).not.toBeNull()
        expect(await store.meta()).toMatchObject({ epoch: 'e2', cursor: { '0': 2 } })
      })

      it('keeps unsent actions on the screen while the rows are fetched anew', async () => {
        await oneCase()
        await commit(note('waits'))
        await store.adoptEpoch({ epoch: 'e2', forkHead: { '0': 0 }, lmid: 0 })
        await apply(somePage([rowOf('case', someCase({ subject: 'Restored' }), 1)], { epoch: 'e2' }))
        expect(await shown('case:c-7')).toMatchObject({ subject: 'Restored' })
        expect(await shown('message:m-waits')).not.toBeNull()
      })
    })

    it('keeps drafts until they are cleared', async () => {
      await store.saveDraft(C7, someDraft('Dear'))
      await failsWhole(() => store.saveDraft(C7, someDraft('Dear Nadia')))
      await reopen()
      expect(await store.drafts()).toEqual([someDraft('Dear Nadia')])
      await store.saveDraft(C7, null)
      expect(await store.drafts()).toEqual([])
    })

    it('forgets acknowledged actions after 14 days', async () => {
      await oneCase()
      const mutation = note('old')
      await commit(mutation)
      await seal()
      await store.recordVerdicts([done(mutation, 1, 2)], NOON)
      const later = (days: number) => (NOON + days * 86_400_000) as EpochMs
      await store.applyPage(somePage([], { base: { '0': 1 }, cursor: { '0': 2 } }), later(14))
      expect(await shelf.all('acked')).toHaveLength(1)
      await store.applyPage(somePage([], { base: { '0': 2 }, cursor: { '0': 2 } }), later(15))
      expect(await shelf.all('acked')).toEqual([])
    })

    it('tells its watchers after a write and not when the disk refused it', async () => {
      let told = 0
      const stop = shelf.watch(() => told++)
      await store.saveDraft(C7, someDraft('Dear'))
      const heard = told
      expect(heard).toBeGreaterThan(0)
      disk.failNextWrite(0)
      await expect(store.saveDraft(C7, someDraft('Dear Nadia'))).rejects.toBeInstanceOf(KeepError)
      stop()
      disk.failNextWrite(MANY)
      await store.saveDraft(C7, someDraft('Dear Ana'))
      expect(told).toBe(heard)
    })

    it('tells what it is about to write, and then the very same as written, or nothing more', async () => {
      const heard: unknown[] = []
      const stop = shelf.watch(
        (told) => heard.push('told', told),
        (changes) => heard.push('coming', changes),
      )
      const changes: Change[] = [{ table: 'drafts', remove: C7 }]
      await shelf.write(changes, await shelf.version(), 'relaxed')
      expect(heard).toEqual(['coming', changes, 'told', changes])
      expect([heard[1], heard[3]].every((each) => each === changes)).toBe(true)
      await shelf.write(changes, -1, 'relaxed')
      expect(heard).toHaveLength(4)
      disk.failNextWrite(0)
      await expect(shelf.write(changes, await shelf.version(), 'relaxed')).rejects.toBeInstanceOf(Error)
      stop()
      disk.failNextWrite(MANY)
      await shelf.write(changes, await shelf.version(), 'relaxed')
      expect(heard.filter((each) => each === 'told')).toHaveLength(1)
    })

    it('refuses a write that was planned from what is no longer so', async () => {
      const version = await shelf.version()
      await store.saveDraft(C7, someDraft('Dear'))
      expect(await shelf.write([{ table: 'drafts', remove: C7 }], version, 'strict')).toBe('conflict')
      expect(await store.drafts()).toHaveLength(1)
    })
  })
}
