import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, describe, expect, it } from 'vitest'
import type { CaseId, QueueId } from '../../domain/kernel/ids.ts'
import { type Computer, look, threadOnServer } from './support/desk.ts'
import { journey } from './support/opened.ts'

const CASE = 'c-orders-0'
const TEXT = 'Your parcel left today.'
const world = journey()
let computer: Computer
beforeEach(async () => {
  computer = await world.computerOf('ana')
})
const openDesk = () => world.open(computer)
const written = async () => (await threadOnServer(world.server, CASE)).slice(2)
const aDraft = (reply: string) => ({ mode: 'reply' as const, reply, note: '', savedAt: world.server.clock.now })

/** What IndexedDB holds, as it lies there: to be laid down again later. */
async function copied(from: IDBFactory): Promise<IDBFactory> {
  const to = new IDBFactory()
  for (const { name = '', version = 1 } of await from.databases()) {
    const source = await settled(from.open(name))
    const target = to.open(name, version)
    target.onupgradeneeded = () => {
      for (const store of source.objectStoreNames) {
        const { keyPath, indexNames } = source.transaction(store).objectStore(store)
        const made = target.result.createObjectStore(store, { keyPath })
        for (const index of indexNames) made.createIndex(index, index)
      }
    }
    const copy = await settled(target)
    for (const store of source.objectStoreNames) {
      const rows = await settled(source.transaction(store).objectStore(store).getAll())
      const into = copy.transaction(store, 'readwrite').objectStore(store)
      for (const row of rows) await settled(into.put(row))
    }
    source.close()
    copy.close()
  }
  return to
}
const settled = <Value>(request: IDBRequest<Value>) =>
  new Promise<Value>((resolve, failed) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => failed(request.error)
  })

describe('an agent whose local copy was made anew without a word [C63]', () => {
  it('is told so even if nothing was unsent, and that it is not complete until it is', async () => {
    await (await openDesk()).kill()
    computer.loseDatabase()
    computer.line = 'down'
    const desk = await openDesk()
    expect(desk.restored).toEqual({ reason: 'reset', restoredActions: 0, restoredDrafts: 0, isJournalDamaged: false })
    expect(await desk.queue()).toEqual([])
    expect(await look(desk.repository.currentAt())).toBeNull()
    computer.line = 'up'
    await desk.sync()
    expect((await desk.queue()).length).toBeGreaterThan(0)
    expect(await look(desk.repository.currentAt())).not.toBeNull()
  })

  it('is told so when the journal had been lost as far as the entry that names the store', async () => {
    const first = await openDesk()
    computer.line = 'down'
    await first.reply(CASE, TEXT)
    await first.kill()
    computer.loseDatabase()
    computer.disk.journal = computer.disk.journal.filter(({ kind }) => kind !== 'client')
    const desk = await openDesk()
    expect(desk.restored).toMatchObject({ reason: 'reset', restoredActions: 1 })
    computer.line = 'up'
    await desk.sync()
    expect(await written()).toEqual([TEXT])
  })

  it('is told nothing on the first morning of a machine', async () => {
    expect((await openDesk()).restored).toBeNull()
  })
})

describe('an agent whose local copy has lost what the server had sent', () => {
  it('is told, and gets all of it again', async () => {
    const first = await openDesk()
    const queue = await first.queue()
    computer.line = 'down'
    await first.reply(CASE, TEXT)
    await first.kill()
    const db = await settled(computer.disk.indexedDB.open(`evenkeel-${computer.profileId}`))
    const own = ['meta', 'counter', 'outbox', 'acked', 'drafts', 'forms', 'breaks']
    for (const store of [...db.objectStoreNames].filter((name) => !own.includes(name)))
      await settled(db.transaction(store, 'readwrite').objectStore(store).clear())
    db.close()
    const second = await openDesk()
    expect(second.restored).toMatchObject({ reason: 'reset', restoredActions: 0 })
    expect(await look(second.repository.currentAt())).toBeNull()
    expect(await second.outbox()).toEqual(['waiting: reply.send'])
    computer.line = 'up'
    await second.sync()
    expect(await second.queue()).toEqual(queue)
    expect(await written()).toEqual([TEXT])
    await second.kill()
    expect((await openDesk()).restored).toBeNull()
  })

  it('is told nothing because cases have left their queues in the meantime', async () => {
    const desk = await openDesk()
    const lea = await world.open(await world.computerOf('lea'))
    for (const id of (await desk.queue()).filter((each) => each.startsWith('c-orders-')))
      await lea.commit('case.move', { caseId: id as CaseId, queueId: 'returns' as QueueId })
    await lea.idle()
    await desk.sync()
    await desk.kill()
    expect((await openDesk()).restored).toBeNull()
  })
})

describe('an agent whose local copy of yesterday has come back', () => {
  it('sends nothing that was sent or taken back since, and finds today’s work', async () => {
    const first = await openDesk()
    computer.line = 'down'
    const takenBack = await first.reply(CASE, 'This was meant for somebody else.')
    await first.repository.saveDraft('c-orders-1' as never, aDraft('Half a thought'))
    await first.kill()
    const yesterday = await copied(computer.disk.indexedDB)
    computer.loseDatabase()
    const second = await openDesk()
    expect((await second.repository.withdraw(takenBack)).ok).toBe(true)
    await second.repository.saveDraft(CASE as never, null)
    await second.repository.saveDraft('c-orders-1' as never, null)
    computer.line = 'up'
    await second.sync()
    computer.line = 'down'
    await second.reply(CASE, TEXT)
    await second.kill()
    // The journal is made compact at each opening: what is done stands nowhere any more.
    await (await openDesk()).kill()

    computer.disk.indexedDB = yesterday
    const desk = await openDesk()
    expect(desk.restored).toMatchObject({ reason: 'behind', restoredActions: 1 })
    expect(await desk.outbox()).toEqual(['waiting: reply.send'])
    expect(await desk.repository.draft('c-orders-1' as never)).toBeNull()
    computer.line = 'up'
    await desk.sync()
    expect(await written()).toEqual([TEXT])
  })
})

describe('an agent whose local copy does not open any more', () => {
  it('works on in another one, which is opened from then on, and the broken one is let go', async () => {
    const first = await openDesk()
    computer.line = 'down'
    await first.reply(CASE, TEXT)
    await first.kill()
    const isBroken = { name: `evenkeel-${computer.profileId}` as string | null }
    const { open } = computer.disk.indexedDB
    computer.disk.indexedDB.open = function (this: IDBFactory, name: string, version?: number) {
      if (name === isBroken.name) throw new DOMException('Internal error opening backing store', 'UnknownError')
      return open.call(this, name, version)
    }
    computer.waitsWhileOpening = true
    const second = await openDesk()
    expect(second.restored).toMatchObject({ reason: 'damaged', restoredActions: 1 })
    computer.line = 'up'
    await second.sync()
    expect(await written()).toEqual([TEXT])
    await second.kill()

    isBroken.name = null
    const third = await openDesk()
    expect(third.restored).toBeNull()
    expect(await third.queue()).not.toEqual([])
    const left = async () => (await computer.disk.indexedDB.databases()).map(({ name }) => name)
    await expect.poll(left).toHaveLength(1)
    expect(await left()).not.toContain(`evenkeel-${computer.profileId}`)
  })
})
