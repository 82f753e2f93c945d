import { beforeEach, describe, expect, it } from 'vitest'
import type { CaseId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import type { EntityKey } from '../../domain/mutations/entities.ts'
import type { JournalEntry } from '../../protocol/journal.ts'
import { openMemoryShelf } from '../../renderer/data/memory-shelf.ts'
import { openRepository } from '../../renderer/data/open-repository.ts'
import { planReconcile } from '../../renderer/data/plan-reconcile.ts'
import { openStore } from '../../renderer/data/store.ts'
import type { Change, Shelf } from '../../renderer/data/store-port.ts'
import { KeepError } from '../../renderer/data/store-port.ts'
import { ana, NOON, someCase } from '../support/records.ts'
import { freshMeta } from './support/sealed-disk.ts'

const CASE = 'c-7' as CaseId
const TEXT = 'Your parcel left today.'
const pre = { lastPublicOrdinal: 1 }

/** A journal and a store, each of which can refuse; the store can also stay silent. */
async function desk() {
  const journal: JournalEntry[] = []
  const disk = { journalTakes: Number.POSITIVE_INFINITY, storeFails: false, storeWaits: null as Promise<void> | null }
  const real = openMemoryShelf()
  const kase: Change = { table: 'rows', put: { key: `case:${CASE}` as EntityKey, server: null, view: someCase() } }
  await real.write([{ table: 'meta', put: freshMeta() }, kase], 0, 'strict')
  const shelf: Shelf = {
    ...real,
    async write(...args) {
      await disk.storeWaits
      if (disk.storeFails) throw new KeepError('disk-failed', null)
      return real.write(...args)
    },
  }
  let ids = 0
  let doubts = 0
  const store = openStore(shelf, ana, freshMeta)
  const repository = openRepository({
    store,
    desk: {
      async call(_name: string, { entries }: { entries: JournalEntry[] }) {
        if (disk.journalTakes-- <= 0) return { ok: false, failure: { kind: 'disk', code: 'full', detail: 'No room.' } }
        journal.push(...entries)
        return { ok: true, value: { seq: journal.length } }
      },
    } as never,
    actor: ana,
    now: () => NOON,
    newId: () => `id-${++ids}`,
    stamp: () => ({ at: NOON, offsetMs: null, monotonicMs: 0 as Ms }),
    committed: () => undefined,
    doubted: () => void doubts++,
  })
  /** What the next opening makes of it. */
  async function atNextOpening() {
    const side = {
      generation: 'g1',
      nextGeneration: 'g2',
      nextOrder: 1,
      clientId: freshMeta().clientId,
      isNew: false,
      hasLostRows: false,
      database: 'db',
      outbox: await store.outbox(),
      ackedIds: new Set<string>(),
      drafts: await store.drafts(),
      forms: await store.forms(),
    }
    const { compacted } = planReconcile(journal, side)
    return compacted.flatMap((entry) =>
      entry.kind === 'intent'
        ? `sends ${(entry.mutation.args as { body: string }).body}`
        : entry.kind === 'draft'
          ? `draft ${entry.draft?.reply}`
          : entry.kind === 'form'
            ? `form ${entry.form?.answers}`
            : [],
    )
  }
  return {
    disk,
    journal,
    repository,
    atNextOpening,
    doubts: () => doubts,
    type: (reply: string, savedAt = NOON) => repository.saveDraft(CASE, { mode: 'reply', reply, note: '', savedAt }),
    send: (body: string, forms: Record<string, string | null> = {}) =>
      repository.commit('reply.send', { caseId: CASE, messageId: 'm-1' as never, body, channel: 'email' }, {
        pre,
        clearsDraft: 'reply',
        forms,
      } as never),
  }
}

let at: Awaited<ReturnType<typeof desk>>
beforeEach(async () => {
  at = await desk()
})

describe('a reply that the store refuses', () => {
  it('is not sent by the next opening, which finds the draft and the form as they were', async () => {
    await at.type(TEXT)
    await at.repository.saveForm('ask', 'half')
    at.disk.storeFails = true
    expect(await at.send(TEXT, { ask: null })).toEqual({ ok: false, refusal: 'disk-failed' })
    expect(await at.atNextOpening()).toEqual([`draft ${TEXT}`, 'form half'])
    expect(at.doubts()).toBe(0)
  })

  it('gives its draft back also where only the journal had taken that', async () => {
    at.disk.storeFails = true
    expect(await at.type(TEXT)).toEqual({ ok: true, value: 'journal' })
    expect(await at.repository.draft(CASE)).toMatchObject({ reply: TEXT })
    expect((await at.send(TEXT)).ok).toBe(false)
    expect(await at.atNextOpening()).toEqual([`draft ${TEXT}`])
  })

  it('counts as kept where the journal takes nothing more, and the desk is told to begin anew', async () => {
    await at.type(TEXT)
    at.disk.storeFails = true
    at.disk.journalTakes = 1
    expect(await at.send(TEXT)).toMatchObject({ ok: true })
    expect(await at.atNextOpening()).toEqual([`sends ${TEXT}`])
    expect(at.doubts()).toBe(1)
  })
})

describe('a reply that could not be taken back', () => {
  it('is held back by the next opening as long as it was', async () => {
    const sent = await at.repository.commit(
      'reply.send',
      { caseId: CASE, messageId: 'm-1' as never, body: TEXT, channel: 'email' },
      { pre, holdMs: 10_000 },
    )
    at.disk.storeFails = true
    expect(await at.repository.withdraw((sent.ok && sent.value.id) as never)).toEqual({
      ok: false,
      refusal: 'disk-failed',
    })
    const held = at.journal.filter(({ kind }) => kind === 'intent')
    expect(held).toEqual([held[0], held[0]])
    expect(held[0]).toMatchObject({ notBefore: NOON + 10_000 })
  })
})

describe('what is typed while the store stays silent', () => {
  it('is kept by the journal all the same, and reaches the store in the end', async () => {
    let goOn = () => {}
    at.disk.storeWaits = new Promise((done) => {
      goOn = done
    })
    expect(await at.type('Dear')).toEqual({ ok: true, value: 'journal' })
    expect(await at.type('Dear Nadia', (NOON + 1) as EpochMs)).toEqual({ ok: true, value: 'journal' })
    expect(await at.atNextOpening()).toEqual(['draft Dear Nadia'])
    goOn()
    expect(await at.repository.draft(CASE)).toMatchObject({ reply: 'Dear Nadia' })
    expect((await at.send('Dear Nadia')).ok).toBe(true)
    expect(await at.repository.draft(CASE)).toBeNull()
  })

  it('is waited for by whoever closes the desk, also where it is handed over only in a moment', async () => {
    const said: string[] = []
    const handOver = async () => {
      for (let hop = 0; hop < 5; hop++) await Promise.resolve()
      await at.type('Dear Nadia')
      said.push('kept')
    }
    void handOver()
    await at.repository.kept()
    expect(said).toEqual(['kept'])
  })
})
