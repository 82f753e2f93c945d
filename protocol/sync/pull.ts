import { z } from 'zod'
import { ENTITY_KINDS } from '../../domain/mutations/entities.ts'
import { caseId, clientId, epochMs } from '../ids.ts'

/** Sequence number per shard: all changes up to it are held. A shard that is absent stands at 0. */
export const cursor = z.record(z.string().regex(/^\d{1,4}$/), z.number().int().nonnegative())
export type Cursor = z.infer<typeof cursor>

export const SCOPE_LIMIT = 140
/** A scope: "me:{user}", "assigned:{user}", "queue:{id}", "team:{id}", "lead:{team}", "case:{id}" or "shared". */
export const scope = z.string().min(1).max(SCOPE_LIMIT)

/** How far the older rows of newly granted scopes have been fetched. They count as held only when it is done. */
export const backfill = z.object({ scopes: z.array(scope), after: cursor })
export type Backfill = z.infer<typeof backfill>

export const pullRequest = z.object({
  proto: z.number().int(),
  schema: z.number().int(),
  /** Null on the very first pull: the answer's header tells it. */
  epoch: z.string().max(100).nullable(),
  /** An answer is used only for the request that is waiting for it. */
  reqId: z.string().min(1).max(64),
  clientId,
  cursor,
  /** The scopes whose rows are held completely up to the cursor. */
  scopes: z.array(scope).max(2_000),
  /** Cases wanted beyond the server's own list. */
  pins: z.array(caseId).max(500),
  backfill: backfill.nullable(),
  limits: z.object({ rows: z.number().int().min(1).max(5_000), bytes: z.number().int().min(1_024).max(4_194_304) }),
})
export type PullRequest = z.infer<typeof pullRequest>

/** What a desk's page asks its main process for. `nextReqId`: the request that follows will have it, so the next page may be on its way early. */
export const pullWish = pullRequest.extend({ nextReqId: z.string().min(1).max(64).optional() })
export type PullWish = z.infer<typeof pullWish>

// ---- The answer: one JSON value a line. header, (exit | row)*, footer.

export const pullHeader = z.object({
  t: z.literal('header'),
  reqId: z.string(),
  epoch: z.string(),
  /** The cursor of the request. */
  base: cursor,
  /** Where each shard stood when the page was read. */
  head: cursor,
  aclVersion: z.string(),
  /** The scopes that the person may see now. A held scope that is missing here is dropped, with its rows. */
  scopes: z.array(scope),
  lmid: z.number().int().nonnegative(),
  now: epochMs,
  minIntervalMs: z.number().int().nonnegative(),
})
export type PullHeader = z.infer<typeof pullHeader>

const place = { e: z.enum(ENTITY_KINDS), id: z.string(), shard: z.string(), seq: z.number().int().positive() }

export const pullRow = z.object({
  t: z.literal('row'),
  ...place,
  rev: z.number().int().positive(),
  /** The scopes the row belongs to. */
  s: z.array(scope),
  /** The record, shaped as in `records`. Null: deleted. */
  d: z.looseObject({}).nullable(),
  /** True: an older row of a newly granted scope. */
  b: z.boolean().optional(),
})
export type PullRow = z.infer<typeof pullRow>

/** The record left the scope. Written whenever it does, even if another scope still shows it. */
export const pullExit = z.object({ t: z.literal('exit'), x: scope, ...place })
export type PullExit = z.infer<typeof pullExit>

export const pullFooter = z.object({
  t: z.literal('footer'),
  cursor,
  /** The scopes that count as held once this page is applied. */
  scopes: z.array(scope),
  backfill: backfill.nullable(),
  /** False: this page completes a consistent state. */
  more: z.boolean(),
  /** Number of exits and rows. */
  count: z.number().int().nonnegative(),
  /** CRC-32 (IEEE), 8 hex digits, of all bytes before the footer's line, line feeds included. */
  crc: z.string().regex(/^[0-9a-f]{8}$/),
})
export type PullFooter = z.infer<typeof pullFooter>

/** A whole and checked answer. Exits come before rows of the same sequence number, in order of sequence. */
export const pullPage = z.object({
  header: pullHeader,
  changes: z.array(z.discriminatedUnion('t', [pullRow, pullExit])),
  footer: pullFooter,
})
export type PullPage = z.infer<typeof pullPage>

// ---- The same answer in parts, for a desk that need not read it: header, parts, the bytes that that names, footer.

/** What a desk that takes pages in parts asks for before what it reads otherwise. */
export const PACKED_TYPE = 'application/x-evenkeel-page'
export const LINES_TYPE = 'application/x-ndjson'

/** So many lines of a part are deflated by themselves: one line is read without all the others. */
export const CHUNK_LINES = 100

/**
 * The line after the header: how many bytes the index has, and then each part, all deflated (RFC 1951), a part in chunks of a hundred
 * lines. Behind the last stands a line feed. `stored`: so many parts, from the first on, are kept as they were before they were deflated.
 */
export const partsLine = z.object({
  t: z.literal('parts'),
  index: z.number().int().positive(),
  sizes: z.array(z.number().int().positive()).min(1),
  stored: z.number().int().nonnegative(),
})
export type PartsLine = z.infer<typeof partsLine>

const sizes = z.array(z.number().int().positive())
/**
 * What the lines of each part are about, one after the other: the record's key, the case that it belongs to (empty: none), and how many
 * bytes its line has, line feed included; then how many bytes each chunk has. Keys and cases are written one to a line.
 */
export const partsIndex = z.object({
  parts: z.array(z.object({ keys: z.string(), cases: z.string(), lengths: sizes, chunks: sizes })),
})
export type PartsIndex = z.infer<typeof partsIndex>

const bytesOf = z.instanceof(Uint32Array)
/**
 * What lines are about, and at which byte each ends. With it they can be kept, and found again, without being read. Keys and
 * cases stay in one string each: thousands of strings cross a process slowly. `chunks`: at which byte of the part each of its chunks
 * ends; none: it is one.
 */
const lineIndex = z.object({ keys: z.string(), cases: z.string(), ends: bytesOf, chunks: bytesOf })
export type LineIndex = z.infer<typeof lineIndex>
/** Lines that belong together, deflated (RFC 1951): a fifth of what crosses the bridge, is sealed and lies on the disk. */
export const linePart = lineIndex.extend({ small: z.instanceof(Uint8Array) })
export type LinePart = z.infer<typeof linePart>

/**
 * A whole answer whose changes are still written as they came: UTF-8, one JSON value a line. Bytes cross a process cheaply. They are in
 * `parts` where the server packed them, each a row that is there and no record twice; else in `lines`. `isChecked`: each line is what
 * is written about it, and of the documented shape.
 */
export const pullLines = z.object({
  header: pullHeader,
  lines: z.instanceof(Uint8Array),
  parts: z.array(linePart).nullable(),
  isChecked: z.boolean(),
  footer: pullFooter,
})
export type PullLines = z.infer<typeof pullLines>
