import { createParser } from 'eventsource-parser'
import type { Presence } from '../../../domain/people/presence.ts'
import { STREAM_DEAD_AFTER_MS, serverEvents } from '../../../protocol/events.ts'
import type { Cursor } from '../../../protocol/sync/pull.ts'
import { readJson } from './ask-server.ts'
import type { WebPorts } from './ports.ts'

type Listeners = {
  onPoke(heads: Cursor): void
  onPresence(presence: Presence): void
  onState(state: 'open' | 'closed'): void
}

const MIN_WAIT_MS = 1_000
const MAX_WAIT_MS = 60_000

/** Keeps the event stream open until it is stopped. Read through fetch, because EventSource does not notice a dead line. */
export function openWebStream(ports: WebPorts, listeners: Listeners): { stop(): void } {
  const isOver = new AbortController()
  const nap = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const stop = ports.after(ms, resolve)
      isOver.signal.addEventListener('abort', () => {
        stop()
        resolve()
      })
    })
  const run = async (): Promise<void> => {
    for (let failures = 0; !isOver.signal.aborted; failures++) {
      const end = await listen(ports, listeners, isOver.signal)
      if (end.wasOpen) {
        listeners.onState('closed')
        failures = 0
      }
      const ceiling = Math.min(MAX_WAIT_MS, MIN_WAIT_MS * 2 ** (failures + 1))
      await nap(end.retryMs ?? MIN_WAIT_MS + ports.random() * (ceiling - MIN_WAIT_MS))
    }
  }
  void run()
  return { stop: () => isOver.abort() }
}

async function listen(
  ports: WebPorts,
  { onPoke, onPresence, onState }: Listeners,
  isOver: AbortSignal,
): Promise<{ wasOpen: boolean; retryMs: number | null }> {
  const end: { wasOpen: boolean; retryMs: number | null } = { wasOpen: false, retryMs: null }
  const controller = new AbortController()
  const abort = () => controller.abort()
  isOver.addEventListener('abort', abort)
  let stopAlarm = ports.after(STREAM_DEAD_AFTER_MS, abort)
  try {
    const response = await ports.fetch('/api/v1/events', {
      headers: { accept: 'text/event-stream' },
      credentials: 'same-origin',
      cache: 'no-store',
      signal: controller.signal,
    })
    if (response.status !== 200 || response.body === null) return end
    const parser = createParser({
      onComment: () => onState('open'),
      onEvent({ event, data }) {
        const content = readJson(new TextEncoder().encode(data))
        if (event === 'hello' || event === 'poke') {
          const heads = serverEvents.poke.safeParse(content)
          if (event === 'hello') {
            end.wasOpen = true
            onState('open')
          }
          if (heads.success) onPoke(heads.data.heads)
        }
        if (event === 'presence') {
          const open = serverEvents.presence.safeParse(content)
          if (open.success) onPresence(open.data)
        }
        if (event === 'bye') end.retryMs = serverEvents.bye.safeParse(content).data?.retryMs ?? null
      },
    })
    const reader = response.body.getReader()
    const decoder = new TextDecoder()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return end
      stopAlarm()
      stopAlarm = ports.after(STREAM_DEAD_AFTER_MS, abort)
      parser.feed(decoder.decode(value, { stream: true }))
    }
  } catch {
    return end
  } finally {
    stopAlarm()
    isOver.removeEventListener('abort', abort)
    controller.abort()
  }
}
