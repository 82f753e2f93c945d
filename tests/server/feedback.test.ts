import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CaseId, MessageId } from '../../domain/kernel/ids.ts'
import type { AuditRecord } from '../../domain/metrics/audit.ts'
import type { RatingRecord } from '../../domain/metrics/rating.ts'
import type { AuditAnswer, RatingAnswer } from '../../protocol/connect.ts'
import { planned, shiftOf } from '../support/metric-spans.ts'
import { NOON, someMutation } from '../support/records.ts'
import type { TestServer } from '../support/test-server.ts'
import { startTestServer } from '../support/test-server.ts'
import { connect, errorOf } from '../support/wire.ts'

let server: TestServer
beforeEach(async () => {
  server = await startTestServer()
})
afterEach(() => server.stop())

const handIn = (what: 'ratings' | 'audits', body: object) =>
  server.post(`/api/v1/connect/small/${what}`, body, { authorization: 'Bearer connector-key-of-the-tests' })
const taken = async <Answer>(answer: Response): Promise<Answer> => {
  if (answer.status !== 200) throw new Error(await answer.text())
  return (await answer.json()) as Answer
}
const rating = (change: object = {}) => ({
  externalId: 'survey-1',
  caseNumber: 48_000,
  contactId: null,
  score: 4,
  scale: 5,
  ...change,
})
const item = { name: 'Right outcome', weight: 5, score: 1_000, isCritical: true }
const audit = (change: object = {}) => ({
  externalId: 'audit-1',
  caseNumber: 48_000,
  login: 'ana',
  items: [item],
  ...change,
})

/** Ana answers the first case of the small shop and solves it. */
async function anaSolves() {
  const ana = await connect(server, 'ana')
  const caseId = 'c-orders-0' as CaseId
  const reply = { caseId, messageId: 'r-1' as MessageId, body: 'It left today.', channel: 'email' as const }
  const { verdicts } = await ana.push([
    { n: 1, mutation: someMutation('reply.send', reply, { pre: { lastPublicOrdinal: 2 } }) },
    { n: 2, mutation: someMutation('case.setStatus', { caseId, status: 'solved' }) },
  ])
  expect(verdicts).toMatchObject([{ status: 'applied' }, { status: 'applied' }])
  server.clock.now = (NOON + 3_600_000) as never
  return ana
}
const seenBy = async (login: string, kind: 'rating' | 'audit') => {
  const page = await (await connect(server, login, `looks-${login}-${kind}`)).pullAll()
  return page.changes.flatMap((each) => ('d' in each && each.e === kind ? [each.d as unknown] : []))
}

describe('a rating that a survey hands in', () => {
  it('is credited to who had solved the case, and seen by them and their lead alone [C54]', async () => {
    await anaSolves()
    const answer = await taken<RatingAnswer>(await handIn('ratings', rating()))
    expect(answer).toMatchObject({ caseId: 'c-orders-0', agentId: 'u-ana', isKnown: false })
    const [seen] = (await seenBy('ana', 'rating')) as RatingRecord[]
    expect(seen).toMatchObject({ id: answer.ratingId, score: 4, scale: 5, about: 'agent', at: NOON + 3_600_000 })
    expect(await seenBy('lea', 'rating')).toHaveLength(1)
    for (const other of ['ben', 'quinn', 'tora', 'ada']) expect(await seenBy(other, 'rating'), other).toEqual([])
  })

  it('is there once, however often and at once it is handed in', async () => {
    await anaSolves()
    const first = await taken<RatingAnswer>(await handIn('ratings', rating()))
    const again = await Promise.all([handIn('ratings', rating({ score: 1 })), handIn('ratings', rating())])
    for (const answer of again) expect(await taken(answer)).toEqual({ ...first, isKnown: true })
    expect(await seenBy('ana', 'rating')).toMatchObject([{ score: 4 }])
  })

  it('of a case that nobody had solved by then is nobody’s, and only a lead sees it', async () => {
    await anaSolves()
    expect(await taken<RatingAnswer>(await handIn('ratings', rating({ at: NOON - 1 })))).toMatchObject({
      agentId: null,
    })
    expect(await seenBy('ana', 'rating')).toEqual([])
    expect(await seenBy('lea', 'rating')).toMatchObject([{ agentId: null }])
  })

  it.each([
    ['a score above its scale', { score: 6 }, 400, 'score: The score is above the scale.'],
    ['no case and no contact', { caseNumber: null }, 400, 'caseNumber: Name the case by its number, or the contact.'],
    ['a scale of one', { score: 1, scale: 1 }, 400, /^scale: /],
    ['a half score', { score: 3.5 }, 400, /^score: /],
    ['an unknown case', { caseNumber: 1 }, 404, 'There is no case 1.'],
    ['an unknown contact', { contactId: 'k-9' }, 404, 'There is no such contact.'],
  ])('with %s is refused with what to do, and can be handed in again', async (_what, change, status, message) => {
    const error = await errorOf(await handIn('ratings', rating(change)))
    expect(error).toMatchObject({ status, error: { message: expect.stringMatching(message) } })
    expect((await handIn('ratings', rating())).status).toBe(200)
  })

  it('comes into the figures of the agent [C54]', async () => {
    await anaSolves()
    await handIn('ratings', rating({ score: 2 }))
    await handIn('ratings', rating({ externalId: 'survey-2', score: 9, scale: 10 }))
    await handIn('audits', audit())
    const shift = { id: 's-1', userId: 'u-ana', versions: [shiftOf([planned('contacts', '12:00-20:00')])] }
    await server.db.query(
      `insert into shifts (tenant, id, shard, tags, d) values ('small', 's-1', 0, array['me:u-ana'], $1)`,
      [JSON.stringify(shift)],
    )
    const told = await server.fetch('/api/v1/figures?userId=u-ana&shiftId=s-1', {
      headers: (await connect(server, 'ana', 'an-hour-later')).authorization,
    })
    const { figures } = (await told.json()) as { figures: { metric: string }[] }
    expect(figures.find(({ metric }) => metric === 'csat')).toMatchObject({
      numerator: 1,
      denominator: 2,
      standing: 'small-sample',
      beside: { sampleSize: 2 },
    })
    expect(figures.find(({ metric }) => metric === 'resolution-accuracy')).toMatchObject({ value: 1 })
  })
})

describe('an audit that is handed in', () => {
  it('is seen by whose work it is and their lead, once', async () => {
    const first = await taken<AuditAnswer>(await handIn('audits', audit()))
    expect(first).toMatchObject({ agentId: 'u-ana', isKnown: false })
    expect(await taken(await handIn('audits', audit()))).toEqual({ ...first, isKnown: true })
    expect((await seenBy('ana', 'audit')) as AuditRecord[]).toMatchObject([{ items: [item] }])
    expect(await seenBy('ben', 'audit')).toEqual([])
  })

  it.each([
    ['an unknown agent', { login: 'nobody' }, 404, 'Nobody signs in as "nobody".'],
    ['nothing that applied', { items: [{ ...item, score: null }] }, 400, /No item applied/],
    ['a weight of nothing', { items: [{ ...item, weight: 0 }] }, 400, /weight/],
  ])('with %s is refused with what is wrong', async (_what, change, status, message) => {
    const error = await errorOf(await handIn('audits', audit(change)))
    expect(error).toMatchObject({ status, error: { message: expect.stringMatching(message) } })
  })
})
