import { createParser } from 'eventsource-parser'
import type { Presence } from '../../domain/people/presence.ts'
import type { Failure, Outcome } from '../../protocol/bridge-kit.ts'
import { STREAM_DEAD_AFTER_MS, serverEvents } from '../../protocol/events.ts'
import type { Cursor } from '../../protocol/sync/pull.ts'
import { type LinkPorts, parseJson } from './ask.ts'
import { classifyRefusal } from '../../protocol/classify-refusal.ts'

export type StreamPorts = LinkPorts & {
  token(): Promise<Outcome<string>>
  renew(refused: string): Promise<Outcome<string>>
  /** The server wants nothing to do with whoever has this token. It may be the last thing it is asked for a long while. */
  onRefused(token: string, failure: Failure): void
  onPoke(heads: Cursor): void
  onPresence(presence: Presence): void
  /** Also repeated at each sign of life, for pages that began to listen later. */
  onState(state: 'open' | 'closed'): void
}

export type LiveStream = {
  /** The network may be back: try now instead of at the planned moment. A running connection stays. */
  nudge(): void
  /** The running connection is worth nothing any more (the machine slept): a new one, now. */
  restart(): void
  stop(): void
}

type End = { why: 'bye'; retryMs: number } | { why: 'lost' } | { why: 'refused'; failure: Failure }

const MIN_WAIT_MS = 1_000
const MAX_WAIT_MS = 60_000

/** How long to wait after the n-th failure in a row (from 0): anywhere between a second and a doubling ceiling. */
export function waitMs(failures: number, random: number): number {
  const ceiling = Math.min(MAX_WAIT_MS, MIN_WAIT_MS * 2 ** (failures + 1))
  return Math.round(MIN_WAIT_MS + random * (ceiling - MIN_WAIT_MS))
}

/** Keeps one event stream open for as long as someone is signed in. */
export function openLiveStream(ports: StreamPorts): LiveStream {
  let isStopped = false
  let isImpatient = false
  let connection: AbortController | null = null
  let wake: (() => void) | null = null

  const nap = (ms: number | null): Promise<void> =>
    new Promise((resolve) => {
      const stop = ms === null ? () => undefined : ports.after(ms, () => wake?.())
      wake = () => {
        wake = null
        stop()
        resolve()
      }
      if (isStopped) wake()
    })

  const run = async (): Promise<void> => {
    let failures = 0
    while (!isStopped) {
      let wasOpen = false
      isImpatient = false
      const end = await listen(ports, setConnection, () => {
        wasOpen = true
        failures = 0
      })
      if (wasOpen) ports.onState('closed')
      if (isStopped) return
      if (isImpatient) failures = 0
      else if (end.why === 'bye') await nap(end.retryMs + ports.random() * MIN_WAIT_MS)
      // Without a sign-in there is nothing to wait for but the next sign-in, which brings a new stream.
      else if (end.why === 'refused' && ['auth', 'account'].includes(end.failure.kind)) await nap(null)
      else {
        const asked = end.why === 'refused' && end.failure.kind === 'overloaded' ? end.failure.retryAfterMs : 0
        await nap(Math.max(asked, waitMs(failures++, ports.random())))
      }
    }
  }
  const setConnection = (made: AbortController | null): void => {
    connection = made
    if (isStopped) made?.abort()
  }
  void run()

  return {
    nudge: () => wake?.(),
    restart() {
      isImpatient = true
      connection?.abort()
      wake?.()
    },
    stop() {
      isStopped = true
      connection?.abort()
      wake?.()
    },
  }
}

async function listen(
  ports: StreamPorts,
  setConnection: (made: AbortController | null) => void,
  opened: () => void,
): Promise<End> {
  const token = await ports.token()
  if (!token.ok) return { why: 'refused', failure: token.failure }
  const controller = new AbortController()
  setConnection(controller)
  let stopAlarm = (): void => undefined
  const alive = (): void => {
    stopAlarm()
    stopAlarm = ports.after(STREAM_DEAD_AFTER_MS, () => controller.abort())
  }
  alive()
  try {
    const response = await ports.fetch(new URL('/api/v1/events', ports.serverUrl).href, {
      headers: { accept: 'text/event-stream', authorization: `Bearer ${token.value}` },
      redirect: 'error',
      signal: controller.signal,
    })
    if (response.status !== 200 || response.body === null) {
      const body = parseJson(new Uint8Array(await response.arrayBuffer()))
      const failure = classifyRefusal(response.status, body, response.headers.get('retry-after'))
      if (failure.kind === 'account') ports.onRefused(token.value, failure)
      if (failure.kind !== 'auth') return { why: 'refused', failure }
      const renewed = await ports.renew(token.value)
      return renewed.ok ? { why: 'bye', retryMs: 0 } : { why: 'refused', failure: renewed.failure }
    }
    let bye: End | null = null
    const parser = createParser({
      onComment: () => ports.onState('open'),
      onEvent({ event, data }) {
        const content = parse(data)
        const hello = event === 'hello' ? serverEvents.hello.safeParse(content) : null
        if (hello?.success) {
          opened()
          ports.onState('open')
          ports.onPoke(hello.data.heads)
        }
        const poke = event === 'poke' ? serverEvents.poke.safeParse(content) : null
        if (poke?.success) ports.onPoke(poke.data.heads)
        const open = event === 'presence' ? serverEvents.presence.safeParse(content) : null
        if (open?.success) ports.onPresence(open.data)
        const said = event === 'bye' ? serverEvents.bye.safeParse(content) : null
        if (said?.success) bye = { why: 'bye', retryMs: said.data.retryMs }
      },
    })
    const reader = response.body.getReader()
    const decoder = new TextDecoder()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return bye ?? { why: 'lost' }
      alive()
      parser.feed(decoder.decode(value, { stream: true }))
      if (bye !== null) return bye
    }
  } catch {
    return { why: 'lost' }
  } finally {
    stopAlarm()
    controller.abort()
    setConnection(null)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
