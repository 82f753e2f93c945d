import { z } from 'zod'
import { safeLink } from '../../../domain/links/safe-link.ts'
import { safeName } from '../../../domain/replying/plan-attachment.ts'
import { noHelpContacts } from '../../../domain/people/help-contacts.ts'
import type { Outcome } from '../../../protocol/bridge-kit.ts'
import type { DeskClient, DeskHandlers, SessionState } from '../../../protocol/desk-bridge.ts'
import { serverInfo, webSessionResponse } from '../../../protocol/session.ts'
import { LINES_TYPE } from '../../../protocol/sync/pull.ts'
import { pushResponse } from '../../../protocol/sync/push.ts'
import { isUnreadable, readPage } from '../../../protocol/sync/read-page.ts'
import { askServer, readJson, type WebAnswer, type WebQuestion } from './ask-server.ts'
import { hex, keyOf, profileIdOf } from './kept-account.ts'
import type { WebPorts } from './ports.ts'
import { createWebSession } from './web-session.ts'
import { openWebStream } from './web-stream.ts'

const notAvailable = async (): Promise<Outcome<never>> => ({ ok: false, failure: { kind: 'not-available' } })
const DAY_MS = 86_400_000
const BYTES = 'application/octet-stream'
const noSession: Outcome<never> = { ok: false, failure: { kind: 'auth' } }

/** The desk's contract in a plain browser: cookie instead of tokens, no journal, a key that nothing protects. It says so. */
export function createWebCarrier(ports: WebPorts): DeskClient {
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  const emit = (name: string, payload: unknown): void => {
    for (const listener of listeners.get(name) ?? []) listener(payload)
  }
  let clockOffsetMs: number | null = null
  let demo: boolean | null = null
  let stream: { stop(): void } | null = null

  const measure = ({ askedAt, roundTripMs }: WebAnswer, serverNow: number): void => {
    clockOffsetMs = Math.round(serverNow - (askedAt + roundTripMs / 2))
  }
  const askJson = async <Value>(
    question: Omit<WebQuestion, 'accepts'>,
    schema: z.ZodType<Value>,
  ): Promise<Outcome<Value>> => {
    const answer = await askServer(ports, { ...question, accepts: 'application/json' })
    if (!answer.ok) return answer
    const parsed = schema.safeParse(readJson(answer.value.bytes))
    if (!parsed.success)
      return {
        ok: false,
        failure: { kind: 'damaged', detail: `${question.path}: not of the documented shape`, isUnreadable: true },
      }
    const { now } = parsed.data as { now?: number }
    if (now !== undefined) measure(answer.value, now)
    return { ok: true, value: parsed.data }
  }

  const session = createWebSession(
    ports,
    {
      current: () => askJson({ method: 'GET', path: '/api/v1/web/session', timeoutMs: 5_000 }, webSessionResponse),
      signIn: (body) =>
        askJson({ method: 'POST', path: '/api/v1/web/sign-in', body, timeoutMs: 20_000 }, webSessionResponse),
      signOut: (csrf) =>
        askServer(ports, {
          method: 'POST',
          path: '/api/v1/web/sign-out',
          csrf,
          timeoutMs: 5_000,
          accepts: 'application/json',
        }),
    },
    (state: SessionState) => {
      emit('session.changed', state)
      listen(state)
    },
  )

  /** Live news while someone is signed in, and only then. */
  function listen(state: SessionState): void {
    if (state.state !== 'signed-in') {
      stream?.stop()
      stream = null
      return
    }
    stream ??= openWebStream(ports, {
      onPoke: (heads) => emit('sync.poked', { heads }),
      onPresence: (presence) => emit('presence.changed', presence),
      onState: (open) => emit('link.changed', { stream: open }),
    })
  }

  const handlers: DeskHandlers = {
    'desk.info': async () => {
      const server = await askJson({ method: 'GET', path: '/api/v1/server', timeoutMs: 2_000 }, serverInfo)
      if (server.ok) demo = server.value.demo
      return {
        ok: true,
        value: {
          carrier: 'web',
          version: server.ok ? server.value.version : '',
          electron: null,
          chromium: /Chrome\/([\d.]+)/.exec(ports.userAgent)?.[1] ?? null,
          developmentOnly: false,
          serverUrl: ports.origin,
          hasJournal: false,
          reopensOffline: ports.isReopenable(),
          demo,
          clockOffsetMs,
          rules: {
            locks: false,
            mayLeaveUnsent: true,
            forgets: false,
            keeps: { filesMs: DAY_MS, doneCasesMs: 7 * DAY_MS, keyMs: null },
            protection: 'unprotected',
          },
        },
      }
    },
    // A browser has no file of the house to read.
    'desk.help': async () => ({ ok: true, value: noHelpContacts }),
    'session.current': async () => {
      const state = await session.current()
      listen(state)
      return { ok: true, value: state }
    },
    'session.signIn': ({ login, password }) => session.signIn(login, password),
    // The browser's own lock is all there is: this page cannot end itself.
    'desk.theme': async () => ({ ok: true, value: {} }),
    'session.lock': notAvailable,
    'session.unlock': notAvailable,
    'session.setPin': notAvailable,
    'session.pin': async () => ({ ok: true, value: { isSet: false, isAllowed: false } }),
    'session.stir': async () => ({ ok: true, value: {} }),
    'session.signOut': async () => ({ ok: true, value: await session.signOut() }),
    'store.key': async () => {
      const account = session.account()
      if (account === null) return noSession
      const profileId = await profileIdOf(ports, account)
      return { ok: true, value: { profileId, ...keyOf(ports, profileId), protection: 'unprotected', madeAt: null } }
    },
    'key.begin': notAvailable,
    'key.finish': notAvailable,
    'journal.append': notAvailable,
    'journal.read': notAvailable,
    'journal.compact': notAvailable,
    // A browser may throw away what a page keeps; a file that was said to be kept must not go that way.
    'file.keep': notAvailable,
    'file.upload': notAvailable,
    'file.retain': notAvailable,
    'file.save': (file) =>
      session.withCsrf(async () => {
        const path = `/api/v1/files/${file.id}`
        const answer = await askServer(ports, { method: 'GET', path, timeoutMs: 300_000, accepts: BYTES })
        if (!answer.ok) return answer
        const { bytes } = answer.value
        if (hex(new Uint8Array(await ports.sha256(bytes))) !== file.sha256)
          return { ok: false, failure: { kind: 'damaged', detail: 'The file did not come as it was sent.' } }
        ports.offerFile(safeName(file.name), bytes)
        return { ok: true, value: { isSaved: true } }
      }),
    'export.save': async ({ name, kind, bytes }) => {
      ports.offerFile(`${safeName(name)}.${kind}`, bytes)
      return { ok: true, value: { isSaved: true } }
    },
    'sync.pull': (body) =>
      session.withCsrf(async (csrf) => {
        const answer = await askServer(ports, {
          method: 'POST',
          path: '/api/v1/sync/pull',
          body,
          csrf,
          timeoutMs: 60_000,
          accepts: LINES_TYPE,
        })
        if (!answer.ok) return answer
        const page = readPage(answer.value.bytes)
        if (!page.ok)
          return {
            ok: false,
            failure: { kind: 'damaged', detail: page.refusal, isUnreadable: isUnreadable(page.refusal) },
          }
        measure(answer.value, page.value.header.now)
        return page
      }),
    'sync.push': (body) =>
      session.withCsrf((csrf) =>
        askJson({ method: 'POST', path: '/api/v1/sync/push', body, csrf, timeoutMs: 30_000 }, pushResponse),
      ),
    'presence.set': (body) =>
      session.withCsrf((csrf) =>
        askJson({ method: 'POST', path: '/api/v1/presence', body, csrf, timeoutMs: 5_000 }, z.object({}).strict()),
      ),
    // A browser cannot give a mail an origin of its own without a second host: plain text is shown instead.
    'mail.layOut': notAvailable,
    'link.open': async ({ address }) => {
      if (safeLink(address) === null)
        return { ok: false, failure: { kind: 'refused', code: 'unsafe-link', message: 'This address is not opened.' } }
      ports.openWindow(address)
      return { ok: true, value: {} }
    },
    'clock.offset': async () => ({ ok: true, value: { offsetMs: clockOffsetMs } }),
    'power.idle': async () => ({ ok: true, value: { kind: 'unknown', why: 'browser' } }),
    'log.write': async ({ level, line }) => {
      ports.writeLine(level, line)
      return { ok: true, value: {} }
    },
  }

  return {
    call: (name, args) => (handlers[name] as (args: unknown) => Promise<never>)(args),
    on(name, listener) {
      const heard = listener as (payload: unknown) => void
      const all = listeners.get(name) ?? new Set()
      listeners.set(name, all.add(heard))
      return () => {
        all.delete(heard)
      }
    },
  }
}
