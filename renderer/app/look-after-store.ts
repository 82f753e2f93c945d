import type { StoreKey } from '../../protocol/desk-bridge.ts'
import type { Deflate } from '../data/deflate.ts'
import { makeSealer, type Sealer } from '../data/seal.ts'
import type { Store } from '../data/store.ts'
import type { Shelf } from '../data/store-port.ts'
import type { DeskPorts } from './desk-ports.ts'
import { keepNoLonger } from './keep-no-longer.ts'
import { keepKeyNew } from './renew-key.ts'

type Given = {
  ports: DeskPorts
  store: Store
  key: Pick<StoreKey, 'profileId' | 'madeAt'>
  /** The usual name of this profile's database. */
  name: string
  /** Whether the store outlives this run. */
  isOnDisk: boolean
  deflate: Deflate | undefined
  /** Without word to other windows. */
  openDatabase(name: string, sealer: Sealer): Promise<Shelf>
  /** Whether this window is the one that sends, and the store answers. */
  isLeading(): boolean
  /** Resolves when nothing is on its way to or from the server. */
  idle(): Promise<void>
  failed(error: unknown): void
}

/** What is done with the store while nobody waits for it: what need not stay goes, and an old key makes room for another one. */
export function lookAfterStore(given: Given) {
  const { ports, store, key, name, isOnDisk, deflate, openDatabase, isLeading, idle, failed } = given
  const { desk, account, info, now, timers } = ports
  const whenIdle = ports.whenIdle ?? ((run: () => void) => run())
  const shared = { store, desk, me: account.userId, now, isLeading, timers, whenIdle, failed }
  const { keeps } = info.rules
  const noLonger = keepNoLonger({ ...shared, keeps })
  const newKey =
    ports.isQuiet &&
    keepKeyNew({
      ...shared,
      madeAt: key.madeAt,
      keyMs: isOnDisk ? keeps.keyMs : null,
      async openBeside(database, made) {
        const sealer = await makeSealer(ports.crypto, made.keyId, made.key, key.profileId, deflate)
        made.key.fill(0)
        return openDatabase(database, sealer)
      },
      newName: () => `${name}.${ports.newId()}`,
      forget: (database) => void (ports.indexedDB ?? globalThis.indexedDB).deleteDatabase(database),
      isQuiet: ports.isQuiet,
      idle,
      beginAnew: () => ports.reopen?.('desk'),
    })
  return {
    /** Lets go of the bytes of files that nothing names any more; answers when it is known which. */
    dropFiles: noLonger.files,
    /** The desk is about to be closed, and nothing is written any more. */
    async conclude(): Promise<void> {
      noLonger.stop()
      await newKey?.conclude()
    },
  }
}
