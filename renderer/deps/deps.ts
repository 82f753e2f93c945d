import { createContext, useContext } from 'react'
import type { IdleReading } from '../../domain/agent-time/idle.ts'
import type { IntervalRecord } from '../../domain/agent-time/interval.ts'
import type { ChosenState } from '../../domain/agent-time/kinds.ts'
import type { MyState } from '../../domain/agent-time/my-state.ts'
import type { Presence, PresenceState } from '../../domain/people/presence.ts'
import type { ConnectionState } from '../../domain/connection/connection-state.ts'
import type { CaseId, ContactId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { DeskInfo } from '../../protocol/desk-bridge.ts'
import type { Account } from '../../protocol/session.ts'
import type { BreakDiary } from '../data/break-diary.ts'
import type { QueueHead } from '../data/queue-head.ts'
import type { DeskRepository, Live } from '../data/repository.ts'
import type { BreaksPort } from './breaks-port.ts'
import type { DeskSearch } from './search-port.ts'
import type { Spelling } from './spelling.ts'
import type { AttachmentsPort } from './attachments-port.ts'
import type { ComposerPort } from './composer-port.ts'
import type { FormKeeper } from './form-keeper.ts'

/**
 * What opening the local store found, told to the agent once; half-filled forms count as drafts. Null: nothing unusual.
 * reset: it was empty or an old copy. behind: it lacked something. damaged: it did not open, and another was begun.
 * unkept: the disk takes none. `reason` null: all was there, only `isJournalDamaged` is to be told.
 */
export type RestoreReport = {
  reason: 'reset' | 'behind' | 'damaged' | 'unkept' | null
  restoredActions: number
  restoredDrafts: number
  /** A part of the journal could not be read and was set aside. */
  isJournalDamaged: boolean
} | null

/** Timers, so that tests own time. Returns the way to stop. */
export type Timers = { after(ms: number, run: () => void): () => void; every(ms: number, run: () => void): () => void }

/** The agent's own time, as this desk records it. */
export type AgentTime = {
  /** Null: nothing is recorded for this person (an administrator). */
  my: Live<MyState | null>
  /** The agent's log with what goes on now as entries without an end: for `spansOf`. In any order. */
  log: Live<IntervalRecord[]>
  /**
   * The agent says where they are. With a customer there it begins when that contact and its wrap-up are over (`next` of
   * `my`); "available" then takes it back.
   */
  choose(state: ChosenState): void
  /**
   * The agent asks a colleague while this call of theirs is on hold (`consulting` of `my`), or is done with it (null). It
   * may be said just before the call is put on hold, and ends by itself when the call goes on or is over.
   */
  consult(contactId: ContactId | null): void
  /** What the machine knows of input to it now. Asked for, never acted on by itself. */
  readIdle(): Promise<IdleReading>
}

/** What every screen of a signed-in desk may use. Made in `renderer/app/compose.ts`, faked nowhere but in tests. */
export type Deps = {
  repository: DeskRepository
  account: Account
  info: DeskInfo
  connection: Live<ConnectionState>
  /** Who else looks at which case. Never older than a minute; empty while offline. */
  presence: Live<Presence>
  /** What this agent does now; null: no case is open. Told to colleagues while the connection is there. */
  setPresence(caseId: CaseId | null, state: PresenceState): void
  /** Opens a link that `domain/links/safe-link.ts` allows in the program the system has for it; true: it was opened. */
  openOutside(address: string): Promise<boolean>
  /**
   * Lays an untrusted mail out for a frame of its own; answers where the frame finds it and how many pictures were left
   * out. Null: not available here, plain text is all there is.
   */
  layOutMail(html: string): Promise<{ address: string; blockedPictures: number } | null>
  /** Links of shown mails that are pointed at (empty: no longer) or pressed. Nothing was opened. Returns the way to stop. */
  hearMailLinks(told: (link: { address: string; isPressed: boolean }) => void): () => void
  agentTime: AgentTime
  breaks: BreaksPort
  composer: ComposerPort
  spelling: Spelling
  search: DeskSearch
  forms: FormKeeper
  attachments: AttachmentsPort
  /** The agent's own list of breaks; never leaves this desk. */
  breakDiary: BreakDiary
  /** What stood at the top of the queue when this desk was last used. */
  queueHead: QueueHead
  restored: RestoreReport
  /** The local database does not answer: what is shown may be old, what is done may be refused. */
  diskTrouble: Live<boolean>
  now(): EpochMs
  newId(): string
  timers: Timers
  /** Runs what nobody waits for: when neither page nor agent is busy, within a few seconds at the latest. */
  whenIdle(run: () => void): void
  /** Try the connection now instead of at the next planned moment. */
  syncNow(): void
  signOut(): Promise<void>
  /** Ends this page and shows the door, at which it is unlocked or somebody else comes in. Null: this desk cannot be locked. */
  lock: (() => Promise<void>) | null
  pin: PinPort
}

/** The PIN that unlocks this desk. */
export type PinPort = {
  read(): Promise<{ isSet: boolean; isAllowed: boolean }>
  /** Null: from now on there is none. False: it was not changed. */
  set(pin: string | null): Promise<boolean>
}

const DepsContext = createContext<Deps | null>(null)
export const DepsProvider = DepsContext.Provider

/** The desk's dependencies. Throws outside a signed-in desk: that is a bug. */
export function useDeps(): Deps {
  const deps = useContext(DepsContext)
  if (deps === null) throw new Error('useDeps outside of DepsProvider')
  return deps
}
