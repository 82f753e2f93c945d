import { describe, expect, it } from 'vitest'
import { openMemoryShelf } from '../../renderer/data/memory-shelf.ts'
import { keepSteady } from '../../renderer/data/steady-shelf.ts'
import type { Shelf, StoreMeta, Told } from '../../renderer/data/store-port.ts'
import { KeepError } from '../../renderer/data/store-port.ts'

const meta = (generation: string) => ({ id: 'meta', generation }) as StoreMeta
const rested = () => new Promise((done) => setImmediate(done))

/** One database whose disk can fail; what was written to it stays. */
async function world() {
  const kept = openMemoryShelf()
  await kept.write([{ table: 'meta', put: meta('g1') }], 0, 'strict')
  const state = { fails: null as Error | null, database: kept as Shelf | null }
  const connect = (to: Shelf): Shelf => {
    const failing = async <Value>(work: () => Promise<Value>): Promise<Value> => {
      if (state.fails) throw state.fails
      return work()
    }
    return {
      ...to,
      version: () => failing(() => to.version()),
      get: (table, ids) => failing(() => to.get(table, ids)),
      write: (changes, version, durability) => failing(() => to.write(changes, version, durability)),
      close: () => {},
    }
  }
  const timers: { ms: number; run: () => void }[] = []
  const troubled: boolean[] = []
  let replaced = 0
  const shelf = keepSteady(connect(kept), 'g1', {
    open: async () => (state.fails || state.database === null ? null : connect(state.database)),
    after(ms, run) {
      timers.push({ ms, run })
      return () => {}
    },
    troubled: (isTroubled) => void troubled.push(isTroubled),
    replaced: async () => ++replaced > 1,
    report: () => {},
  })
  const pass = async () => {
    for (const { run } of timers.splice(0)) run()
    await rested()
    await rested()
  }
  return { shelf, state, kept, timers, troubled, pass, replaced: () => replaced }
}

const gone = new Error('Internal error opening backing store for indexedDB.open.')

describe('a database that stops answering under a running desk', () => {
  it('is told once, refuses as a failing disk does, and is asked again after ever longer pauses', async () => {
    const { shelf, state, troubled, timers, pass } = await world()
    state.fails = gone
    await expect(shelf.get('meta', ['meta'])).rejects.toBeInstanceOf(KeepError)
    await expect(shelf.version()).rejects.toMatchObject({ code: 'disk-failed' })
    expect(troubled).toEqual([true])
    const pauses: number[] = []
    for (let time = 0; time < 6; time++) {
      pauses.push(...timers.map(({ ms }) => ms))
      await pass()
    }
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000])
  })

  it('answers as before once the disk does, and whoever watches is told to read again', async () => {
    const { shelf, state, troubled, pass, replaced } = await world()
    const heard: Told[] = []
    shelf.watch((told) => void heard.push(told))
    state.fails = gone
    await expect(shelf.version()).rejects.toBeInstanceOf(KeepError)
    state.fails = null
    await pass()
    expect(troubled).toEqual([true, false])
    expect(heard).toEqual([null])
    expect((await shelf.get('meta', ['meta']))[0]?.generation).toBe('g1')
    await shelf.write([{ table: 'meta', put: meta('g1') }], await shelf.version(), 'strict')
    expect(heard).toHaveLength(2)
    expect(replaced()).toBe(0)
  })

  it('is not gone on with when it comes back as another one', async () => {
    const { shelf, state, pass, replaced, timers } = await world()
    state.fails = gone
    await expect(shelf.version()).rejects.toBeInstanceOf(KeepError)
    state.fails = null
    state.database = openMemoryShelf()
    await pass()
    // Not yet: the journal does not take what stands on the screen.
    expect([replaced(), timers.length]).toEqual([1, 1])
    await pass()
    expect([replaced(), timers.length]).toEqual([2, 0])
    await expect(shelf.version()).rejects.toBeInstanceOf(KeepError)
  })

  it('that is only full goes on being asked: reading works', async () => {
    const { shelf, state, troubled } = await world()
    state.fails = new KeepError('disk-full', null)
    await expect(shelf.write([], 1, 'strict')).rejects.toMatchObject({ code: 'disk-full' })
    state.fails = null
    expect(await shelf.version()).toBe(1)
    expect(troubled).toEqual([])
  })
})
