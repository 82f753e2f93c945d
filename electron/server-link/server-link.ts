import { z } from 'zod'
import type { PresenceRequest } from '../../protocol/events.ts'
import { type FileFacts, type UploadAnswer, uploadAnswer } from '../../protocol/attachment.ts'
import type { Outcome } from '../../protocol/bridge-kit.ts'
import {
  type ServerInfo,
  type SignInRequest,
  type SignInResponse,
  serverInfo,
  type KeyShare,
  keyShareResponse,
  signInResponse,
} from '../../protocol/session.ts'
import { LINES_TYPE, PACKED_TYPE, type PullLines, type PullWish } from '../../protocol/sync/pull.ts'
import { type PushRequest, type PushResponse, pushResponse } from '../../protocol/sync/push.ts'
import { type Answer, ask, type LinkPorts, parseJson, type Question } from './ask.ts'
import { pullAhead } from './pull-ahead.ts'
import { type ClockSample, createClockOffset } from './clock-offset.ts'

const MB = 1_048_576
export const PUSH_TIMEOUT_MS = 30_000
export const PULL_TIMEOUT_MS = 60_000
const SIGN_IN_TIMEOUT_MS = 20_000
const SHORT_TIMEOUT_MS = 5_000
/** Half a megabyte over the slowest line that one can work with. */
const PART_TIMEOUT_MS = 60_000
const FETCH_TIMEOUT_MS = 300_000

/** Every question that the desk asks the server, the live stream apart. */
export type ServerLink = {
  info(): Promise<Outcome<ServerInfo>>
  signIn(request: SignInRequest): Promise<Outcome<SignInResponse>>
  refresh(refreshToken: string): Promise<Outcome<SignInResponse>>
  signOut(token: string): Promise<Outcome<unknown>>
  /** A share of a profile's key; null for a new one. */
  keyShare(token: string, profileId: string, shareId: string | null): Promise<Outcome<KeyShare>>
  forgetShares(token: string, profileId: string, except: string | null): Promise<Outcome<unknown>>
  pull(token: string, request: PullWish): Promise<Outcome<PullLines>>
  push(token: string, request: PushRequest): Promise<Outcome<PushResponse>>
  presence(token: string, request: PresenceRequest): Promise<Outcome<Record<string, never>>>
  /** Brings one part of a file, or with none asks how far it has come. */
  putPart(token: string, file: FileFacts, at: number, bytes: Uint8Array): Promise<Outcome<UploadAnswer>>
  fetchFile(token: string, id: string, sizeBytes: number): Promise<Outcome<Uint8Array>>
  /** Server clock minus device clock, ms. Null: never measured. */
  clockOffsetMs(): number | null
  /** The device's clock may have jumped. */
  forgetClock(): void
}

/** `onReachable`: the server answered after it could not be reached. */
export function createServerLink(ports: LinkPorts, onReachable: () => void): ServerLink {
  const clock = createClockOffset()
  let wasUnreachable = false

  const asked = async (question: Question): Promise<Answer> => {
    const answer = await ask(ports, question)
    const isUnreachable = !answer.ok && answer.failure.kind === 'unreachable'
    if (wasUnreachable && !isUnreachable) onReachable()
    wasUnreachable = isUnreachable
    return answer
  }

  const askJson = async <Value>(
    question: Omit<Question, 'accepts' | 'maxBytes'>,
    schema: z.ZodType<Value>,
    nowOf: (value: Value) => number | null,
  ): Promise<Outcome<Value>> => {
    const answer = await asked({ ...question, accepts: ['application/json'], maxBytes: 4 * MB })
    if (!answer.ok) return answer
    const parsed = schema.safeParse(parseJson(answer.bytes))
    if (!parsed.success) return damaged(`The answer of ${question.path} is not of the documented shape.`, true)
    measure(answer, nowOf(parsed.data))
    return { ok: true, value: parsed.data }
  }

  const measure = (answer: Omit<ClockSample, 'serverNow'>, serverNow: number | null): void => {
    if (serverNow !== null) clock.add({ askedAt: answer.askedAt, roundTripMs: answer.roundTripMs, serverNow })
  }

  return {
    info: () => askJson({ method: 'GET', path: '/api/v1/server', timeoutMs: SHORT_TIMEOUT_MS }, serverInfo, () => null),
    signIn: (body) =>
      askJson(
        { method: 'POST', path: '/api/v1/auth/sign-in', body, timeoutMs: SIGN_IN_TIMEOUT_MS },
        signInResponse,
        ({ now }) => now,
      ),
    refresh: (refreshToken) =>
      askJson(
        { method: 'POST', path: '/api/v1/auth/refresh', body: { refreshToken }, timeoutMs: SIGN_IN_TIMEOUT_MS },
        signInResponse,
        ({ now }) => now,
      ),
    signOut: (token) =>
      askJson(
        { method: 'POST', path: '/api/v1/auth/sign-out', token, timeoutMs: SHORT_TIMEOUT_MS },
        z.unknown(),
        () => null,
      ),
    keyShare: (token, profileId, shareId) =>
      askJson(
        {
          method: 'POST',
          path: '/api/v1/auth/key-share',
          body: { profileId, shareId },
          token,
          timeoutMs: SIGN_IN_TIMEOUT_MS,
        },
        keyShareResponse,
        () => null,
      ),
    forgetShares: (token, profileId, except) =>
      askJson(
        {
          method: 'POST',
          path: '/api/v1/auth/key-share/forget',
          body: { profileId, except },
          token,
          timeoutMs: SHORT_TIMEOUT_MS,
        },
        z.unknown(),
        () => null,
      ),
    push: (token, body) =>
      askJson(
        { method: 'POST', path: '/api/v1/sync/push', body, token, timeoutMs: PUSH_TIMEOUT_MS },
        pushResponse,
        ({ now }) => now,
      ),
    presence: (token, body) =>
      askJson(
        { method: 'POST', path: '/api/v1/presence', body, token, timeoutMs: SHORT_TIMEOUT_MS },
        z.object({}).strict(),
        () => null,
      ),
    putPart: (token, { id, sizeBytes, sha256 }, at, bytes) =>
      askJson(
        {
          method: 'PUT',
          path: `/api/v1/files/${id}?size=${sizeBytes}&sha256=${sha256}&at=${at}`,
          bytes,
          token,
          timeoutMs: PART_TIMEOUT_MS,
        },
        uploadAnswer,
        () => null,
      ),
    async fetchFile(token, id, sizeBytes) {
      const answer = await asked({
        method: 'GET',
        path: `/api/v1/files/${id}`,
        token,
        timeoutMs: FETCH_TIMEOUT_MS,
        maxBytes: sizeBytes,
        accepts: ['application/octet-stream'],
      })
      return answer.ok ? { ok: true, value: answer.bytes } : answer
    },
    pull: pullAhead(
      (token, body) =>
        asked({
          method: 'POST',
          path: '/api/v1/sync/pull',
          body,
          token,
          timeoutMs: PULL_TIMEOUT_MS,
          maxBytes: 64 * MB,
          accepts: [PACKED_TYPE, LINES_TYPE],
        }),
      ports.after,
      measure,
    ),
    clockOffsetMs: clock.offsetMs,
    forgetClock: clock.forget,
  }
}

const damaged = (detail: string, isUnreadable: boolean): Outcome<never> => ({
  ok: false,
  failure: { kind: 'damaged', detail, isUnreadable },
})
