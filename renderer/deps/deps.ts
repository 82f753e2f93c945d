import { createContext, useContext } from 'react'
import type { ConnectionState } from '../../domain/connection/connection-state.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { DeskInfo } from '../../protocol/desk-bridge.ts'
import type { Account } from '../../protocol/session.ts'
import type { DeskRepository, Live } from '../data/repository.ts'

/** What opening the local store brought back, told to the agent once. Null: nothing unusual. */
export type RestoreReport = { reason: 'reset' | 'behind'; restoredActions: number; restoredDrafts: number } | null

/** Timers, so that tests own time. Returns the way to stop. */
export type Timers = { after(ms: number, run: () => void): () => void; every(ms: number, run: () => void): () => void }

/** What every screen of a signed-in desk may use. Made in `renderer/app/compose.ts`, faked nowhere but in tests. */
export type Deps = {
  repository: DeskRepository
  account: Account
  info: DeskInfo
  connection: Live<ConnectionState>
  restored: RestoreReport
  now(): EpochMs
  newId(): string
  timers: Timers
  /** Try the connection now instead of at the next planned moment. */
  syncNow(): void
  signOut(): Promise<void>
}

const DepsContext = createContext<Deps | null>(null)
export const DepsProvider = DepsContext.Provider

/** The desk's dependencies. Throws outside a signed-in desk: that is a bug. */
export function useDeps(): Deps {
  const deps = useContext(DepsContext)
  if (deps === null) throw new Error('useDeps outside of DepsProvider')
  return deps
}
