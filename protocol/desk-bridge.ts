import { z } from 'zod'
import { attachment, fileFacts, sha256 } from './attachment.ts'
import type { IdleReading } from '../domain/agent-time/idle.ts'
import { IDLE_BLINDNESS } from '../domain/agent-time/idle.ts'
import type { Client as ClientFor, Handlers as HandlersFor } from './bridge-kit.ts'
import { call, event } from './bridge-kit.ts'
import type { deskCalls, deskEvents } from './desk-channels.ts'
import { attachmentId, ms } from './ids.ts'
import { presence, presenceRequest } from './events.ts'
import { helpContacts } from './help.ts'
import { clientEntry, journalEntry, journalReport } from './journal.ts'
import { account } from './session.ts'
import { cursor, pullLines, pullPage, pullWish } from './sync/pull.ts'
import { pushRequest, pushResponse } from './sync/push.ts'

const nothing = z.object({}).strict()

/** Where the desk runs and what it can do there. */
export const deskInfo = z.object({
  carrier: z.enum(['electron', 'web']),
  version: z.string(),
  /** Null in the web edition. */
  electron: z.string().nullable(),
  chromium: z.string().nullable(),
  /** True: an Electron too old for a release; for development and demo. */
  developmentOnly: z.boolean(),
  serverUrl: z.string(),
  hasJournal: z.boolean(),
  /** Whether the desk can be opened again without a connection. */
  reopensOffline: z.boolean(),
  /** True: the server said it serves the demo world. Null: it has not been reached yet. */
  demo: z.boolean().nullable(),
  /** The device's offset to the server's clock, ms. Null: never measured. */
  clockOffsetMs: z.number().nullable(),
  /** What the house lets people do here. */
  rules: z.object({
    /** Whether the desk can be locked, and the next agent come while the work of this one is kept. */
    locks: z.boolean(),
    /** Whether somebody may sign out while something of theirs is not sent. */
    mayLeaveUnsent: z.boolean(),
    /** True: nothing outlives this run of the desk. */
    forgets: z.boolean(),
    /** How long what is done with stays on this machine, ms: attached files of replies that were sent, and cases without anything new. */
    keeps: z.object({
      filesMs: z.number(),
      doneCasesMs: z.number(),
      /** So old the key of what lies here may become. Null: it is never another one. */
      keyMs: z.number().nullable(),
    }),
    /** Who protects what lies on this machine's disk: the system's keyring, the server, or nobody. */
    protection: z.enum(['os', 'server', 'unprotected']),
  }),
})
export type DeskInfo = z.infer<typeof deskInfo>

/**
 * Why a desk is locked. agent: by hand. idle: nobody touched it. system: the machine locked or slept. offline: no word from the
 * server for as long as the house allows. clock: the machine's clock went back. tries: too many wrong secrets.
 */
export const LOCK_REASONS = ['agent', 'idle', 'system', 'offline', 'clock', 'tries'] as const
export const lockReason = z.enum(LOCK_REASONS)
export type LockReason = z.infer<typeof lockReason>

/**
 * signed-in: may talk to the server. expired: known person, must sign in again; their work is kept and can go on. none: nobody.
 * locked: somebody's desk is locked, and this page may only unlock it or let somebody else in. entering: their desk opens in a
 * window of its own, and this one goes.
 */
export const sessionState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('signed-in'), account }),
  z.object({ state: z.literal('expired'), account }),
  z.object({ state: z.literal('none') }),
  z.object({
    state: z.literal('locked'),
    /** The person, as colleagues call them. Nothing about their work. */
    name: z.string(),
    login: z.string(),
    why: lockReason,
    /** Wrong PINs left. Null: there is no PIN, and the password it is. */
    pinTriesLeft: z.number().int().nullable(),
    /** Whether only a sign-in at the server unlocks it. */
    needsServer: z.boolean(),
  }),
  z.object({ state: z.literal('entering') }),
])
export type SessionState = z.infer<typeof sessionState>

/** The key that the page seals its rows with. It never reaches the disk unwrapped where the system offers better. */
export const storeKey = z.object({
  /** Names the local database; opaque, stable per tenant and person. */
  profileId: z.string().regex(/^[0-9a-z]{8,64}$/),
  keyId: z.string().min(1).max(64),
  key: z.instanceof(Uint8Array),
  /**
   * os: wrapped by the system's keyring. server: a share that only the server keeps opens it. unprotected: the key lies on the
   * disk, readable to this system user.
   */
  protection: z.enum(['os', 'server', 'unprotected']),
  /** When it was made, ms since 1970. Null: not known. */
  madeAt: z.number().nullable(),
})
export type StoreKey = z.infer<typeof storeKey>

/** What the machine knows of input to it. */
export const idleReading = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('known'), idleMs: ms, source: z.literal('system') }),
  z.object({ kind: z.literal('unknown'), why: z.enum(IDLE_BLINDNESS) }),
]) satisfies z.ZodType<IdleReading>

/** Everything the page may ask of, and hear from, the process that holds network, tokens, keys and journal. */
export const deskBridge = {
  'desk.info': call(nothing, deskInfo),
  /** What the house says about help. Read once at the start; asking leaves no trace. */
  'desk.help': call(nothing, helpContacts),
  /** How the agent wants the desk to look. Kept for this machine, so that the door looks the same. */
  'desk.theme': call(z.object({ theme: z.enum(['system', 'light', 'dark']) }).strict(), nothing),
  'session.current': call(nothing, sessionState),
  'session.signIn': call(
    z.object({ login: z.string().min(1).max(100), password: z.string().min(1).max(1_000) }).strict(),
    sessionState,
  ),
  'session.signOut': call(nothing, sessionState),
  /** Locks the desk: the page that asks is gone with it. Refused with "not-available" where a desk cannot be locked. */
  'session.lock': call(nothing, nothing),
  /** Unlocks with a PIN, or with the password where the server cannot be asked. Refused with "wrong-credentials". */
  'session.unlock': call(
    z.object({ secret: z.enum(['pin', 'password']), text: z.string().min(1).max(1_000) }).strict(),
    sessionState,
  ),
  /** Sets the PIN that unlocks this desk. Null: from now on there is none. */
  'session.setPin': call(
    z
      .object({
        pin: z
          .string()
          .regex(/^\d{4,12}$/)
          .nullable(),
      })
      .strict(),
    nothing,
  ),
  /** Whether this desk has a PIN, and whether it may. */
  'session.pin': call(nothing, z.object({ isSet: z.boolean(), isAllowed: z.boolean() })),
  /** What goes on at the desk: input that the page saw, and whether the agent is on the phone. Keeps the desk from locking by itself. */
  'session.stir': call(z.object({ isOnCall: z.boolean() }).strict(), nothing),
  'store.key': call(nothing, storeKey),
  /** Another key to seal everything with that lies here. It opens nothing before "key.finish". */
  'key.begin': call(nothing, storeKey.pick({ keyId: true, key: true })),
  /**
   * All of the store lies in the named database, sealed with the key that was begun: journal and files follow, and the key of before
   * is destroyed. Overloaded: something is being written just now.
   */
  'key.finish': call(z.object({ client: clientEntry.extend({ database: z.string().max(200) }) }).strict(), nothing),
  /** Answers when the entries are on the disk (fsync). */
  'journal.append': call(
    z.object({ entries: z.array(journalEntry).min(1).max(1_000) }).strict(),
    z.object({ seq: z.number().int() }),
  ),
  /** `mark`: names what was read. */
  'journal.read': call(
    nothing,
    z.object({ entries: z.array(journalEntry), report: journalReport, mark: z.string().max(100) }),
  ),
  /**
   * Replaces what was read under this mark by these entries, atomically. `seq` null: something was written since, by whichever
   * window, and nothing was replaced.
   */
  'journal.compact': call(
    z.object({ entries: z.array(journalEntry).max(100_000), mark: z.string().max(100) }).strict(),
    z.object({ seq: z.number().int().nullable() }),
  ),
  /** Keeps the bytes of an attached file; answers when they are on the disk (fsync). */
  'file.keep': call(
    z.object({ id: attachmentId, bytes: z.instanceof(Uint8Array) }).strict(),
    z.object({ sizeBytes: z.number().int(), sha256 }),
  ),
  /** Brings a kept file to the server; answers when all of it is there. Refused with "file-lost": it is not here any more. */
  'file.upload': call(fileFacts.strict(), nothing),
  /** Asks where to and writes a file of a message there. Never opens it. */
  'file.save': call(attachment.strict(), z.object({ isSaved: z.boolean() })),
  /** Asks where to and writes a table there that the desk has made. Never opens it. */
  'export.save': call(
    z
      .object({ name: z.string().min(1).max(120), kind: z.enum(['csv', 'xlsx']), bytes: z.instanceof(Uint8Array) })
      .strict(),
    z.object({ isSaved: z.boolean() }),
  ),
  /** Everything that is still needed: the bytes of all other kept files may go. */
  'file.retain': call(
    z.object({ ids: z.array(attachmentId).max(100_000) }).strict(),
    z.object({ removed: z.number().int() }),
  ),
  'sync.pull': call(pullWish.strict(), z.union([pullLines, pullPage])),
  'sync.push': call(pushRequest.strict(), pushResponse),
  /** Tells colleagues what this agent has open. Lost without harm while the server is out of reach. */
  'presence.set': call(presenceRequest.strict(), nothing),
  /** Lays an untrusted mail out for a frame of its own. `blockedPictures`: those that would have told the sender. */
  'mail.layOut': call(
    z.object({ html: z.string().max(4_000_000) }).strict(),
    z.object({ address: z.string(), blockedPictures: z.number().int().nonnegative() }),
  ),
  /** Hands an address to the program the system has for it, if `domain/links/safe-link.ts` allows it. */
  'link.open': call(z.object({ address: z.string().max(8_000) }).strict(), nothing),
  /** The device's offset to the server's clock as measured by now, ms. Null: never measured. */
  'clock.offset': call(nothing, z.object({ offsetMs: z.number().nullable() })),
  /** Asked, never told by itself: the answer is for a question to the agent, nothing else. */
  'power.idle': call(nothing, idleReading),
  'log.write': call(
    z.object({ level: z.enum(['info', 'warn', 'error']), line: z.string().max(4_000) }).strict(),
    nothing,
  ),
  /** Something changed on the server. */
  'sync.poked': event(z.object({ heads: cursor })),
  'presence.changed': event(presence),
  /** The live stream came up or went down. */
  'link.changed': event(z.object({ stream: z.enum(['open', 'closed']) })),
  'session.changed': event(sessionState),
  /** A link of a shown mail is pointed at (an empty address: no longer) or was pressed. Nothing has been opened. */
  'mail.link': event(z.object({ address: z.string().max(8_000), isPressed: z.boolean() })),
  /** The machine goes to sleep. */
  'power.suspended': event(nothing),
  /** The machine woke up: clocks may have jumped, connections are gone. */
  'power.resumed': event(nothing),
} as const

export type DeskClient = ClientFor<typeof deskBridge>
export type DeskHandlers = HandlersFor<typeof deskBridge>

// The preload gets names only; these two lines fail to compile when the names and the contract differ.
type CallNames = {
  [Name in keyof typeof deskBridge]: (typeof deskBridge)[Name]['kind'] extends 'call' ? Name : never
}[keyof typeof deskBridge]
type EventNames = Exclude<keyof typeof deskBridge, CallNames>
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never
export const channelNamesMatch: [
  Same<CallNames, (typeof deskCalls)[number]>,
  Same<EventNames, (typeof deskEvents)[number]>,
] = [true, true]
