import type { Outcome } from '../../../protocol/bridge-kit.ts'
import { classifyRefusal } from '../../../protocol/classify-refusal.ts'
import type { LINES_TYPE } from '../../../protocol/sync/pull.ts'
import type { WebPorts } from './ports.ts'

export type WebQuestion = {
  method: 'GET' | 'POST'
  path: string
  body?: unknown
  csrf?: string
  timeoutMs: number
  accepts: 'application/json' | typeof LINES_TYPE | 'application/octet-stream'
}

export type WebAnswer = { bytes: Uint8Array<ArrayBuffer>; askedAt: number; roundTripMs: number }

/** One question to the server that served this page; the cookie goes along by itself. */
export async function askServer(ports: WebPorts, question: WebQuestion): Promise<Outcome<WebAnswer>> {
  const controller = new AbortController()
  const stop = ports.after(question.timeoutMs, () => controller.abort())
  const askedAt = ports.now()
  const started = ports.monotonicMs()
  try {
    const response = await ports.fetch(question.path, {
      method: question.method,
      headers: {
        accept: question.accepts,
        ...(question.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(question.csrf === undefined ? {} : { 'x-evenkeel-csrf': question.csrf }),
      },
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal: controller.signal,
      ...(question.body === undefined ? {} : { body: JSON.stringify(question.body) }),
    })
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (response.status !== 200) {
      const failure = classifyRefusal(response.status, readJson(bytes), response.headers.get('retry-after'))
      return { ok: false, failure }
    }
    const type = response.headers.get('content-type') ?? ''
    if (!type.startsWith(question.accepts)) return unreachable(`an answer of type "${type}"`)
    return { ok: true, value: { bytes, askedAt, roundTripMs: ports.monotonicMs() - started } }
  } catch (error) {
    return unreachable(String(error))
  } finally {
    stop()
  }
}

const unreachable = (detail: string): Outcome<never> => ({ ok: false, failure: { kind: 'unreachable', detail } })

/** Undefined: no JSON. */
export function readJson(bytes: Uint8Array<ArrayBuffer>): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
