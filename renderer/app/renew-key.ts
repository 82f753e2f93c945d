import { contactState } from '../../domain/cases/contact.ts'
import type { ContactRecord } from '../../domain/cases/contact.ts'
import type { UserId } from '../../domain/kernel/ids.ts'
import type { DeskClient, StoreKey } from '../../protocol/desk-bridge.ts'
import { copyShelf, type ShelfCopy } from '../data/copy-shelf.ts'
import type { Store } from '../data/store.ts'
import type { Shelf, StoreMeta } from '../data/store-port.ts'
import type { Timers } from '../deps/deps.ts'

type Ports = {
  store: Store
  desk: DeskClient
  me: UserId
  /** When the key in force was made, ms since 1970. Null: not known, so it is taken for old. */
  madeAt: number | null
  /** So old it may become. Null: it is never another one. */
  keyMs: number | null
  now(): number
  /** A database of this profile under a name that was never used, sealed with this key. */
  openBeside(name: string, key: Pick<StoreKey, 'keyId' | 'key'>): Promise<Shelf>
  newName(): string
  forget(name: string): void
  /** Whether nobody has touched this page for a while. */
  isQuiet(): boolean
  /** Whether this window is the one that sends, and the store answers. */
  isLeading(): boolean
  /** Resolves when nothing is on its way to or from the server. */
  idle(): Promise<void>
  /** Begins the desk anew: what is typed is handed over, and `conclude` is called when nothing is written any more. */
  beginAnew(): void
  timers: Timers
  whenIdle(run: () => void): void
  failed(error: unknown): void
}

const LOOK_EVERY_MS = 60_000
const LIVE = ['offered', 'talking', 'on-hold', 'wrap-up']

type Beside = { name: string; shelf: Shelf; copy: ShelfCopy }

/**
 * Brings everything under another key when the one in force is old: a second store is filled beside the first one while nobody is at
 * the page, and takes its place when the desk begins anew on it. Whoever comes back meanwhile works on; whatever goes wrong, the
 * first store is what it was, and it is tried again later.
 */
export function keepKeyNew(ports: Ports) {
  const { store, desk, timers } = ports
  let beside: Beside | null = null
  let isBusy = false
  let isConcluding = false
  let isStopped = false

  const isDue = () => ports.keyMs !== null && (ports.madeAt === null || ports.now() - ports.madeAt >= ports.keyMs)

  /** Whether a customer is on the line. */
  async function isOnCall(): Promise<boolean> {
    const contacts = await store.shelf.rows({ kind: 'contact', isListed: true })
    return contacts.some(({ view }) => {
      const contact = view as unknown as ContactRecord | null
      return contact?.agentId === ports.me && contact.channel !== 'email' && LIVE.includes(contactState(contact))
    })
  }

  function take(): Beside | null {
    const taken = beside
    beside = null
    return taken
  }
  function drop(dropped: Beside | null): void {
    if (dropped === null) return
    dropped.copy.stop()
    dropped.shelf.close()
    ports.forget(dropped.name)
  }

  async function prepare(): Promise<void> {
    const { currentAt } = await store.meta()
    // What cannot be opened could not be copied: the engine fetches it anew first.
    if (currentAt === undefined || store.shelf.damaged().length > 0) return
    const key = await desk.call('key.begin', {})
    if (!key.ok) return
    const name = ports.newName()
    const shelf = await ports.openBeside(name, key.value)
    beside = { name, shelf, copy: copyShelf(store.shelf, shelf, ports.whenIdle) }
    if (isStopped || !(await beside.copy.everything())) drop(take())
  }

  async function look(): Promise<void> {
    if (isBusy || isStopped || isConcluding || !isDue()) return
    if (!ports.isQuiet() || !ports.isLeading()) return
    isBusy = true
    try {
      if (await isOnCall()) return
      if (beside === null) await prepare()
      await ports.idle()
      if (beside === null || isStopped || !ports.isQuiet()) return
      isConcluding = true
      ports.beginAnew()
    } catch (error) {
      drop(take())
      if (!isStopped) ports.failed(error)
    } finally {
      isBusy = false
    }
  }

  async function finish({ clientId, generation }: StoreMeta, database: string): Promise<boolean> {
    const client = { kind: 'client', clientId, generation, database } as const
    return (await desk.call('key.finish', { client })).ok
  }

  const stopLooking = timers.every(LOOK_EVERY_MS, () => void look().catch(ports.failed))
  return {
    /**
     * The desk is about to be closed, and nothing is written any more. Where it is closed for this, the second store takes the place
     * of the first one; if that cannot be, all stays as it was.
     */
    async conclude(): Promise<void> {
      isStopped = true
      stopLooking()
      const taken = take()
      if (taken === null) return
      const { name, copy, shelf } = taken
      try {
        const meta =
          isConcluding && store.shelf.damaged().length === 0 && (await copy.rest()) ? await store.meta() : null
        if (meta !== null && (await finish(meta, name))) {
          // What was written in the very last moment.
          await copy.rest()
          copy.stop()
          shelf.close()
          return
        }
      } catch (error) {
        ports.failed(error)
      }
      drop(taken)
    },
  }
}
