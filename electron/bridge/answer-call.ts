import { FILE_LIMIT_BYTES } from '../../domain/replying/plan-attachment.ts'
import type { CallName, Failure, Outcome } from '../../protocol/bridge-kit.ts'
import { type DeskHandlers, deskBridge } from '../../protocol/desk-bridge.ts'
import { ORIGIN } from '../scheme/find-file.ts'
import { isWithin } from './measure.ts'

export type DeskCallName = CallName<typeof deskBridge>

/** Who calls, as far as Electron tells. `frame` is null when the frame is gone or has moved on. */
export type Sender = {
  frame: { url: string; origin: string; isMainFrame: boolean } | null
  isRegisteredWindow: boolean
}

const KB = 1_024
const MB = 1_024 * KB

/** How much a call may carry. Beyond it is no honest page. */
const LIMIT_BYTES: Record<DeskCallName, number> = {
  'desk.info': KB,
  'desk.help': KB,
  'desk.theme': KB,
  'session.current': KB,
  'session.signIn': 8 * KB,
  'session.signOut': KB,
  'session.lock': KB,
  'session.unlock': 8 * KB,
  'session.setPin': KB,
  'session.pin': KB,
  'session.stir': KB,
  'store.key': KB,
  'key.begin': KB,
  'key.finish': 4 * KB,
  'journal.append': 16 * MB,
  'journal.read': KB,
  'journal.compact': 64 * MB,
  'file.keep': FILE_LIMIT_BYTES + KB,
  'file.upload': KB,
  'file.save': 4 * KB,
  'export.save': 16 * MB,
  'file.retain': 16 * MB,
  'sync.pull': 4 * MB,
  'sync.push': 32 * MB,
  'presence.set': KB,
  'mail.layOut': 10 * MB,
  'link.open': 32 * KB,
  'clock.offset': KB,
  'power.idle': KB,
  'log.write': 16 * KB,
}

/** Why a sender may not call. Null: it is a page of ours. */
export function refuseSender({ frame, isRegisteredWindow }: Sender): string | null {
  if (!isRegisteredWindow) return 'not a window of this app'
  if (frame === null) return 'the frame is gone'
  if (!frame.isMainFrame) return 'not a main frame'
  if (frame.origin !== ORIGIN || !frame.url.startsWith(`${ORIGIN}/`)) return 'a foreign origin'
  return null
}

type Report = (message: string) => void

/** The one way from the page into the main process: sender, size and shape are checked before any handler runs. */
export async function answerCall(
  handlers: DeskHandlers,
  name: DeskCallName,
  args: readonly unknown[],
  sender: Sender,
  report: Report,
): Promise<Outcome<unknown>> {
  const refusal = refuseSender(sender)
  if (refusal !== null) {
    report(`${name} was refused: ${refusal}`)
    return { ok: false, failure: { kind: 'denied', detail: `${name}: ${refusal}` } }
  }
  if (args.length !== 1 || !isWithin(args[0], LIMIT_BYTES[name])) {
    report(`${name} was refused: too large or not plain`)
    return { ok: false, failure: { kind: 'invalid', detail: `${name}: too large or not plain` } }
  }
  const parsed = deskBridge[name].args.safeParse(args[0])
  if (!parsed.success) {
    // The path alone: the value may be a customer's words.
    const where = parsed.error.issues[0]?.path.join('.') ?? ''
    report(`${name} was refused: malformed at "${where}"`)
    return { ok: false, failure: { kind: 'invalid', detail: `${name}: malformed at "${where}"` } }
  }
  try {
    return await (handlers[name] as (args: unknown) => Promise<Outcome<unknown>>)(parsed.data)
  } catch (error) {
    report(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    return { ok: false, failure: failureOfBug(name) }
  }
}

/** A bug in a handler must not make the page drop work: where asking again can help, it is told to. */
function failureOfBug(name: DeskCallName): Failure {
  if (name.startsWith('journal.') || name === 'store.key' || name === 'file.keep')
    return { kind: 'disk', code: 'failed', detail: 'The desk met a fault of its own; the log says which.' }
  if (name.startsWith('sync.') || name === 'file.upload' || name.startsWith('session.'))
    return { kind: 'overloaded', retryAfterMs: 5_000 }
  return { kind: 'refused', code: 'bug', message: 'The desk met a fault of its own; the log says which.' }
}
