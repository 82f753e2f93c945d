import { describe, expect, it, vi } from 'vitest'
import { ask, type LinkPorts } from '../../electron/server-link/ask.ts'
import { openLiveStream, waitMs } from '../../electron/server-link/live-stream.ts'
import { createServerLink } from '../../electron/server-link/server-link.ts'
import { STREAM_DEAD_AFTER_MS } from '../../protocol/events.ts'
import { createWorld, json, refusal } from './link-kit.ts'

const question = {
  method: 'GET',
  path: '/api/v1/server',
  timeoutMs: 5_000,
  maxBytes: 1_000,
  accepts: ['application/json'],
} as const

/** Like a network that gives nothing until it is told to stop. */
const silence = (init: RequestInit): Promise<never> =>
  new Promise((_resolve, reject) => {
    init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
  })

describe('a question to the server', () => {
  it('is given up after its time', async () => {
    const world = createWorld(({ init }) => silence(init))
    const answer = ask(world.ports, question)
    world.pass(5_000)
    expect(await answer).toEqual({ ok: false, failure: { kind: 'unreachable', detail: 'no answer within 5 s' } })
  })

  it('is given up when the answer stops in the middle', async () => {
    const world = createWorld(({ init }) => {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"half":'))
          init.signal?.addEventListener('abort', () => controller.error(new Error('aborted')))
        },
      })
      return new Response(body, { headers: { 'content-type': 'application/json' } })
    })
    const answer = ask(world.ports, question)
    await vi.waitFor(() => expect(world.asked).toHaveLength(1))
    world.pass(5_000)
    expect(await answer).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
    expect(world.waiting()).toEqual([])
  })

  it('takes no more than its limit', async () => {
    const world = createWorld(() => json({ words: 'x'.repeat(2_000) }))
    expect(await ask(world.ports, question)).toMatchObject({ ok: false, failure: { kind: 'damaged' } })
  })

  it('knows a captive portal from a server', async () => {
    const html = { headers: { 'content-type': 'text/html' } }
    const world = createWorld(() => new Response('<h1>Welcome to the hotel</h1>', html))
    expect(await ask(world.ports, question)).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
  })

  it.each(['{"product":"other"}', '{', ''])('calls an answer of another shape damaged: %j', async (text) => {
    const world = createWorld(() => new Response(text, { headers: { 'content-type': 'application/json' } }))
    const link = createServerLink(world.ports, () => undefined)
    expect(await link.info()).toMatchObject({ ok: false, failure: { kind: 'damaged' } })
  })

  it('calls a cut page damaged and uses nothing of it', async () => {
    const ndjson = { headers: { 'content-type': 'application/x-ndjson' } }
    const world = createWorld(() => new Response('{"t":"header"}\n{"t":"row"', ndjson))
    const link = createServerLink(world.ports, () => undefined)
    expect(await link.pull('a1', {} as never)).toEqual({
      ok: false,
      failure: { kind: 'damaged', detail: 'The page is damaged: cut.', isUnreadable: false },
    })
  })
})

describe('the live stream', () => {
  /** One connection after the other, each written by the test. */
  function streams() {
    const open: { write(text: string): void; end(): void }[] = []
    let refuse: (() => Response) | null = null
    const world = createWorld(({ init }) => {
      if (refuse !== null) return refuse()
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          init.signal?.addEventListener('abort', () => {
            try {
              controller.error(new Error('aborted'))
            } catch {
              // It had ended.
            }
          })
          open.push({
            write: (text) => controller.enqueue(new TextEncoder().encode(text)),
            end: () => controller.close(),
          })
        },
      })
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
    })
    const heard: unknown[] = []
    const renew = vi.fn(async () => ({ ok: true, value: 'a2' }) as const)
    const start = (ports: LinkPorts = world.ports) =>
      openLiveStream({
        ...ports,
        token: async () => ({ ok: true, value: 'a1' }),
        renew,
        onRefused: (token, failure) => heard.push({ token, failure }),
        onPoke: (heads) => heard.push(heads),
        onPresence: () => {},
        onState: (state) => heard.push(state),
      })
    const nth = (n: number) => vi.waitFor(() => expect(open.length).toBe(n)).then(() => open[n - 1]!)
    const refuseWith = (answer: (() => Response) | null) => {
      refuse = answer
    }
    return { world, heard, start, nth, open, renew, refuseWith }
  }
  const hello = 'event: hello\ndata: {"epoch":"e-1","heads":{"0":3}}\n\n'
  const poke = 'event: poke\ndata: {"heads":{"0":4}}\n\n'

  it('passes on greetings and news, however they are cut, and nothing that is malformed', async () => {
    const { heard, start, nth } = streams()
    const stream = start()
    const connection = await nth(1)
    for (const character of hello) connection.write(character)
    connection.write('event: poke\ndata: {"heads":7}\n\nevent: poke\ndata: {\n\nevent: other\ndata: {}\n\n')
    connection.write(`: beat\n\n${poke}`)
    await vi.waitFor(() => expect(heard).toEqual(['open', { '0': 3 }, 'open', { '0': 4 }]))
    stream.stop()
    await vi.waitFor(() => expect(heard.at(-1)).toBe('closed'))
  })

  it('is dead after 35 s of silence and comes back after a while', async () => {
    const { world, heard, start, nth, open } = streams()
    const stream = start()
    ;(await nth(1)).write(hello)
    await vi.waitFor(() => expect(heard).toHaveLength(2))
    world.pass(STREAM_DEAD_AFTER_MS - 1)
    expect(heard).toHaveLength(2)
    world.pass(1)
    await vi.waitFor(() => expect(heard.at(-1)).toBe('closed'))
    await vi.waitFor(() => expect(world.waiting()).toEqual([1_500]))
    expect(open).toHaveLength(1)
    world.pass(1_500)
    await nth(2)
    stream.stop()
  })

  it('comes back at once where the network was found again, and on a machine that woke up', async () => {
    const { world, start, nth, refuseWith } = streams()
    refuseWith(() => new Response('', { status: 502 }))
    const stream = start()
    await vi.waitFor(() => expect(world.waiting()).toEqual([5_000]))
    refuseWith(null)
    stream.nudge()
    ;(await nth(1)).write(hello)
    stream.restart()
    await nth(2)
    stream.stop()
  })

  it('renews a refused token and asks again, and is quiet when there is nobody', async () => {
    const { world, heard, start, renew, refuseWith, nth } = streams()
    refuseWith(() => refusal(401, 'token_expired'))
    const stream = start()
    await vi.waitFor(() => expect(renew).toHaveBeenCalledWith('a1'))
    await vi.waitFor(() => expect(world.waiting()).toEqual([500]))
    refuseWith(null)
    world.pass(500)
    await nth(1)
    stream.stop()
    refuseWith(() => refusal(403, 'account_disabled'))
    const count = world.asked.length
    const second = start()
    await vi.waitFor(() => expect(world.asked.length).toBe(count + 1))
    world.pass(10_000_000)
    expect(world.asked.length).toBe(count + 1)
    second.stop()
    // It asks no more, so it tells what it was told.
    await vi.waitFor(() =>
      expect(heard).toContainEqual({ token: 'a1', failure: { kind: 'account', code: 'account_disabled' } }),
    )
    expect(heard).not.toContainEqual(expect.objectContaining({ failure: { kind: 'auth' } }))
  })

  it('leaves in the order that the server asks for', async () => {
    const { world, heard, start, nth } = streams()
    const stream = start()
    ;(await nth(1)).write(`${hello}event: bye\ndata: {"retryMs":2000}\n\n`)
    await vi.waitFor(() => expect(heard.at(-1)).toBe('closed'))
    await vi.waitFor(() => expect(world.waiting()).toEqual([2_500]))
    stream.stop()
  })

  it('waits between one second and a doubling ceiling of a minute', () => {
    expect([0, 1, 2, 5, 20].map((n) => waitMs(n, 0))).toEqual([1_000, 1_000, 1_000, 1_000, 1_000])
    expect([0, 1, 2, 5, 20].map((n) => waitMs(n, 1))).toEqual([2_000, 4_000, 8_000, 60_000, 60_000])
  })
})
