import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Attachment } from '../../domain/cases/attachment.ts'
import type { CaseId, MessageId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { PART_BYTES } from '../../protocol/attachment.ts'
import { type Connector, deliverDue, mailbox } from '../../server/deliver.ts'
import { LOOSE_KEPT_MS, sweepFiles } from '../../server/files/sweep-files.ts'
import { someMutation } from '../support/records.ts'
import { type SomeFile, someFile } from '../support/some-file.ts'
import type { TestServer } from '../support/test-server.ts'
import { startTestServer } from '../support/test-server.ts'
import { connect, errorOf } from '../support/wire.ts'

let server: TestServer
let ana: Awaited<ReturnType<typeof connect>>
beforeEach(async () => {
  server = await startTestServer()
  ana = await connect(server, 'ana')
})
afterEach(() => server.stop())

const ORDERS = 'c-orders-0' as CaseId
const RETURNS = 'c-returns-0' as CaseId
let made = 0
const reply = (attachments: Attachment[], caseId: CaseId = ORDERS, messageId = `r-${++made}`) =>
  someMutation(
    'reply.send',
    { caseId, messageId: messageId as MessageId, body: 'The label is attached.', channel: 'email', attachments },
    { pre: { lastPublicOrdinal: 2 } },
  )
const put = (
  who: { authorization: Record<string, string> },
  { id, sizeBytes, sha256 }: Attachment,
  at: number,
  bytes: Uint8Array,
) =>
  server.fetch(`/api/v1/files/${id}?size=${sizeBytes}&sha256=${sha256}&at=${at}`, {
    method: 'PUT',
    body: new Uint8Array(bytes),
    headers: { 'content-type': 'application/octet-stream', ...who.authorization },
  })
/** Brings a file as a desk does, part by part; answers what the server said last. */
async function bring({ bytes, attachment }: SomeFile, who = ana) {
  let answer: unknown = null
  for (let at = 0; at < bytes.length; at += PART_BYTES) {
    const response = await put(who, attachment, at, bytes.subarray(at, at + PART_BYTES))
    answer = await response.json()
  }
  return answer
}
const fetchFile = (who: { authorization: Record<string, string> }, id: string) =>
  server.fetch(`/api/v1/files/${id}`, { headers: who.authorization })
const countOf = async (table: string) => (await server.db.query(`select 1 from ${table}`)).length

describe('a file that a desk brings', () => {
  it('is there when its last part is, and a part brought twice changes nothing', async () => {
    const { bytes, attachment } = someFile(PART_BYTES + 10)
    const first = bytes.subarray(0, PART_BYTES)
    expect(await (await put(ana, attachment, 0, first)).json()).toEqual({ received: PART_BYTES, isComplete: false })
    expect(await (await put(ana, attachment, 0, first)).json()).toEqual({ received: PART_BYTES, isComplete: false })
    expect(await (await put(ana, attachment, 0, new Uint8Array())).json()).toMatchObject({ received: PART_BYTES })
    const last = () => put(ana, attachment, PART_BYTES, bytes.subarray(PART_BYTES))
    expect(await (await last()).json()).toEqual({ received: PART_BYTES + 10, isComplete: true })
    expect(await (await last()).json()).toEqual({ received: PART_BYTES + 10, isComplete: true })
    expect(await countOf('file_parts')).toBe(2)
  })

  it('is begun anew where its bytes are not those that were announced', async () => {
    const { bytes, attachment } = someFile(100)
    const wrong = bytes.toReversed()
    wrong[0] = 1
    expect(await (await put(ana, attachment, 0, wrong)).json()).toEqual({ received: 0, isComplete: false })
    expect(await countOf('file_parts')).toBe(0)
    expect(await bring({ bytes, attachment })).toEqual({ received: 100, isComplete: true })
  })

  it('is refused where more comes than was announced', async () => {
    const { bytes, attachment } = someFile(100)
    const answer = await put(ana, { ...attachment, sizeBytes: 99 }, 0, bytes)
    expect(await errorOf(answer)).toMatchObject({ status: 413, code: 'too_large' })
  })

  it('is refused above 20 MB, before a byte of it is kept', async () => {
    const { bytes, attachment } = someFile(100)
    const answer = await put(ana, { ...attachment, sizeBytes: 20 * 1_024 * 1_024 + 1 }, 0, bytes)
    expect(await errorOf(answer)).toMatchObject({ status: 400, code: 'malformed' })
    expect(await countOf('files')).toBe(0)
  })

  it('is refused in parts that are too large', async () => {
    const { bytes, attachment } = someFile(PART_BYTES + 1)
    expect(await errorOf(await put(ana, attachment, 0, bytes))).toMatchObject({ status: 413, code: 'too_large' })
  })

  it('is refused where it is a program, whatever it is called', async () => {
    const { bytes, attachment } = someFile(100)
    bytes.set([0x4d, 0x5a])
    expect(await errorOf(await put(ana, attachment, 0, bytes))).toMatchObject({ status: 400, code: 'malformed' })
  })

  it('is refused from those who may not answer customers, and from nobody at all', async () => {
    const { bytes, attachment } = someFile()
    const tom = await connect(server, 'tom')
    expect(await errorOf(await put(tom, attachment, 0, bytes))).toMatchObject({ status: 403, code: 'forbidden' })
    expect(await errorOf(await put({ authorization: {} }, attachment, 0, bytes))).toMatchObject({ status: 401 })
  })

  it('is nobody else’s to change or to add to', async () => {
    const file = someFile()
    await bring(file)
    const ben = await connect(server, 'ben')
    const answer = await put(ben, file.attachment, 0, file.bytes)
    expect(await errorOf(answer)).toMatchObject({ status: 403, code: 'forbidden' })
    const other = { ...file.attachment, sha256: someFile(5).attachment.sha256 }
    expect(await errorOf(await put(ana, other, 0, file.bytes))).toMatchObject({ status: 403, code: 'forbidden' })
  })
})

describe('a reply with a file', () => {
  it('is taken once its bytes are there, and says what goes with it', async () => {
    const file = someFile()
    await bring(file)
    expect((await ana.push([{ n: 1, mutation: reply([file.attachment]) }])).verdicts).toMatchObject([
      { status: 'applied' },
    ])
    const { changes } = await ana.pullAll()
    const shown = changes.flatMap((each) => (each.t === 'row' && each.e === 'message' ? [each.d] : []))
    expect(shown.filter((each) => each?.['attachments'])).toMatchObject([{ attachments: [file.attachment] }])
  })

  it('spends no number while they are missing, and holds what stands behind it until the desk sends again', async () => {
    const file = someFile()
    const mutation = reply([file.attachment])
    const status = someMutation('case.setStatus', { caseId: RETURNS, status: 'pending' })
    const late = { n: 2, mutation }
    const answer = await ana.push([
      { n: 1, mutation: someMutation('case.claim', { caseId: RETURNS }) },
      late,
      { n: 3, mutation: status },
    ])
    expect(answer.verdicts).toMatchObject([
      { status: 'applied', n: 1 },
      { status: 'files', n: 2, missing: [file.attachment.id] },
    ])
    expect(answer.lmid).toBe(1)
    // The desk goes on with what stood behind it, under the number that is free.
    expect((await ana.push([{ n: 2, mutation: status }])).verdicts).toMatchObject([{ status: 'applied' }])
    await bring(file)
    const again = { n: 3, mutation }
    expect((await ana.push([again])).verdicts).toMatchObject([{ status: 'applied' }])
    expect((await ana.push([again])).verdicts).toMatchObject([{ status: 'applied' }])
    expect(await server.db.query('select 1 from messages where mutation_id = $1', [mutation.id])).toHaveLength(1)
  })

  it.each([
    ['half of it', async (file: SomeFile) => void (await put(ana, file.attachment, 0, file.bytes.subarray(0, 9)))],
    [
      'other bytes under its id',
      async ({ attachment }: SomeFile) => void (await bring(someFile(7, { id: attachment.id }))),
    ],
    ['the same from somebody else', async (file: SomeFile) => void (await bring(file, await connect(server, 'ben')))],
  ])('is not taken with %s', async (_what, prepare) => {
    const file = someFile()
    await prepare(file)
    const { verdicts } = await ana.push([{ n: 1, mutation: reply([file.attachment]) }])
    expect(verdicts).toMatchObject([{ status: 'files', missing: [file.attachment.id] }])
    expect(await server.db.query(`select 1 from messages where body like 'The label%'`)).toEqual([])
  })

  it('is refused where the file is one of another message', async () => {
    const file = someFile()
    await bring(file)
    const { verdicts } = await ana.push([
      { n: 1, mutation: reply([file.attachment]) },
      { n: 2, mutation: reply([file.attachment], RETURNS) },
    ])
    expect(verdicts).toMatchObject([{ status: 'applied' }, { status: 'rejected', code: 'attachment' }])
    expect(await server.db.query('select case_id from files')).toEqual([{ case_id: ORDERS }])
  })

  it('is refused with a program, by name', async () => {
    const file = someFile(20, { name: 'setup.exe' })
    await bring(file)
    expect((await ana.push([{ n: 1, mutation: reply([file.attachment]) }])).verdicts).toMatchObject([
      { status: 'rejected', code: 'attachment' },
    ])
  })
})

describe('a file of a message', () => {
  it('is fetched by all who may read the case, byte for byte, and by nobody else', async () => {
    const file = someFile(PART_BYTES * 2 + 77)
    await bring(file)
    const { id } = file.attachment
    // Brought, but in no message yet.
    expect(await errorOf(await fetchFile(ana, id))).toMatchObject({ status: 404, code: 'not_found' })
    await ana.push([{ n: 1, mutation: reply([file.attachment], RETURNS) }])
    for (const login of ['ana', 'chie', 'lea', 'quinn']) {
      const answer = await fetchFile(await connect(server, login), id)
      expect(answer.status, login).toBe(200)
      expect(answer.headers.get('content-type')).toBe('application/octet-stream')
      expect(answer.headers.get('content-disposition')).toBe('attachment')
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(file.bytes)), login).toBe(true)
    }
    // Ben has other queues, Tom too; Ada looks after machines.
    for (const login of ['ben', 'tom', 'ada']) {
      const answer = await fetchFile(await connect(server, login), id)
      expect(await errorOf(answer), login).toMatchObject({ status: 404, code: 'not_found' })
    }
    expect((await fetchFile({ authorization: {} }, id)).status).toBe(401)
  })

  it('leaves the house with the mail, once, and the outside can fetch it', async () => {
    const file = someFile(PART_BYTES + 5)
    await bring(file)
    await ana.push([{ n: 1, mutation: reply([file.attachment], ORDERS, 'r-out') }])
    const outside = mailbox(server.db, () => server.clock.now)
    const endsTooEarly: Connector = {
      ...outside,
      async deliver(message) {
        await outside.deliver(message)
        throw new Error('The process ends here.')
      },
    }
    await expect(deliverDue(server.db, endsTooEarly, () => server.clock.now)).rejects.toThrow('ends here')
    await deliverDue(server.db, outside, () => server.clock.now)
    expect(await server.db.query('select message_id, name, media_type from outbound_files')).toEqual([
      { message_id: 'r-out', name: 'Return label.pdf', media_type: 'application/pdf' },
    ])
    const key = { authorization: 'Bearer connector-key-of-the-tests' }
    const sent = await (await server.fetch('/api/v1/connect/small/sent?after=0', { headers: key })).json()
    expect(sent).toMatchObject({ messages: [{ messageId: 'r-out', attachments: [file.attachment] }] })
    const path = `/api/v1/connect/small/sent/r-out/files/${file.attachment.id}`
    const fetched = await server.fetch(path, { headers: key })
    expect(Buffer.from(await fetched.arrayBuffer()).equals(Buffer.from(file.bytes))).toBe(true)
    expect((await server.fetch(path, { headers: ana.authorization })).status).toBe(401)
  })

  it('holds its mail back where a part of it is gone from here, and no other mail', async () => {
    const file = someFile(PART_BYTES + 5)
    await bring(file)
    await ana.push([
      { n: 1, mutation: reply([file.attachment], ORDERS, 'r-damaged') },
      { n: 2, mutation: reply([], RETURNS, 'r-whole') },
    ])
    await server.db.query('delete from file_parts where at > 0')
    const outside = mailbox(server.db, () => server.clock.now)
    await deliverDue(server.db, outside, () => server.clock.now)
    expect(await server.db.query('select message_id from outbound_mail')).toEqual([{ message_id: 'r-whole' }])
    expect(await server.db.query(`select d ->> 'failure' as why from deliveries where state = 'failed'`)).toEqual([
      { why: expect.stringContaining('Attach it to a new reply') },
    ])
  })
})

describe('what was brought and never sent', () => {
  it('is swept after a week; what a message has stays', async () => {
    const [sent, loose] = [someFile(), someFile()]
    await bring(sent)
    await bring(loose)
    await ana.push([{ n: 1, mutation: reply([sent.attachment]) }])
    expect(await sweepFiles(server.db, (server.clock.now + LOOSE_KEPT_MS) as EpochMs)).toBe(0)
    expect(await sweepFiles(server.db, (server.clock.now + LOOSE_KEPT_MS + 1) as EpochMs)).toBe(1)
    expect(await server.db.query('select id from files')).toEqual([{ id: sent.attachment.id }])
    expect(await countOf('file_parts')).toBe(1)
  })
})
