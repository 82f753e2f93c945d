import { z } from 'zod'

/** A question from the page with an answer. */
export const call = <Args extends z.ZodType, Reply extends z.ZodType>(args: Args, reply: Reply) =>
  ({ kind: 'call', args, reply }) as const
/** News from the main process. */
export const event = <Payload extends z.ZodType>(payload: Payload) => ({ kind: 'event', payload }) as const

type Call = { kind: 'call'; args: z.ZodType; reply: z.ZodType }
type News = { kind: 'event'; payload: z.ZodType }
export type Contract = Record<string, Call | News>

type Calls<C extends Contract> = {
  [Name in keyof C as C[Name] extends Call ? Name : never]: C[Name] extends Call ? C[Name] : never
}
type Events<C extends Contract> = {
  [Name in keyof C as C[Name] extends News ? Name : never]: C[Name] extends News ? C[Name] : never
}

export type CallName<C extends Contract> = keyof Calls<C> & string
export type EventName<C extends Contract> = keyof Events<C> & string
export type ArgsOf<C extends Contract, Name extends CallName<C>> = z.infer<Calls<C>[Name]['args']>
export type ReplyOf<C extends Contract, Name extends CallName<C>> = z.infer<Calls<C>[Name]['reply']>
export type PayloadOf<C extends Contract, Name extends EventName<C>> = z.infer<Events<C>[Name]['payload']>

/** Why a call brought no value. Failures are data: Electron would keep only an error's message. */
export const failure = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unreachable'), detail: z.string() }),
  z.object({ kind: z.literal('overloaded'), retryAfterMs: z.number().nonnegative() }),
  /** Nobody is signed in, or the session ended and could not be renewed. */
  z.object({ kind: z.literal('auth') }),
  z.object({ kind: z.literal('wrong-credentials') }),
  /** The desk is locked: nothing of anybody's is to be had until it is unlocked. */
  z.object({ kind: z.literal('locked') }),
  z.object({ kind: z.literal('account'), code: z.enum(['account_disabled', 'device_revoked']) }),
  z.object({ kind: z.literal('upgrade') }),
  z.object({
    kind: z.literal('epoch'),
    epoch: z.string(),
    forkHead: z.record(z.string(), z.number()),
    lmid: z.number(),
  }),
  z.object({ kind: z.literal('cursor-ahead') }),
  z.object({ kind: z.literal('cursor-expired') }),
  z.object({ kind: z.literal('client-forked'), lmid: z.number() }),
  /**
   * The answer was cut or damaged; asking again is safe. `isUnreadable`: all of it came, and it is not of the documented
   * shape, which is the server's fault and not the line's. Absent: the line's.
   */
  z.object({ kind: z.literal('damaged'), detail: z.string(), isUnreadable: z.boolean().optional() }),
  /** The server refused the request itself; asking again the same way is pointless. */
  z.object({ kind: z.literal('refused'), code: z.string(), message: z.string() }),
  /** This carrier has no such thing (the web edition has no journal). */
  z.object({ kind: z.literal('not-available') }),
  /** The disk is full or failing; nothing was written. */
  z.object({ kind: z.literal('disk'), code: z.enum(['full', 'failed']), detail: z.string() }),
  /** The caller may not, or the arguments are malformed: a bug, or an attack. */
  z.object({ kind: z.literal('denied'), detail: z.string() }),
  z.object({ kind: z.literal('invalid'), detail: z.string() }),
])
export type Failure = z.infer<typeof failure>
export type Outcome<Value> = { ok: true; value: Value } | { ok: false; failure: Failure }

/** How the page calls. Both carriers (preload, web) implement it. */
export type Client<C extends Contract> = {
  call<Name extends CallName<C>>(name: Name, args: ArgsOf<C, Name>): Promise<Outcome<ReplyOf<C, Name>>>
  /** Returns the way to stop listening. */
  on<Name extends EventName<C>>(name: Name, listener: (payload: PayloadOf<C, Name>) => void): () => void
}

/** What must be answered. Forgetting a handler does not compile. */
export type Handlers<C extends Contract> = {
  [Name in CallName<C>]: (args: ArgsOf<C, Name>) => Promise<Outcome<ReplyOf<C, Name>>>
}
