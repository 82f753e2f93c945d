import { describe, expect, it } from 'vitest'
import type { CaseId } from '../../domain/kernel/ids.ts'
import type { Ms } from '../../domain/kernel/time.ts'
import type { EntityKey } from '../../domain/mutations/entities.ts'
import { openMemoryShelf } from '../../renderer/data/memory-shelf.ts'
import { openRepository } from '../../renderer/data/open-repository.ts'
import { openStore } from '../../renderer/data/store.ts'
import { type Change, KeepError, type Shelf } from '../../renderer/data/store-port.ts'
import { ana, NOON, someCase, someMessage } from '../support/records.ts'
import { freshMeta } from './support/sealed-disk.ts'

const [FIRST, SECOND] = ['c-1', 'c-2'] as [CaseId, CaseId]

async function desk(textsCome?: (texts: readonly string[]) => Promise<void> | null) {
  const shelf = openMemoryShelf()
  const row = (key: string, view: object): Change => ({
    table: 'rows',
    put: { key: key as EntityKey, server: null, view: view as never },
  })
  const rows = [FIRST, SECOND].flatMap((id) => [
    row(`case:${id}`, someCase({ id, customerId: `k-${id}` as never })),
    row(`message:m-${id}`, someMessage({ id: `m-${id}` as never, caseId: id })),
  ])
  await shelf.write([{ table: 'meta', put: freshMeta() }, ...rows], 0, 'strict')
  const asked: string[] = []
  const disk = { fails: false }
  const counted: Shelf = {
    ...shelf,
    get(table, ids) {
      asked.push(...ids)
      return shelf.get(table, ids)
    },
    rows(filter) {
      asked.push('caseId' in filter ? filter.caseId : filter.kind)
      if (disk.fails) return Promise.reject(new KeepError('disk-failed', null))
      return shelf.rows(filter)
    },
  }
  const repository = openRepository({
    store: openStore(counted, ana, freshMeta),
    desk: { call: async () => ({ ok: true, value: { seq: 1 } }) } as never,
    actor: ana,
    now: () => NOON,
    newId: () => 'id',
    stamp: () => ({ at: NOON, offsetMs: null, monotonicMs: 0 as Ms }),
    committed: () => undefined,
    doubted: () => undefined,
    textsCome,
  })
  const said = (id: CaseId) =>
    repository
      .thread(id)
      .getValue()
      ?.map(({ message }) => message.body)
  return { shelf, repository, row, said, asked, disk }
}

describe('a case whose row is looked at', () => {
  it('is there as soon as it is opened: case, thread and history', async () => {
    const { repository, said } = await desk()
    expect(said(FIRST)).toBeUndefined()
    repository.fetchAhead(FIRST)
    await repository.settled()
    expect(said(FIRST)).toEqual([someMessage().body])
    expect(repository.case(FIRST).getValue()?.case.id).toBe(FIRST)
    expect(repository.history(FIRST).getValue()).toBeDefined()
  })

  it('shows what was said since, and is let go of for the next one', async () => {
    const { shelf, repository, row, said } = await desk()
    repository.fetchAhead(FIRST)
    await repository.settled()
    const later = row('message:m-3', someMessage({ id: 'm-3' as never, caseId: FIRST, body: 'One thing more.' }))
    await shelf.write([later], await shelf.version(), 'strict')
    await repository.settled()
    expect(said(FIRST)).toContain('One thing more.')
    repository.fetchAhead(SECOND)
    await repository.settled()
    expect(said(SECOND)).toHaveLength(1)
    expect(said(FIRST)).toBeUndefined()
  })

  it('has those near it read, and then the disk is asked for nothing of them', async () => {
    const { repository, said, asked } = await desk()
    // As on a desk: the lists lie in memory.
    repository.queue().subscribe(() => undefined)
    await repository.settled()
    repository.fetchNear([SECOND])
    await expect.poll(() => asked.filter((each) => each === FIRST || each === SECOND)).toEqual([SECOND])
    // Nobody looks at it yet, so it is not told of either.
    expect(said(SECOND)).toBeUndefined()
    asked.length = 0
    repository.fetchAhead(SECOND)
    await repository.settled()
    expect(said(SECOND)).toEqual([someMessage().body])
    expect(asked.filter((each) => each.includes(SECOND))).toEqual([])
  })

  it('is read when it is opened where it could not be before, which is told nobody', async () => {
    const { repository, said, asked, disk } = await desk()
    disk.fails = true
    repository.fetchNear([SECOND])
    await expect.poll(() => asked.length).toBeGreaterThan(0)
    disk.fails = false
    repository.fetchAhead(SECOND)
    await repository.settled()
    expect(said(SECOND)).toEqual([someMessage().body])
  })

  it('is not there before its letters are', async () => {
    const comes: [texts: readonly string[], come: () => void][] = []
    const { repository, said } = await desk((texts) => new Promise((come) => void comes.push([texts, come])))
    repository.fetchAhead(FIRST)
    await expect.poll(() => comes.map(([texts]) => texts)).toEqual([[someMessage().body]])
    expect(said(FIRST)).toBeUndefined()
    comes[0]?.[1]()
    await repository.settled()
    expect(said(FIRST)).toEqual([someMessage().body])
  })

  it('is shown without a look for the row that it lies in: no list is opened for one record', async () => {
    const { repository, asked } = await desk()
    repository.queue().subscribe(() => undefined)
    await repository.settled()
    asked.length = 0
    repository.fetchAhead(FIRST)
    await repository.settled()
    expect(repository.case(FIRST).getValue()?.case.id).toBe(FIRST)
    expect(asked).not.toContain(`case:${FIRST}`)
  })
})
