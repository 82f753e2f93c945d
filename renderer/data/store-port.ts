import type { Recording } from '../../domain/agent-time/recording.ts'
import type { BreakState } from '../../domain/breaks/break-state.ts'
import type { CaseId, ClientId, ContactId, MutationId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms, Stamp } from '../../domain/kernel/time.ts'
import type { RefusalCode } from '../../domain/mutations/decide.ts'
import type { EntityKey } from '../../domain/mutations/entities.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import type { DraftRecord, FormRecord } from '../../protocol/journal.ts'
import type { Backfill, Cursor } from '../../protocol/sync/pull.ts'
import type { LinesKept } from '../../protocol/sync/read-lines.ts'

/** A record as the wire brings it; its shape follows from its kind. */
export type AnyRecord = { [field: string]: unknown }
/** What the server has said about a record. */
export type ServerCopy = { record: AnyRecord; rev: number; shard: string; seq: number; scopes: string[] }
/**
 * One record: the server's copy beside the shown one, so that both change together. `caseId`: the case it belongs to (null: none),
 * where that is known without reading the record.
 */
export type StoredRow = {
  key: EntityKey
  server: ServerCopy | null
  view: AnyRecord | null
  caseId?: string | null
}

/** One intent on its way. Acked items stay in the overlay until a complete pull has passed them (R4). */
export type OutboxItem = {
  mutation: Mutation
  order: number
  state: 'waiting' | 'sealed' | 'acked' | 'rejected'
  n: number | null
  /** The server's epoch when it was first numbered, so that it may have been seen there. Null: never. */
  sentIn: string | null
  /** It is not sent before then and can be taken back until then. Null: goes with the next push. */
  notBefore: EpochMs | null
  replay: boolean
  ack: { shard: string; seq: number } | null
  refusal: RefusalCode | null
  reference: string | null
}
/** An acknowledged action, kept for 14 days in case the server loses it by a restore. */
export type AckedItem = {
  mutation: Mutation
  order: number
  n: number
  clientId: ClientId
  sentIn: string | null
  at: EpochMs
}

export type StoreMeta = {
  id: 'meta'
  generation: string
  clientId: ClientId
  nextN: number
  nextOrder: number
  epoch: string | null
  cursor: Cursor
  /**
   * Where the server stood when the newest page was read. In the middle of catching up that is ahead of the cursor: rows
   * that had moved on by then were left out of the page, so after a restore to before this point rows would be missing.
   */
  reach: Cursor
  scopes: string[]
  backfill: Backfill | null
  /** A case left since the last checkpoint: its children may be orphans. */
  needsSweep: boolean
  lastChangeAt: EpochMs | null
  /** When a complete pull last said that nothing newer is there. Absent: never since the rows were last emptied. */
  currentAt?: EpochMs | undefined
  /** Some rows that the server has sent and that must still be here at the next opening. Absent: none is known. */
  witnesses?: EntityKey[] | undefined
  /** When something was last let go of, because the house does not want it to lie here any longer. Absent: never. */
  letGoAt?: EpochMs | undefined
  /** Cases that were let go of and are of interest again: they are asked for whole. Absent: none. */
  wanted?: CaseId[] | undefined
  /** What this desk had open, as the window writes it. Absent: nothing yet. */
  place?: string | undefined
  /** What goes on in the agent's time, and when this desk last gave a sign of life. Absent: nothing was recorded yet. */
  timekeeping?: { recording: Recording; aliveAt: Stamp } | undefined
  /** What the engine of breaks knew after the last thing that mattered, and wrap-ups that the agent has left. Absent: nothing yet. */
  breaks?: KeptBreaks | undefined
}

export type KeptBreaks = { state: BreakState; letGo: ContactId[] }

/** A rest that this agent took at this desk, for themself alone: it is sent nowhere. */
export type BreakNote = {
  id: string
  kind: 'break' | 'lunch' | 'reset' | 'exercise'
  /** The exercise that was done in it. Null: none. */
  exercise: string | null
  startedAt: EpochMs
  lengthMs: Ms
}

export type TableOf = {
  rows: StoredRow
  outbox: OutboxItem
  acked: AckedItem
  drafts: DraftRecord
  forms: FormRecord
  breaks: BreakNote
  meta: StoreMeta
}
export type TableName = keyof TableOf
export const TABLES = [
  'rows',
  'outbox',
  'acked',
  'drafts',
  'forms',
  'breaks',
  'meta',
] as const satisfies readonly TableName[]

export const idIn: { [Name in TableName]: (value: TableOf[Name]) => string } = {
  rows: (row) => row.key,
  outbox: (item) => item.mutation.id,
  acked: (item) => item.mutation.id,
  drafts: (draft) => draft.caseId,
  forms: (form) => form.key,
  breaks: (note) => note.id,
  meta: () => 'meta',
}

export type Change = {
  [Name in TableName]: { table: Name; put: TableOf[Name] } | { table: Name; remove: string }
}[TableName]

/** Whoever hears of writes. */
export type Watchers = Map<(told: Told) => void, ((changes: readonly Change[]) => void) | undefined>

/** What was written. Null: somebody else wrote, and it is not known what. */
export type Told = readonly Change[] | null

/**
 * The lines of a page of the feed as they came: the puts of rows in a write say the same, in the same order, with the server's
 * record as the view. A shelf may keep the lines and leave the puts unread: it holds on to none of these.
 */
export type RowLines = readonly LinesKept[]

/** Where a slice of all rows ended. */
export type SliceEnd = { table: 'pages' | 'lists' | 'cases'; after: string | number }

/** `isListed`: only those that lists are made of will be used, so others may be left out. */
export type RowFilter = { kind: string; isListed?: boolean } | { caseId: string }

/** Writes what was made ready, as of the version that it was made for. */
export type WriteReady = (durability: 'strict' | 'relaxed') => Promise<'written' | 'conflict'>

/**
 * Where values lie. `write` is atomic: all of the changes or none. It answers 'conflict', and changes nothing, when
 * somebody else has written since `version` was read; the caller reads again and retries.
 */
export type Shelf = {
  version(): Promise<number>
  get<Name extends TableName>(table: Name, ids: readonly string[]): Promise<(TableOf[Name] | undefined)[]>
  all<Name extends TableName>(table: Name): Promise<TableOf[Name][]>
  rows(filter: RowFilter): Promise<StoredRow[]>
  write(
    changes: readonly Change[],
    version: number,
    durability: 'strict' | 'relaxed',
    lines?: RowLines,
  ): Promise<'written' | 'conflict'>
  /** The dear part of a `write` ahead of it: nothing has been written before what it gives is called. Absent: there is none. */
  ready?: (changes: readonly Change[], version: number) => Promise<WriteReady>
  /**
   * Some of all the rows, from the beginning (null) or from where the slice before ended; `end` null: these were the last. Never
   * is more in memory than that. What is written meanwhile may be missing, what is moved may come twice. Absent: only `all`.
   */
  slice?: (from: SliceEnd | null) => Promise<{ rows: StoredRow[]; end: SliceEnd | null }>
  /** Resolves when there is room for much more: what was written may have to be put in order first. Absent: at any time. */
  room?: () => Promise<void>
  /**
   * The same, asking the disk only for what is not in memory. Another window may have written since; whoever writes by it
   * gives the version it told, and is answered 'conflict' then.
   */
  remembered?: Pick<Shelf, 'version' | 'get' | 'all'>
  /**
   * Small values that can be made again, beside what `version` counts: nobody is told of them, and nothing is lost with
   * them. Undefined: there is none, or it is damaged. Absent: none are kept.
   */
  aside?: { read(name: string): Promise<unknown>; write(name: string, value: unknown): Promise<void> }
  /**
   * Calls back after every write, of this window or another. Returns the way to stop. `coming`: this window writes these, and the
   * disk does not have them yet. Where it takes them they are told next, as the very same list, and otherwise never.
   */
  watch(changed: (told: Told) => void, coming?: (changes: readonly Change[]) => void): () => void
  /** Where values lie that could not be opened since the shelf was; they count as absent. */
  damaged(): readonly { table: TableName; id: string }[]
  close(): void
}

/** The disk did not take it; nothing was written. */
export class KeepError extends Error {
  readonly code: 'disk-full' | 'disk-failed'
  constructor(code: 'disk-full' | 'disk-failed', cause: unknown) {
    super(`The local store did not take the change (${code}). Free some disk space and try again.`, { cause })
    this.code = code
  }
}

/** The database was written by a newer version of Evenkeel; it is left untouched. */
export class NewerStoreError extends Error {
  constructor(cause: unknown) {
    super('This version is older than your data. Install the newest version of Evenkeel.', { cause })
  }
}

export type AckVerdict = { id: MutationId; n: number } & (
  | { kind: 'done'; shard: string; seq: number }
  | { kind: 'rejected'; code: RefusalCode; reference: string | null }
)
