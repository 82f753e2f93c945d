import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { describe, expect, it } from 'vitest'
import type { CaseId, MessageId } from '../../domain/kernel/ids.ts'
import type { DeskClient, DeskInfo } from '../../protocol/desk-bridge.ts'
import type { JournalEntry } from '../../protocol/journal.ts'
import type { PullPage, PullRequest } from '../../protocol/sync/pull.ts'
import type { PushRequest } from '../../protocol/sync/push.ts'
import { openDesk } from '../../renderer/app/open-desk.ts'
import type { Live } from '../../renderer/data/repository.ts'
import { ana, NOON, someCase } from '../support/records.ts'

const until = <Value>(live: Live<Value>, isIt: (value: Value) => boolean) =>
  new Promise<Value>((resolve, failed) => {
    const watching = live.subscribe((value) => {
      if (!isIt(value)) return
      resolve(value)
      queueMicrotask(() => watching.unsubscribe())
    }, failed)
  })

/** One machine: its disk (journal, database) outlives the desks opened on it. The far end answers one case and takes what it gets. */
function machine() {
  const world = {
    entries: [] as JournalEntry[],
    isUp: true,
    pushed: [] as PushRequest[],
    indexedDB: new IDBFactory(),
    ids: 0,
    isDiskFull: false,
    /** Parts of the journal that could not be read. */
    setAside: 0,
  }
  const page = (request: PullRequest): PullPage => {
    const isFirst = request.cursor['0'] === undefined
    const head = { '0': 1 + world.pushed.length }
    const row = {
      t: 'row' as const,
      e: 'case' as const,
      id: 'c-7',
      shard: '0',
      seq: 1,
      rev: 1,
      s: ['queue:orders'],
      d: { ...someCase() },
    }
    const about = {
      reqId: request.reqId,
      epoch: 'e1',
      base: request.cursor,
      head,
      aclVersion: '1',
      scopes: ['queue:orders'],
    }
    return {
      header: { t: 'header', ...about, lmid: world.pushed.length, now: NOON, minIntervalMs: 0 },
      changes: isFirst ? [row] : [],
      footer: {
        t: 'footer',
        cursor: head,
        scopes: ['queue:orders'],
        backfill: null,
        more: false,
        count: isFirst ? 1 : 0,
        crc: '00000000',
      },
    }
  }
  const answer = (name: string, args: unknown): unknown => {
    if (name === 'store.key')
      return { profileId: 'profile0001', keyId: 'k1', key: new Uint8Array(32).fill(7), protection: 'os', madeAt: null }
    if (name === 'journal.read')
      return { entries: world.entries, report: { tornBytes: 0, quarantined: world.setAside }, mark: 'm' }
    if (name === 'journal.append') world.entries = [...world.entries, ...(args as { entries: JournalEntry[] }).entries]
    if (name === 'journal.compact') world.entries = (args as { entries: JournalEntry[] }).entries
    if (name === 'sync.pull') return page(args as PullRequest)
    if (name === 'sync.push') {
      const request = args as PushRequest
      world.pushed.push(request)
      const verdicts = request.mutations.map(({ n, mutation }) => ({
        status: 'applied',
        n,
        id: mutation.id,
        shard: '0',
        seq: 1 + world.pushed.length,
      }))
      return { epoch: 'e1', verdicts, lmid: request.mutations.length, now: NOON }
    }
    return { seq: 0 }
  }
  const desk = {
    call: async (name: string, args: unknown) => {
      if (name.startsWith('sync.') && !world.isUp)
        return { ok: false, failure: { kind: 'unreachable', detail: 'cable out' } }
      if (name === 'journal.append' && world.isDiskFull)
        return { ok: false, failure: { kind: 'disk', code: 'full', detail: '' } }
      return { ok: true, value: structuredClone(answer(name, args)) }
    },
    on: () => () => {},
  } as unknown as DeskClient
  const account = {
    tenantId: 't',
    userId: ana.id,
    login: 'ana',
    name: ana.name,
    role: 'agent',
    teamIds: [],
    queueIds: ['orders'],
  } as never
  const open = () =>
    openDesk({
      desk,
      account,
      info: {
        clockOffsetMs: null,
        rules: { locks: false, keeps: { filesMs: DAY_MS, doneCasesMs: 7 * DAY_MS, keyMs: null } },
      } as DeskInfo,
      now: () => NOON,
      monotonicNow: () => 0,
      zone: () => 'UTC',
      newId: () => `id-${++world.ids}`,
      random: () => 0.5,
      timers: { after: () => () => {}, every: () => () => {} },
      crypto: globalThis.crypto,
      indexedDB: world.indexedDB,
      IDBKeyRange,
    })
  return { world, open }
}
const DAY_MS = 86_400_000
const reply = {
  caseId: 'c-7' as CaseId,
  messageId: 'm-9' as MessageId,
  body: 'It is on its way.',
  channel: 'email' as const,
}

describe('an agent who replies while offline', () => {
  it('sees the reply at once, and it goes out once the cable is back', async () => {
    const { world, open } = machine()
    const desk = await open()
    await until(desk.repository.queue(), (rows) => rows.length === 1)
    world.isUp = false
    expect(await desk.repository.commit('reply.send', reply)).toMatchObject({ ok: true, value: { kept: 'journal' } })
    const [entry] = await until(desk.repository.thread(reply.caseId), (thread) => thread.length === 1)
    expect(entry).toMatchObject({ delivery: 'queued', message: { body: reply.body, receivedAt: null } })
    world.isUp = true
    desk.syncNow()
    await until(desk.repository.outbox(), (items) => items.length === 0)
    expect(world.pushed.map((each) => each.mutations.map((one) => one.n))).toEqual([[1]])
    await desk.close()
  })

  it('finds the reply again after the local store was lost', async () => {
    const { world, open } = machine()
    const first = await open()
    await until(first.repository.queue(), (rows) => rows.length === 1)
    world.isUp = false
    await first.repository.commit('reply.send', reply)
    await first.close()
    world.indexedDB = new IDBFactory()
    const second = await open()
    expect(second.restored).toEqual({ reason: 'reset', restoredActions: 1, restoredDrafts: 0, isJournalDamaged: false })
    expect(await until(second.repository.outbox(), (items) => items.length === 1)).toHaveLength(1)
    await second.close()
  })

  it('finds half-filled forms again after the local store was lost, except the one that was done', async () => {
    const { world, open } = machine()
    const first = await open()
    await until(first.repository.queue(), (rows) => rows.length === 1)
    world.isUp = false
    first.forms.change('escalate c-7', { body: 'The postage' })
    first.forms.change('wrap-up k-1', { summary: 'Lamp' })
    await first.forms.flush()
    const note = { caseId: reply.caseId, messageId: reply.messageId, body: 'Rang twice.' }
    await first.repository.commit('note.add', note, { forms: { 'wrap-up k-1': null } })
    // The machine dies here: nobody has told the keeper that the form is done.
    const disk = world.entries
    await first.close()
    world.entries = disk
    world.indexedDB = new IDBFactory()
    const second = await open()
    expect(second.restored).toEqual({ reason: 'reset', restoredActions: 1, restoredDrafts: 1, isJournalDamaged: false })
    expect(second.forms.get('escalate c-7')).toEqual({ body: 'The postage' })
    expect(second.forms.get('wrap-up k-1')).toBeUndefined()
    await second.close()
  })

  it('is told that a part of the journal was set aside, also when all is there', async () => {
    const { world, open } = machine()
    await (await open()).close()
    world.setAside = 1
    const desk = await open()
    expect(desk.restored).toEqual({ reason: null, restoredActions: 0, restoredDrafts: 0, isJournalDamaged: true })
    await desk.close()
  })

  it('keeps the text in the composer when the disk is full', async () => {
    const { world, open } = machine()
    const desk = await open()
    await until(desk.repository.queue(), (rows) => rows.length === 1)
    world.isDiskFull = true
    expect(await desk.repository.commit('reply.send', reply)).toEqual({ ok: false, refusal: 'disk-full' })
    expect(await until(desk.repository.outbox(), () => true)).toEqual([])
    await desk.close()
  })
})
