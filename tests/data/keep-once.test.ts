import { describe, expect, it } from 'vitest'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import type { DeskClient } from '../../protocol/desk-bridge.ts'
import { openMemoryShelf } from '../../renderer/data/memory-shelf.ts'
import { openRepository } from '../../renderer/data/open-repository.ts'
import { openStore } from '../../renderer/data/store.ts'
import type { Shelf } from '../../renderer/data/store-port.ts'
import { rowOf, somePage } from '../support/pages.ts'
import { ana, NOON, someCase } from '../support/records.ts'
import { freshMeta } from './support/sealed-disk.ts'

/** A desk whose journal answers so, and how each write to its store was to be kept. */
async function deskWithJournal(answer: unknown) {
  const bottom = openMemoryShelf()
  const written: string[] = []
  const shelf: Shelf = {
    ...bottom,
    write(changes, version, durability) {
      written.push(durability)
      return bottom.write(changes, version, durability)
    },
  }
  const store = openStore(shelf, ana, freshMeta)
  await store.applyPage(somePage([rowOf('case', someCase(), 1)]), NOON)
  written.length = 0
  let made = 0
  const repository = openRepository({
    store,
    desk: { call: async () => answer } as unknown as Pick<DeskClient, 'call'>,
    actor: ana,
    now: () => NOON,
    stamp: () => ({ at: NOON as EpochMs, offsetMs: null, monotonicMs: 0 as Ms }),
    newId: () => `id-${++made}`,
    committed: () => {},
  })
  return { repository, written }
}
const tag = { caseId: someCase().id, tag: 'late' }

describe('an action', () => {
  it('waits for the disk once: where the journal has it there, the store need not', async () => {
    const { repository, written } = await deskWithJournal({ ok: true, value: null })
    expect(await repository.commit('case.tag.add', tag)).toMatchObject({ ok: true, value: { kept: 'journal' } })
    expect(written).toEqual(['relaxed'])
  })

  it('is on the disk in the store where there is no journal', async () => {
    const { repository, written } = await deskWithJournal({ ok: false, failure: { kind: 'not-available' } })
    expect(await repository.commit('case.tag.add', tag)).toMatchObject({ ok: true, value: { kept: 'store' } })
    expect(written).toEqual(['strict'])
  })
})
