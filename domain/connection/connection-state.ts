import type { EpochMs } from '../kernel/time.ts'

/** What the agent reads about the connection. Exactly six states; each has a line of detail. */
export type ConnectionState =
  | { state: 'up-to-date'; lastChangeAt: EpochMs | null }
  | { state: 'sending'; count: number }
  /** waiting: unsent actions kept here. busy: the server answers, but asks to come back later. */
  | { state: 'offline'; since: EpochMs; waiting: number; because: 'unreachable' | 'server-busy' | 'update-needed' }
  /** total null: not known yet. */
  | { state: 'catching-up'; done: number; total: number | null }
  | { state: 'sign-in'; waiting: number }
  /** count: refused actions. unreadable: the server's answers make no sense, since when, and how much waits. Absent: they do. */
  | { state: 'needs-attention'; count: number; unreadable?: { since: EpochMs; waiting: number } }
