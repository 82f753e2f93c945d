import type { Failure } from '../../protocol/bridge-kit.ts'
import { classifyRefusal } from '../../protocol/classify-refusal.ts'

/** What the link takes from outside. */
export type LinkPorts = {
  fetch(address: string, init: RequestInit): Promise<Response>
  serverUrl: string
  /** The device's clock, ms since 1970. */
  now(): number
  /** A clock that never jumps, ms. */
  monotonicMs(): number
  /** 0 to 1. */
  random(): number
  /** Returns the way to stop. */
  after(ms: number, run: () => void): () => void
  report(message: string): void
}

export type Question = {
  method: 'GET' | 'POST' | 'PUT'
  path: string
  /** Goes as JSON. */
  body?: unknown
  /** Goes as it is, instead of a body. */
  bytes?: Uint8Array
  token?: string
  timeoutMs: number
  maxBytes: number
  /** Types of answers, the one that is liked most first. */
  accepts: readonly string[]
}

export type Answer =
  | { ok: true; bytes: Uint8Array; askedAt: number; roundTripMs: number }
  | { ok: false; failure: Failure }

/** One question to the server over HTTP. Whatever can happen comes back as data. */
export async function ask(ports: LinkPorts, question: Question): Promise<Answer> {
  const controller = new AbortController()
  const stop = ports.after(question.timeoutMs, () => controller.abort())
  const askedAt = ports.now()
  const started = ports.monotonicMs()
  try {
    const response = await ports.fetch(new URL(question.path, ports.serverUrl).href, {
      method: question.method,
      headers: headersOf(question),
      // A redirect is a captive portal's or an attacker's: the token must not follow it.
      redirect: 'error',
      signal: controller.signal,
      ...(question.body === undefined ? {} : { body: JSON.stringify(question.body) }),
      ...(question.bytes === undefined ? {} : { body: new Uint8Array(question.bytes) }),
    })
    const bytes = await readBody(response, question.maxBytes, controller)
    if (bytes === 'too-large')
      return { ok: false, failure: { kind: 'damaged', detail: `More than ${question.maxBytes} bytes came.` } }
    if (response.status !== 200) {
      const failure = classifyRefusal(response.status, parseJson(bytes), response.headers.get('retry-after'))
      return { ok: false, failure }
    }
    const type = response.headers.get('content-type') ?? ''
    if (!question.accepts.some((each) => type.startsWith(each)))
      return unreachable(`an answer of type "${type}"; no Evenkeel server`)
    return { ok: true, bytes, askedAt, roundTripMs: ports.monotonicMs() - started }
  } catch (error) {
    return unreachable(
      controller.signal.aborted
        ? `no answer within ${question.timeoutMs / 1_000} s`
        : error instanceof Error
          ? error.message
          : String(error),
    )
  } finally {
    stop()
  }
}

const unreachable = (detail: string): Answer => ({ ok: false, failure: { kind: 'unreachable', detail } })

const headersOf = ({ accepts, body, bytes, token }: Question): Record<string, string> => ({
  accept: accepts.join(', '),
  ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  ...(bytes === undefined ? {} : { 'content-type': 'application/octet-stream' }),
  ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
})

async function readBody(
  response: Response,
  maxBytes: number,
  controller: AbortController,
): Promise<Uint8Array | 'too-large'> {
  if (response.body === null) return new Uint8Array()
  const parts: Uint8Array[] = []
  let size = 0
  const reader = response.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > maxBytes) {
      controller.abort()
      return 'too-large'
    }
    parts.push(value)
  }
  return new Uint8Array(Buffer.concat(parts))
}

/** Undefined: no JSON. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
