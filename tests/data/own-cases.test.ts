import { describe, expect, it } from 'vitest'
import type { CaseId, ContactId, MessageId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { openMemoryShelf } from '../../renderer/data/memory-shelf.ts'
import { keepCaseFiles, readOwnCases } from '../../renderer/data/read-own-cases.ts'
import { readRows } from '../../renderer/data/read-rows.ts'
import type { AnyRecord, StoredRow } from '../../renderer/data/store-port.ts'
import { someInterval } from '../support/intervals.ts'
import { ana, ben, NOON, someCase, someMessage } from '../support/records.ts'

const id = (name: string) => name as CaseId
const row = (key: StoredRow['key'], view: object) => ({
  table: 'rows' as const,
  put: { key, server: null, view: view as AnyRecord },
})
const held = someCase({ id: id('held'), assigneeId: ana.id })
const others = someCase({ id: id('others'), assigneeId: ben.id })
const merged = someCase({ id: id('merged'), assigneeId: ben.id, status: 'closed', mergedIntoId: id('held') })
const written = someCase({ id: id('written'), assigneeId: null, status: 'solved' })
const done = someCase({ id: id('done'), assigneeId: ana.id, status: 'closed' })

async function desk() {
  const shelf = openMemoryShelf()
  const rows = readRows(shelf)
  const files = keepCaseFiles(shelf)
  const put = async (...changes: ReturnType<typeof row>[]) => shelf.write(changes, await shelf.version(), 'relaxed')
  const cases = [held, others, merged, written, done]
  await put(
    ...cases.map((kase) => row(`case:${kase.id}`, kase)),
    row('interval:i-1', someInterval('i-1', 'email-edit', 0, 5, { caseId: id('written') })),
    row('message:m-1', someMessage({ id: 'm-1' as MessageId, caseId: id('held') })),
  )
  const read = () => readOwnCases(rows, files, ana.id, (NOON - 1) as EpochMs)
  return { put, read }
}
const fileOf = (files: Awaited<ReturnType<Awaited<ReturnType<typeof desk>>['read']>>, name: string) =>
  files.find(({ caseId }) => caseId === id(name))

describe('the cases that an agent’s figures are made of', () => {
  it('are those they hold, wrote in or had a contact in, and what these were merged with', async () => {
    const { put, read } = await desk()
    expect((await read()).map(({ caseId }) => caseId)).toEqual(['held', 'merged', 'written'])
    const contact = { id: 'k-1' as ContactId, caseId: id('others'), agentId: ana.id, channel: 'phone' }
    await put(row('contact:k-1', { ...contact, offeredAt: NOON, answeredAt: NOON, endedAt: null, disposition: null }))
    expect((await read()).map(({ caseId }) => caseId)).toEqual(['held', 'merged', 'others', 'written'])
  })

  it('stay the very same until something of them is written, and only those are read anew', async () => {
    const { put, read } = await desk()
    const [before, again] = [await read(), await read()]
    expect(again.every((file, at) => file === before[at])).toBe(true)
    await put(
      row('message:m-2', someMessage({ id: 'm-2' as MessageId, caseId: id('held'), writtenAt: NOON + 9 } as never)),
    )
    const after = await read()
    expect(fileOf(after, 'written')).toBe(fileOf(before, 'written'))
    expect(fileOf(after, 'held')).not.toBe(fileOf(before, 'held'))
    expect(fileOf(after, 'held')?.conversation.words.map((word) => word.id)).toEqual(['m-1', 'm-2'])
  })
})
