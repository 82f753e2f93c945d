import { expect, it } from 'vitest'
import { openQueueHead } from '../../renderer/data/queue-head.ts'
import type { QueueRow } from '../../renderer/data/repository.ts'

const rowOf = (id: string) => ({ case: { id } }) as QueueRow
const rows = Array.from({ length: 100 }, (_, at) => rowOf(`c-${at}`))

function someDisk() {
  const values = new Map<string, unknown>()
  const aside = {
    read: async (name: string) => structuredClone(values.get(name)),
    write: async (name: string, value: unknown) => void values.set(name, structuredClone(value)),
  }
  return { values, shelf: { aside } }
}
/** Timers that are let go by hand. */
function someTimers() {
  let pending: (() => void)[] = []
  return {
    after(_ms: number, run: () => void) {
      pending.push(run)
      return () => void (pending = pending.filter((each) => each !== run))
    },
    letGo() {
      for (const run of pending.splice(0)) run()
    },
  }
}

it('what stood at the top of the queue is there at the next opening, and only what was kept last', async () => {
  const { shelf } = someDisk()
  const { after, letGo } = someTimers()
  const first = await openQueueHead({ shelf, version: '1', after })
  expect(first.rows).toBeNull()
  first.keep([rowOf('gone by then')])
  first.keep(rows)
  letGo()
  await new Promise((resolve) => setTimeout(resolve))
  const next = await openQueueHead({ shelf, version: '1', after })
  expect(next.rows?.map((row) => row.case.id)).toEqual(rows.slice(0, 60).map((row) => row.case.id))
})

it('nothing is kept before it has stood for a while, nor after the desk was closed', async () => {
  const { shelf, values } = someDisk()
  const { after, letGo } = someTimers()
  const head = await openQueueHead({ shelf, version: '1', after })
  head.keep(rows)
  expect(values.size).toBe(0)
  head.close()
  letGo()
  expect(values.size).toBe(0)
})

it('rows of another version of the desk are not shown, nor is an empty queue', async () => {
  const { shelf } = someDisk()
  const { after } = someTimers()
  await (await openQueueHead({ shelf, version: '1', after })).keepNow(rows)
  expect((await openQueueHead({ shelf, version: '2', after })).rows).toBeNull()
  await (await openQueueHead({ shelf, version: '2', after })).keepNow([])
  expect((await openQueueHead({ shelf, version: '2', after })).rows).toBeNull()
})

it('a disk that has nothing aside, or fails, only makes the start slower', async () => {
  const { after, letGo } = someTimers()
  expect((await openQueueHead({ shelf: {}, version: '1', after })).rows).toBeNull()
  const fails = async () => {
    throw new Error('no disk')
  }
  const head = await openQueueHead({ shelf: { aside: { read: fails, write: fails } }, version: '1', after })
  expect(head.rows).toBeNull()
  head.keep(rows)
  letGo()
  await new Promise((resolve) => setTimeout(resolve))
})

it('rows of one promise share it again, so that its hours are worked out once', async () => {
  const { shelf } = someDisk()
  const { after } = someTimers()
  const promised = (id: string, replyMinutes: number) =>
    ({ ...rowOf(id), sla: { replyMinutes, calendar: { zone: 'UTC' } } }) as unknown as QueueRow
  await (await openQueueHead({ shelf, version: '1', after })).keepNow([
    promised('a', 5),
    promised('b', 9),
    promised('c', 5),
  ])
  const [a, b, c] = (await openQueueHead({ shelf, version: '1', after })).rows ?? []
  expect(a?.sla?.calendar).toBe(c?.sla?.calendar)
  expect([a, b, c].map((row) => row?.sla)).toEqual(
    [promised('', 5), promised('', 9), promised('', 5)].map((row) => row.sla),
  )
})
