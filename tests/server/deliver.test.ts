import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeliveryRecord } from '../../domain/cases/delivery.ts'
import type { CaseId, MessageId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { type Connector, deliverDue, mailbox } from '../../server/deliver.ts'
import { NOON, someMutation } from '../support/records.ts'
import type { TestServer } from '../support/test-server.ts'
import { startTestServer } from '../support/test-server.ts'
import { connect } from '../support/wire.ts'

const LATER = (NOON + 5_000) as EpochMs
const messageId = 'r-1' as MessageId
let server: TestServer
let ana: Awaited<ReturnType<typeof connect>>
beforeEach(async () => {
  server = await startTestServer()
  ana = await connect(server, 'ana')
  const mutation = someMutation(
    'reply.send',
    { caseId: 'c-orders-0' as CaseId, messageId, body: 'It left today.', channel: 'email' },
    { pre: { lastPublicOrdinal: 2 } },
  )
  expect((await ana.push([{ n: 1, mutation }])).verdicts).toMatchObject([{ status: 'applied' }])
})
afterEach(() => server.stop())

const outside = () => mailbox(server.db, () => LATER)
const step = (connector: Connector = outside()) => deliverDue(server.db, connector, () => LATER)
const sentMail = () => server.db.query('select * from outbound_mail')
const deliveries = async () => {
  const { changes } = await ana.pullAll()
  return changes.flatMap((change) =>
    change.t === 'row' && change.e === 'delivery' && change.id === messageId ? [change.d as DeliveryRecord] : [],
  )
}

/** A connector that counts what is handed to it. */
function counting(connector: Connector) {
  const handed: string[] = []
  return {
    handed,
    deliver: async (message: Parameters<Connector['deliver']>[0]) => {
      handed.push(message.messageId)
      await connector.deliver(message)
    },
    probe: (id: string) => connector.probe(id),
  }
}
/** The process ends between handing the message over and noting that it was. */
const endsAfterHandingOver = (connector: Connector): Connector => ({
  ...connector,
  async deliver(message) {
    await connector.deliver(message)
    throw new Error('The process ends here.')
  },
})

describe('a reply that was accepted', () => {
  it('leaves the house once, to the customer, and the desk reads that it did', async () => {
    expect(await deliveries()).toMatchObject([{ state: 'queued', sentAt: null }])
    const { cursor } = (await ana.pullAll()).footer
    expect(await step()).toBe(1)
    expect(await step()).toBe(0)
    expect(await sentMail()).toEqual([
      {
        message_id: messageId,
        recipient: 'k-orders-0@example.com',
        subject: 'Parcel 0 of orders',
        body: 'It left today.',
        taken_at: LATER,
      },
    ])
    const news = await ana.pullAll({ cursor, scopes: (await ana.pullAll()).footer.scopes })
    expect(news.changes).toMatchObject([{ e: 'delivery', d: { state: 'sent', sentAt: LATER, failure: null } }])
  })

  it('is found outside after the server ended too early, and does not leave twice', async () => {
    const connector = counting(outside())
    await expect(step(endsAfterHandingOver(connector))).rejects.toThrow('The process ends here.')
    expect(await deliveries()).toMatchObject([{ state: 'sending', sentAt: null }])
    expect(await step(connector)).toBe(1)
    expect(connector.handed).toEqual([messageId])
    expect(await deliveries()).toMatchObject([{ state: 'sent', sentAt: LATER }])
    expect(await sentMail()).toHaveLength(1)
  })

  it('leaves after all when the outside never got it', async () => {
    const refuses: Connector = { ...outside(), deliver: () => Promise.reject(new Error('The cable is out.')) }
    await expect(step(refuses)).rejects.toThrow('The cable is out.')
    expect(await sentMail()).toHaveLength(0)
    expect(await step()).toBe(1)
    expect(await deliveries()).toMatchObject([{ state: 'sent' }])
    expect(await sentMail()).toHaveLength(1)
  })

  it('is left to a person when the outside cannot be asked', async () => {
    const silent = counting({ ...outside(), probe: async () => null })
    await expect(step(endsAfterHandingOver(silent))).rejects.toThrow('The process ends here.')
    await step(silent)
    expect(await deliveries()).toMatchObject([
      { state: 'unknown', sentAt: null, failure: expect.stringContaining('stopped') },
    ])
    expect(await step(silent)).toBe(0)
    expect(silent.handed).toEqual([messageId])
  })
})
