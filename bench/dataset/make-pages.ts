import type { DeliveryRecord } from '../../domain/cases/delivery.ts'
import type { EntityKind, EntityOf } from '../../domain/mutations/entities.ts'
import type { QueueRecord } from '../../domain/people/person.ts'
import { caseOfRecord } from '../../domain/mutations/entities.ts'
import type { PullHeader } from '../../protocol/sync/pull.ts'
import type { FeedPage } from '../../server/sync/pull.ts'
import { PULL_LARGEST_BYTES, PULL_LARGEST_ROWS } from '../../protocol/limits.ts'
import type { MessageRow, Rows } from './logical-rows.ts'
import type { Dataset } from './make-dataset.ts'
import { ME, NEWEST, QUEUES } from './make-dataset.ts'

const SHARD = '0'
export const EPOCH = 'bench'
const SCOPES = [`me:${ME}`, 'shared', `assigned:${ME}`, ...QUEUES.map((id) => `queue:${id}`)].toSorted()
const HOUR_MS = 3_600_000
const ALWAYS = Array.from({ length: 7 }, () => [{ fromMinute: 0, toMinute: 1_440 }])
/** So many cases share one number of the feed, as in a new tenant (`server/store/insert-world.ts`). */
const CASES_PER_NUMBER = 20

export const queueRecords: QueueRecord[] = QUEUES.map((id) => ({
  id,
  name: id === 'orders' ? 'Orders' : 'Returns',
  teamIds: [],
  sla: {
    calendar: { zone: 'UTC', week: ALWAYS, holidays: [] },
    replyWithinMs: { email: 4 * HOUR_MS, chat: 120_000, phone: 600_000 } as QueueRecord['sla']['replyWithinMs'],
    riskFromMs: 900_000 as QueueRecord['sla']['riskFromMs'],
  },
}))

/** The pages of the feed that bring a new desk all of it, as the server reads them to be written. Answers the last number. */
export function makePages(dataset: Dataset, write: (page: FeedPage) => void): { pages: number; seq: number } {
  const pen = pagePen(0, write)
  for (const { id, name } of dataset.agents) pen.row('person', { id, name, role: 'agent', teamIds: [] }, ['shared'])
  for (const queue of queueRecords) pen.row('queue', queue, ['shared'])
  pen.number()
  const customers = new Map(dataset.customers.map((customer) => [customer.id, customer]))
  for (const [at, kase] of dataset.cases.entries()) {
    const tags = [`queue:${kase.queueId}`, `assigned:${kase.assigneeId}`, `case:${kase.id}`]
    const customer = customers.get(kase.customerId)
    if (customer !== undefined) pen.row('customer', customer, tags)
    customers.delete(kase.customerId)
    pen.row('case', kase, tags)
    for (const message of dataset.messagesOf(at)) pen.message(message, tags)
    if ((at + 1) % CASES_PER_NUMBER === 0) pen.number()
  }
  // Those without a case would not be in anybody's sight; here they are, so that all hold the same.
  for (const customer of customers.values()) {
    pen.row('customer', customer, ['shared'])
    pen.number()
  }
  return pen.end()
}

/** One page with the changes of one moment. */
export function makeDeltaPage(dataset: Dataset, { cases, customers, messages }: Rows, seq: number): FeedPage {
  const pages: FeedPage[] = []
  const pen = pagePen(seq, (page) => pages.push(page))
  const home = new Map(dataset.cases.map((kase) => [kase.id, `queue:${kase.queueId}`]))
  for (const kase of cases) pen.row('case', kase, [`queue:${kase.queueId}`, `case:${kase.id}`])
  for (const customer of customers) pen.row('customer', customer, ['shared'])
  for (const message of messages) pen.message(message, [home.get(message.caseId) ?? 'shared', `case:${message.caseId}`])
  pen.number()
  pen.end()
  const [page, more] = pages
  if (page === undefined || more !== undefined) throw new Error('A delta must fit into one page.')
  return page
}

/** Writes rows down and cuts pages between two numbers, as the server does. */
function pagePen(from: number, write: (page: FeedPage) => void) {
  let seq = from
  let pages = 0
  let lines: FeedPage['lines'] = []
  let bytes = 0
  let batch: FeedPage['lines'] = []
  let base = from
  const row = <Kind extends EntityKind>(e: Kind, d: EntityOf[Kind], s: readonly string[]) => {
    const line = JSON.stringify({ t: 'row', e, id: d.id, shard: SHARD, seq: seq + 1, rev: 1, s, d })
    const caseId = caseOfRecord(e, d.id, { ...d })
    batch.push({ seq: seq + 1, line, entity: e, id: d.id, case_id: caseId, is_plain: true })
  }
  const cut = (more: boolean) => {
    const at = (number: number) => (number === 0 ? {} : { [SHARD]: number })
    const header: PullHeader = {
      t: 'header',
      reqId: String(pages),
      epoch: EPOCH,
      base: at(base),
      head: at(seq),
      aclVersion: '1',
      scopes: SCOPES,
      lmid: 0,
      now: NEWEST,
      minIntervalMs: 0,
    }
    write({ header, lines, footer: { cursor: at(seq), scopes: SCOPES, backfill: null, more } })
    pages++
    lines = []
    bytes = 0
    base = seq
  }
  const number = () => {
    if (batch.length === 0) return
    const size = batch.reduce((sum, { line }) => sum + Buffer.byteLength(line) + 1, 0)
    if (lines.length > 0 && (lines.length + batch.length > PULL_LARGEST_ROWS || bytes + size > PULL_LARGEST_BYTES))
      cut(true)
    seq++
    lines.push(...batch)
    bytes += size
    batch = []
  }
  return {
    row,
    message({ delivery, sentAt, ...message }: MessageRow, tags: readonly string[]) {
      row('message', message, tags)
      if (delivery !== 'sent') return
      const sent: DeliveryRecord = { id: message.id, caseId: message.caseId, state: 'sent', sentAt, failure: null }
      row('delivery', sent, tags)
    },
    number,
    end() {
      number()
      cut(false)
      return { pages, seq }
    },
  }
}
