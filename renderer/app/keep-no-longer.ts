import type { UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import type { DeskClient, DeskInfo } from '../../protocol/desk-bridge.ts'
import { neededFiles } from '../data/needed-files.ts'
import { casesToLetGo } from '../data/plan-let-go.ts'
import type { Store } from '../data/store.ts'
import type { Timers } from '../deps/deps.ts'

type Ports = {
  store: Store
  desk: DeskClient
  me: UserId
  keeps: DeskInfo['rules']['keeps']
  now(): EpochMs
  /** Whether this window is the one that sends. */
  isLeading(): boolean
  timers: Timers
  whenIdle(run: () => void): void
  failed(error: unknown): void
}

const LOOK_EVERY_MS = 3_600_000
/** Whoever has just sat down is left alone. */
const FIRST_LOOK_MS = 120_000
/** So many cases leave with one write: an action of the agent's does not wait for more. */
const AT_ONCE = 20

/** Lets go, bit by bit and when the page is idle, of what the house does not want to lie on this machine for longer. */
export function keepNoLonger(ports: Ports) {
  const { store, desk, keeps, now, timers } = ports
  let isStopped = false
  const idle = () => new Promise<void>((resolve) => ports.whenIdle(resolve))

  /** The bytes of files that nothing here needs. Answers when it is known which; the disk is not waited for. */
  async function files(): Promise<void> {
    const needed = await neededFiles(store, (now() - keeps.filesMs) as EpochMs)
    if (needed === null) return
    void desk
      .call('file.retain', { ids: needed })
      .then((told) => (told.ok && told.value.removed > 0 ? store.noteLetGo(now()) : null))
      .catch((error: unknown) => isStopped || ports.failed(error))
  }

  async function cases(): Promise<void> {
    const { currentAt } = await store.meta()
    // Before everything is here nothing can be told, and a clock that nobody has compared decides nothing.
    const clock = await desk.call('clock.offset', {})
    if (currentAt === undefined || !clock.ok || clock.value.offsetMs === null) return
    const serverNow = (now() + clock.value.offsetMs) as EpochMs
    const facts = { shelf: store.shelf, me: ports.me, now: serverNow, keepMs: keeps.doneCasesMs as Ms }
    const restsSince = (serverNow - facts.keepMs) as EpochMs
    const going = await casesToLetGo(facts)
    for (let at = 0; at < going.length && !isStopped; at += AT_ONCE) {
      await idle()
      await store.letGoOf(going.slice(at, at + AT_ONCE), serverNow, restsSince)
    }
  }

  async function look(): Promise<void> {
    if (isStopped || !ports.isLeading()) return
    try {
      await idle()
      await files()
      await cases()
    } catch (error) {
      // A disk that takes nothing now does at the next look.
      if (!isStopped) ports.failed(error)
    }
  }

  let last: Promise<void> = Promise.resolve()
  const lookInTurn = () => {
    last = last.then(look)
  }
  const stops = [
    timers.after(FIRST_LOOK_MS, lookInTurn),
    timers.every(LOOK_EVERY_MS, lookInTurn),
    () => {
      isStopped = true
    },
  ]
  return {
    files,
    stop() {
      for (const stop of stops) stop()
    },
  }
}
