import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CaseId, UserId } from '../../domain/kernel/ids.ts'
import { PRESENCE_ENDS_AFTER_MS } from '../../protocol/events.ts'
import { createPresence } from '../../server/presence.ts'
import { NOON } from '../support/records.ts'
import type { TestServer } from '../support/test-server.ts'
import { startTestServer } from '../support/test-server.ts'
import { connect } from '../support/wire.ts'

const ana = { id: 'u-ana' as UserId, name: 'Ana' }
const open = (state: 'viewing' | 'replying' = 'viewing') => ({
  caseId: 'c-1' as CaseId,
  scopes: ['queue:orders'],
  state,
})

describe('who has what open', () => {
  let now: number = NOON
  let sweep = () => {}
  const make = () => {
    now = NOON
    return createPresence({
      now: () => now as typeof NOON,
      every: (_, run) => {
        sweep = run
        return () => {}
      },
    })
  }

  it('is seen by those who may see the case, and by nobody else', () => {
    const room = make()
    room.say('t', ana, open())
    expect(room.seen('t', ['queue:orders']).entries).toMatchObject([{ name: 'Ana', state: 'viewing' }])
    expect(room.seen('t', null).entries).toHaveLength(1)
    expect(room.seen('t', ['queue:billing']).entries).toEqual([])
    expect(room.seen('other', null).entries).toEqual([])
  })

  it('ends when the desk falls silent, and its hearers are told', () => {
    const room = make()
    let told = 0
    room.say('t', ana, open())
    room.hear('t', () => told++)
    now += PRESENCE_ENDS_AFTER_MS - 1
    sweep()
    expect([told, room.seen('t', null).entries.length]).toEqual([0, 1])
    now += 1
    sweep()
    expect([told, room.seen('t', null).entries.length]).toEqual([1, 0])
  })

  it('is told once per change, not once per repetition [C5]', () => {
    const room = make()
    let told = 0
    room.hear('t', () => told++)
    room.say('t', ana, open())
    room.say('t', ana, open())
    expect(told).toBe(1)
    room.say('t', ana, open('replying'))
    room.say('t', ana, null)
    room.say('t', ana, null)
    expect(told).toBe(3)
  })

  it('knows the customer who types, for a few seconds', () => {
    const room = make()
    room.customerTypes('t', 'c-1' as CaseId, ['queue:orders'])
    expect(room.seen('t', ['queue:orders']).typing).toEqual(['c-1'])
    now += 6_000
    sweep()
    expect(room.seen('t', null).typing).toEqual([])
  })
})

describe('saying what one has open', () => {
  let server: TestServer
  beforeEach(async () => {
    server = await startTestServer()
  })
  afterEach(() => server.stop())

  /** Reads the stream until the presence event that `isIt` accepts. */
  async function hears(authorization: Record<string, string>, isIt: (data: string) => boolean): Promise<string> {
    const answer = await server.fetch('/api/v1/events', { headers: authorization })
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader()
    const decoder = new TextDecoder()
    let read = ''
    try {
      for (;;) {
        const { done, value } = await reader.read()
        if (done) throw new Error(`the stream ended: ${read}`)
        read += decoder.decode(value, { stream: true })
        for (const [, data = ''] of read.matchAll(/event: presence\ndata: (.*)\n/g)) if (isIt(data)) return data
      }
    } finally {
      await reader.cancel()
    }
  }

  it("reaches colleagues who may see the case, and shows nothing of a case out of one's sight [C5]", async () => {
    const [mine, ben, chie] = await Promise.all([
      connect(server, 'ana'),
      connect(server, 'ben'),
      connect(server, 'chie'),
    ])
    const say = (caseId: string) => server.post('/api/v1/presence', { caseId, state: 'replying' }, mine.authorization)
    expect((await say('c-orders-0')).status).toBe(200)
    expect(await hears(ben.authorization, (data) => data.includes('replying'))).toContain('Ana Ribeiro')
    expect(await hears(chie.authorization, () => true)).toBe('{"entries":[],"typing":[]}')
    // Ana does not work in billing: what she says of a case there is refused, and she is in none.
    expect((await say('c-billing-0')).status).toBe(404)
    expect(await hears(ben.authorization, () => true)).toBe('{"entries":[],"typing":[]}')
  })

  it('needs a sign-in', async () => {
    expect((await server.post('/api/v1/presence', { caseId: null, state: 'viewing' })).status).toBe(401)
  })
})
