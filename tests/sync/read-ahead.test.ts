import { expect, it } from 'vitest'
import type { CaseId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { DeskClient } from '../../protocol/desk-bridge.ts'
import type { PullRequest, PullWish } from '../../protocol/sync/pull.ts'
import { openMemoryShelf } from '../../renderer/data/memory-shelf.ts'
import { openStore } from '../../renderer/data/store.ts'
import { KeepError } from '../../renderer/data/store-port.ts'
import type { EngineState } from '../../renderer/sync/step.ts'
import { runEngine } from '../../renderer/sync/run-engine.ts'
import { freshMeta } from '../data/support/sealed-disk.ts'
import { linesOf, somePage } from '../support/pages.ts'
import { ana, NOON, someCase, someMutation } from '../support/records.ts'
import { rowOf } from '../support/pages.ts'

/** `count`: so many cases a page, the first of them twice where it may be read at leisure. `isSpoilt`: one of them cannot be read. */
type Given = {
  failsOnce?: boolean
  count?: number
  isSpoilt?: boolean
  rest?: () => Promise<void>
  room?: () => Promise<void>
}
const LAST = 4
/** The page after this place in a feed of four. */
function pageFrom({ cursor, reqId }: PullRequest, { count = 1, rest, isSpoilt }: Given) {
  const seq = (cursor['0'] ?? 0) + 1
  const idOf = (at: number) => (at === 0 ? `c-${seq}` : `c-${seq}-${at}`)
  const rows = Array.from({ length: count }, (_, at) => rowOf('case', someCase({ id: idOf(at) as CaseId }), seq))
  if (isSpoilt) rows[7] = { ...rowOf('case', someCase({ id: idOf(7) as CaseId }), seq), rev: -1 }
  const page = somePage(seq > LAST ? [] : [...rows, ...(rest === undefined ? [] : rows.slice(0, 1))], {
    base: cursor,
    cursor: { '0': Math.min(seq, LAST) },
    more: seq < LAST,
  })
  return linesOf({ ...page, header: { ...page.header, reqId } })
}

function someEngine(fault: Given = {}) {
  const asked: number[] = []
  const asks: PullWish[] = []
  const states: EngineState[] = []
  const stored: number[] = []
  const timers: (() => void)[] = []
  const bare = openStore({ ...openMemoryShelf(), room: fault.room ?? (async () => undefined) }, ana, freshMeta)
  let [open, hold] = [() => {}, null as Promise<void> | null]
  const desk = {
    call: async (name: string, request: PullWish) => {
      if (name !== 'sync.pull') throw new Error(`${name} was not expected`)
      asked.push(request.cursor['0'] ?? 0)
      asks.push(request)
      return { ok: true, value: await pageFrom(request, fault) }
    },
    on: () => () => {},
  } as unknown as DeskClient
  const engine = runEngine({
    store: {
      ...bare,
      async applyPage(page, at) {
        await hold
        if (fault.failsOnce) {
          fault.failsOnce = false
          throw new KeepError('disk-full', null)
        }
        stored.push(page.footer.cursor['0'] ?? 0)
        return bare.applyPage(page, at)
      },
    },
    desk,
    now: () => NOON as EpochMs,
    random: () => 0,
    newId: () => crypto.randomUUID(),
    after(_ms, run) {
      timers.push(run)
      return () => timers.splice(timers.indexOf(run), 1)
    },
    every: () => () => {},
    rest: fault.rest ?? (async () => undefined),
    changed: (state) => states.push(state),
    failed: () => {},
  })
  return {
    asked,
    asks,
    states,
    stored,
    engine,
    bare,
    timers,
    hold: () => (hold = new Promise<void>((letGo) => (open = letGo))),
    letGo: () => open(),
  }
}
const soon = () => new Promise((resolve) => setTimeout(resolve, 5))

it('the next page is asked for while the one before is stored, and no further', async () => {
  const { asked, asks, stored, engine, hold, letGo } = someEngine()
  void hold()
  engine.wake()
  await soon()
  expect([asked, stored]).toEqual([[0, 1], []])
  letGo()
  await engine.idle()
  expect([asked, stored]).toEqual([
    [0, 1, 2, 3],
    [1, 2, 3, 4],
  ])
  // Each by the name that the one before has said.
  expect(asks.slice(1).map(({ reqId }) => reqId)).toEqual(asks.slice(0, -1).map(({ nextReqId }) => nextReqId))
})

it('a page may be larger while nothing waits on what it brings', async () => {
  const free = someEngine()
  free.engine.wake()
  await free.engine.idle()
  expect(free.asks.map(({ limits }) => limits.rows)).toEqual(Array(4).fill(3_000))
  const busy = someEngine()
  const mutation = someMutation('case.tag.add', { caseId: 'c-1' as CaseId, tag: 'late' })
  await busy.bare.commitIntents([{ mutation, order: 1 }])
  busy.engine.wake()
  await soon()
  busy.engine.stop()
  expect(busy.asks[0]).toMatchObject({ limits: { rows: 2_000 } })
})

it('a page that has to be read and cannot be is called unreadable, and nothing of it is stored', async () => {
  let makeRoom = () => {}
  const room = new Promise<void>((made) => (makeRoom = made))
  const { engine, bare, states } = someEngine({ count: 300, isSpoilt: true, room: () => room })
  engine.wake()
  await soon()
  // Done after the page was asked for.
  const mutation = someMutation('case.tag.add', { caseId: 'c-1' as CaseId, tag: 'late' })
  await bare.commitIntents([{ mutation, order: 1 }])
  makeRoom()
  await engine.idle()
  expect(states.at(-1)).toMatchObject({ unreadable: { during: 'pull' }, phase: 'waiting' })
  expect(await bare.shelf.all('rows')).toEqual([])
})

it('the next page is asked for before this one is read', async () => {
  let goOn = () => {}
  const resting = new Promise<void>((resolve) => (goOn = resolve))
  // So many lines that are not kept as they came are not read at once.
  const { asked, stored, engine } = someEngine({ count: 300, rest: () => resting })
  engine.wake()
  await soon()
  expect([asked, stored]).toEqual([[0, 1], []])
  goOn()
  await engine.idle()
  expect(stored).toEqual([1, 2, 3, 4])
})

it('a page waits for room in the store, an action does not, nor does the last page', async () => {
  let makeRoom = () => {}
  const room = new Promise<void>((made) => (makeRoom = made))
  let asked = 0
  const { stored, engine, bare } = someEngine({
    room() {
      asked++
      return room
    },
  })
  engine.wake()
  await soon()
  const mutation = someMutation('case.tag.add', { caseId: 'c-1' as CaseId, tag: 'late' })
  await bare.commitIntents([{ mutation, order: 1 }])
  expect([stored, await bare.outbox()]).toMatchObject([[], [{ order: 1 }]])
  makeRoom()
  await soon()
  expect([stored, asked]).toEqual([[1, 2, 3, 4], 3])
  engine.stop()
})

it('a page that nobody waits for any more is not stored when there is room again', async () => {
  let makeRoom = () => {}
  const room = new Promise<void>((made) => (makeRoom = made))
  const { stored, engine } = someEngine({ room: () => room })
  engine.wake()
  await soon()
  engine.stop()
  makeRoom()
  await engine.idle()
  expect(stored).toEqual([])
})

it('a page that came ahead is not used where the one before was not stored', async () => {
  const { asked, stored, engine, bare, timers } = someEngine({ failsOnce: true })
  engine.wake()
  await engine.idle()
  expect(stored).toEqual([])
  // After its pause it asks again from where the store stands.
  for (const run of timers.splice(0)) run()
  await engine.idle()
  expect([asked, stored]).toEqual([
    [0, 1, 0, 1, 2, 3],
    [1, 2, 3, 4],
  ])
  expect((await bare.shelf.rows({ kind: 'case' })).map(({ key }) => key).toSorted()).toEqual([
    'case:c-1',
    'case:c-2',
    'case:c-3',
    'case:c-4',
  ])
})
