import type { BreakPolicy } from '../../domain/breaks/break-policy.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { DeskClient, DeskInfo } from '../../protocol/desk-bridge.ts'
import type { Account } from '../../protocol/session.ts'
import type { DeflateWorker } from '../data/deflate.ts'
import type { DeskRepository } from '../data/repository.ts'
import type { Timers } from '../deps/deps.ts'
import type { SearchWorker } from '../search/ask-worker.ts'
import type { SpellingWorker } from '../spelling/open-spelling.ts'
import type { Letters } from './fetch-letters.ts'

/** What a desk stands on outside itself: the bridge, clock, chance, timers, and what the browser brings along. */
export type DeskPorts = {
  desk: DeskClient
  account: Account
  info: DeskInfo
  now(): EpochMs
  monotonicNow(): number
  /** IANA zone of the device as it is now. */
  zone(): string
  newId(): string
  random(): number
  timers: Timers
  /** Timers by which an answer of the disk is waited for. Absent: the same; where time runs ahead of the disk they are others. */
  diskTimers?: Pick<Timers, 'after'>
  crypto: Crypto
  /**
   * The database was lost under the open desk: opens the desk again on what is there now, or the whole page where the
   * database hangs. Absent: at the next start.
   */
  reopen?(how: 'desk' | 'page'): void
  /** Starts the worker that holds the dictionaries. Absent: there is no spelling. */
  startSpellingWorker?: () => SpellingWorker
  /** Starts the worker that holds the words of the desk. Absent: only cases are found, by what they are. */
  startSearchWorker?: () => SearchWorker
  /** Starts the worker that makes what is to be sealed smaller. Absent: the page's thread does it. */
  startDeflateWorker?: () => DeflateWorker
  /** Runs it when the page has nothing else to do, or half a second later. Absent: nothing is read ahead. */
  whenIdle?: (run: () => void) => void
  /** The same when no key has been pressed for longer: what goes on for minutes. Absent: `whenIdle`. */
  whenQuiet?: (run: () => void) => void
  /** Resolves when the first screen is there, or has taken too long. Absent: nothing waits for it. */
  firstScreen?: () => Promise<void>
  /** What texts are drawn with, fetched before they are shown. Absent: when they are drawn. */
  letters?: Letters
  /** Lets keys and paint come first. Absent: nobody is kept waiting. */
  rest?: () => Promise<void>
  /** What the house allows of breaks. Absent: the usual. */
  breakPolicy?: BreakPolicy
  /** Tells the main process what goes on at this page. Absent: it locks nothing. Returns the way to stop. */
  keepStirred?: (desk: DeskClient, repository: DeskRepository) => () => void
  /** Whether nobody has touched the page for a while. Absent: nobody knows, and nothing is done that would be in their way. */
  isQuiet?: () => boolean
  /** Whatever was typed and is not kept yet is kept now: the page is about to end. */
  lastWords?: () => void
  indexedDB?: IDBFactory
  IDBKeyRange?: typeof IDBKeyRange
  /** Absent: this is the only window. */
  locks?: LockManager
  /** Carries the word that something was kept to the other windows. Absent: this is the only one. */
  BroadcastChannel?: typeof BroadcastChannel
}
