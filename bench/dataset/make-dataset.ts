import type { CaseRecord, CaseStatus } from '../../domain/cases/case.ts'
import type { CustomerRecord } from '../../domain/cases/customer.ts'
import { customerName } from '../../domain/cases/customer.ts'
import type { CaseId, CustomerId, MessageId, QueueId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { HOUR_MS } from '../../domain/kernel/time.ts'
import type { Dice } from './dice.ts'
import { makeDice } from './dice.ts'
import type { MessageRow } from './logical-rows.ts'
import type { Language, Texts } from './texts.ts'
import { makeTexts, TOPICS } from './texts.ts'

/** Raised when the same seed makes other rows than before, so that nobody compares with what an older one made. */
export const DATASET_VERSION = 2

/** The whole data set; `--quick` takes 5 % of each. */
export const WHOLE = { cases: 50_000, messages: 300_000, customers: 40_000 } as const
const AGENTS = 60
/** With fewer cases fewer agents, so that a page of the agent's own open cases is always full. */
const LEAST_AGENTS = 6
/** The newest moment in it. */
export const NEWEST: EpochMs = Date.UTC(2026, 5, 1) as EpochMs
/** Every fifth case is kept out of deltas and of the agent's own page: on these the agent acts. */
const ACTED = 5
const ACTED_AT = 3

/** Who works at the measured desk. */
export const ME = 'agent-0' as UserId
export const MY_NAME = 'Ana Ribeiro'
export const QUEUES = ['orders', 'returns'] as QueueId[]

export type Dataset = {
  cases: CaseRecord[]
  customers: CustomerRecord[]
  /** A case's messages, in the order they were written. */
  messagesOf(at: number): MessageRow[]
  agents: { id: UserId; name: string }[]
}

const DAY_MS = 24 * HOUR_MS
const FIRST_NAMES =
  'Anna Ben Chen Dora Emil Fumiko Greta Hiro Ida Jon Kei Lena Mei Nora Otto Paul Rosa Sven Taro Uma Vera Wei'.split(' ')
const STATUSES: readonly CaseStatus[] = [
  ...(['open', 'open', 'open', 'pending', 'pending'] as const),
  ...(['solved', 'solved', 'solved', 'closed', 'closed', 'closed', 'closed'] as const),
]
const isUnspaced = (language: Language) => language === 'ja' || language === 'zh'
const idAt = (prefix: string, at: number) => `${prefix}-${String(at).padStart(7, '0')}`
export const caseIdAt = (at: number) => idAt('case', at) as CaseId
export const customerIdAt = (at: number) => idAt('customer', at) as CustomerId
export const messageIdAt = (at: number) => idAt('message', at) as MessageId
export const isActedOn = (at: number) => at % ACTED === ACTED_AT

/** `share`: from above 0 to 1. The same share gives the same rows, byte for byte. */
export function makeDataset(share: number): Dataset {
  const count = (whole: number) => Math.max(1, Math.round(whole * share))
  const dice = makeDice(1)
  const texts = makeTexts(dice)
  const agents = Array.from({ length: Math.max(LEAST_AGENTS, Math.round(AGENTS * share)) }, (_, at) => ({
    id: `agent-${at}` as UserId,
    name: at === 0 ? MY_NAME : `${dice.pick(FIRST_NAMES)} ${texts.name(dice)}`,
  }))
  const customers = Array.from({ length: count(WHOLE.customers) }, (_, at) => makeCustomer(at, dice, texts))
  const lengths = new Uint16Array(count(WHOLE.cases))
  for (let left = count(WHOLE.messages); left > 0; left--) {
    const at = dice.below(lengths.length)
    lengths[at] = (lengths[at] ?? 0) + 1
  }
  const firstOf: number[] = []
  let before = 0
  for (const length of lengths) {
    firstOf.push(before)
    before += length
  }
  const languages: Language[] = []
  const cases = Array.from({ length: lengths.length }, (_, at): CaseRecord => {
    const language = texts.language(dice)
    languages.push(language)
    const openedAt = (NEWEST - Math.floor(dice.roll() * 180 * DAY_MS)) as EpochMs
    const status = dice.pick(STATUSES)
    const isWaiting = status === 'open'
    const isMine = dice.below(agents.length) === 0 && !isActedOn(at)
    const holder = agents[1 + dice.below(agents.length - 1)]
    return {
      id: caseIdAt(at),
      number: 100_000 + at,
      subject: texts.write(dice, language, isUnspaced(language) ? 14 + dice.below(14) : 30 + dice.below(40)),
      status,
      priority: dice.below(20) === 0 ? 'urgent' : 'normal',
      queueId: dice.pick(QUEUES),
      assigneeId: isMine ? ME : (holder?.id ?? ME),
      customerId: customerIdAt(dice.below(customers.length)),
      orderId: null,
      channel: dice.pick(['email', 'email', 'email', 'chat', 'phone'] as const),
      tags: [dice.pick(TOPICS), dice.pick(TOPICS)],
      openedAt,
      reason: null,
      waitingSince: isWaiting ? openedAt : null,
      parentId: null,
      escalations: [],
      mergedIntoId: null,
      replyDueAt: isWaiting ? ((openedAt + dice.below(5 * 86_400) * 1_000) as EpochMs) : null,
      lastCustomerMessageAt: lengths[at] === 0 ? null : openedAt,
      publicCount: lengths[at] ?? 0,
    }
  })
  const names = new Map(agents.map(({ id, name }) => [id, name]))
  const writers = new Map(customers.map((customer) => [customer.id, customerName(customer)]))

  return {
    agents,
    customers,
    cases,
    messagesOf(at) {
      const kase = cases[at] as CaseRecord
      const language = languages[at] ?? 'en'
      // Dice for each case, so that its thread can be written without those before it.
      const own = makeDice(1_000 + at)
      let next: number = kase.openedAt
      return Array.from({ length: lengths[at] ?? 0 }, (_, place): MessageRow => {
        const isReply = place % 2 === 1
        const characters = (isUnspaced(language) ? 0.45 : 1) * (60 - Math.log(1 - own.roll() * 0.98) * 290)
        const writtenAt = next as EpochMs
        next += 60_000 + own.below(DAY_MS / 2)
        const holder = kase.assigneeId ?? ME
        return {
          id: messageIdAt((firstOf[at] ?? 0) + place),
          caseId: kase.id,
          contactId: null,
          author: isReply
            ? { kind: 'agent', id: holder, name: names.get(holder) ?? '' }
            : { kind: 'customer', id: kase.customerId, name: writers.get(kase.customerId) ?? '' },
          visibility: 'public',
          channel: kase.channel,
          body: texts.write(own, language, characters),
          html: null,
          links: [],
          writtenAt,
          receivedAt: writtenAt,
          publicOrdinal: place + 1,
          delivery: isReply ? 'sent' : null,
          sentAt: isReply ? writtenAt : null,
        }
      })
    },
  }
}

export function makeCustomer(at: number, dice: Dice, texts: Texts): CustomerRecord {
  const givenName = dice.pick(FIRST_NAMES)
  const familyName = texts.name(dice)
  const country = dice.pick(['DE', 'GB', 'US', 'JP', 'CN'])
  return {
    id: customerIdAt(at),
    givenName,
    familyName,
    email: `${givenName}.${familyName}${at}@example.com`.toLowerCase(),
    address: {
      line1: `${1 + dice.below(200)} ${texts.name(dice)} Street`,
      line2: '',
      city: texts.name(dice),
      region: '',
      postcode: String(10_000 + dice.below(90_000)),
      country,
    },
    phone: `+49 ${dice.below(1_000_000_000)}`,
    since: (NEWEST - dice.below(1_000) * DAY_MS) as EpochMs,
    language: dice.pick(['en', 'de', 'ja', 'zh']),
    paymentMethods: [{ id: `card-${at}`, kind: 'card', brand: 'Visa', lastFour: String(1_000 + dice.below(9_000)) }],
    mergedIntoId: null,
    edits: [],
  }
}
