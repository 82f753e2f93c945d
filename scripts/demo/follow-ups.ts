import type { CaseId, PromiseId, QueueId, UserId } from '../../domain/kernel/ids.ts'
import type { PromiseKind } from '../../domain/promises/promise.ts'
import type { StoredCase, StoredEntry } from '../../server/demo/stored-world.ts'
import { chosen, idOf, pick, shuffled } from './chance.ts'
import { personOf } from './people.ts'
import { reasonKey } from './reasons.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const byChance = (cases: readonly StoredCase[], why: string) => shuffled(cases, (kase) => `${why} ${kase.id}`)

type Ask = {
  /** Contact reasons of the cases it may come from; the first one is its own. */
  reasons: string[]
  queueId: 'finance' | 'logistics'
  subject: string
  note: string
  answer: string
  waitedMinutes: number | null
}
/** What our agents asked the other teams. waitedMinutes null: answered. */
const ASKS: Ask[] = [
  {
    queueId: 'finance',
    reasons: ['initiate-refund', 'refund-status', 'cancelled-but-charged', 'payment-failed'],
    subject: 'Refund above the limit',
    note: 'Customer is owed the whole order back, which is above what I may refund. Please release it.',
    answer: '',
    waitedMinutes: 222,
  },
  {
    queueId: 'finance',
    reasons: ['charged-twice', 'payment-failed', 'status-payment-method'],
    subject: 'Second charge on the card',
    note: 'Customer sees two charges for one order; our side shows one. Please check with the bank and tell me which one falls back.',
    answer: '',
    waitedMinutes: 140,
  },
  {
    queueId: 'finance',
    reasons: ['refund-status'],
    subject: 'Credit note not booked',
    note: 'Return received by the warehouse, credit note is missing. Please book it or tell me what you need.',
    answer: '',
    waitedMinutes: 48,
  },
  {
    queueId: 'finance',
    reasons: ['refund-status', 'status-payment-method'],
    subject: 'Gift card refund to another card',
    note: 'Paid by gift card which the customer has thrown away. May the refund go to their card on file?',
    answer: 'Yes, exception granted once. Booked to the card on file; it shows there in three working days.',
    waitedMinutes: null,
  },
  {
    queueId: 'finance',
    reasons: ['bad-price-yesterday', 'status-mystery-fee', 'status-payment-method'],
    subject: 'Price difference promised',
    note: 'The price fell the day after the order. A colleague promised the difference by phone; please confirm I may pay it.',
    answer: 'Confirmed, the promise is in the thread. Paid out today.',
    waitedMinutes: null,
  },
  {
    queueId: 'logistics',
    reasons: ['late-parcel', 'lost-parcel', 'shipping-status'],
    subject: 'Trace the parcel',
    note: 'No scan for four days. Please open a trace with the carrier; the customer needs it this week.',
    answer: '',
    waitedMinutes: 175,
  },
  {
    queueId: 'logistics',
    reasons: ['manage-cancel', 'wrong-item'],
    subject: 'Stop a parcel on its way',
    note: 'Customer cancelled after hand-over. Can the depot still stop it?',
    answer: '',
    waitedMinutes: 65,
  },
  {
    queueId: 'logistics',
    reasons: ['return-pickup', 'damaged-item', 'faulty-item'],
    subject: 'Collect a heavy return',
    note: 'Too heavy to bring to a shop. Please send two people, ground floor, afternoons only.',
    answer:
      'Collection is booked for the day after tomorrow, 13:00 to 17:00. The customer gets a message the evening before.',
    waitedMinutes: null,
  },
  {
    queueId: 'logistics',
    reasons: ['missing-item', 'late-parcel', 'parts-missing'],
    subject: 'Proof of delivery',
    note: 'Marked delivered, customer has nothing. Please get the signature and the place from the driver.',
    answer:
      'Signed by a neighbour two doors down; the picture is in the carrier portal. Please ask the customer to try there first.',
    waitedMinutes: null,
  },
]

/** Escalated cases: each beside the one that talks to the customer, with its own queue and clock. */
export function escalated(cases: readonly StoredCase[]): StoredCase[] {
  const free = byChance(cases, 'escalate').filter(
    (kase) => kase.status === 'pending' && 'daysAgo' in kase.when && kase.when.daysAgo >= 6 && kase.entries.length > 0,
  )
  return ASKS.map((ask, at) => {
    const fitting = free.findIndex((kase) => ask.reasons.includes(kase.reason ?? ''))
    const [parent] = free.splice(Math.max(0, fitting), 1)
    if (parent === undefined) throw new Error('Too few pending cases to escalate from.')
    const asker = parent.entries.findLast((entry) => entry.by !== 'customer')?.by ?? personOf('ana').id
    const id = idOf(`child ${parent.id}`) as CaseId
    parent.events.push({
      kind: 'escalated',
      by: asker,
      afterEntry: parent.entries.length - 1,
      detail: { queueId: ask.queueId, childId: id, subject: ask.subject },
    })
    const note: StoredEntry = { by: asker, text: ask.note, gapMs: 0, isNote: true }
    const answer: StoredEntry = { by: personOf('finn').id, text: ask.answer, gapMs: 3 * HOUR_MS, isNote: true }
    const isOpen = ask.waitedMinutes !== null
    return {
      ...parent,
      id,
      number: 0,
      subject: ask.subject,
      reason: reasonKey(ask.reasons[0] ?? 'other'),
      status: isOpen ? 'open' : 'solved',
      priority: 'normal',
      queueId: ask.queueId as QueueId,
      assigneeId: isOpen ? null : (personOf('finn').id as UserId),
      channel: 'email',
      tags: [],
      parentId: parent.id,
      when:
        ask.waitedMinutes !== null
          ? { entry: 0, workMs: ask.waitedMinutes * MINUTE_MS }
          : { daysAgo: 2 + (at % 3), minute: 9 * 60 + at * 20 },
      entries: isOpen ? [note] : [note, answer],
      contacts: [],
      promises: [],
      // Which case it came from is shown by its number, given when it is laid out.
      events: [{ kind: 'escalated-from', by: asker, afterEntry: 0, detail: { parentId: parent.id } }],
    }
  })
}

const AGAIN = [
  'Hi, I already wrote to you about {subject}, but I am not sure it went through, so here I am again. Any news?',
  'Hello, me again about {subject}. I used the form on the website this time, maybe that is faster.',
  'Sorry for writing twice, my first mail about {subject} bounced, I think.',
]

/** Cases that turned out to be about the same thing as another one of the same customer, and were taken in by it. */
export function merged(cases: readonly StoredCase[], count: number): StoredCase[] {
  const into = byChance(cases, 'merge').filter(
    (kase) => kase.status === 'pending' && kase.channel === 'email' && kase.parentId === null && 'daysAgo' in kase.when,
  )
  return into.slice(0, count).map((target, at) => {
    const id = idOf(`merged ${target.id}`) as CaseId
    const by = target.entries.findLast((entry) => entry.by !== 'customer')?.by ?? personOf('lea').id
    const when = target.when as { daysAgo: number; minute: number }
    const text = pick(`again ${target.id}`, AGAIN).replace(
      '{subject}',
      target.subject.replace(/^./, (first) => first.toLowerCase()),
    )
    target.events.push({ kind: 'merged-from', by, afterEntry: target.entries.length - 1, detail: { caseId: id } })
    return {
      ...target,
      id,
      number: 0,
      status: 'solved',
      assigneeId: by as UserId,
      channel: at % 3 === 0 ? 'chat' : 'email',
      tags: [],
      mergedIntoId: target.id,
      when: { daysAgo: Math.max(1, when.daysAgo - 1), minute: when.minute },
      entries: [{ by: 'customer', text, gapMs: 0 }],
      contacts: [],
      promises: [],
      events: [{ kind: 'merged', by, afterEntry: 0, detail: { intoId: target.id } }],
    }
  })
}

const WORDS: Record<PromiseKind, string[]> = {
  'call-back': ['Call back with what the carrier says', 'Call back once the warehouse has looked'],
  update: [
    'Write how the search for the parcel stands',
    'Send the new tracking number',
    'Tell whether the replacement is on its way',
  ],
  refund: ['Confirm that the refund was paid', 'Tell when the money will be on the card'],
  other: ['Send the return label again', 'Ask the maker about the guarantee'],
}
/** Due this morning: minutes from the start. */
const TODAY = [-25, -8, 18, 42, 75, 110, 150, 205, 240]
const LATER_OPEN = 16
const KEPT = 26
const DROPPED = 5

/** Promises: some due this morning, some in the next days, and what became of older ones. */
export function givePromises(cases: readonly StoredCase[]): void {
  const kinds = ['call-back', 'update', 'refund', 'other'] as const
  const answered = byChance(cases, 'promise').filter(
    (kase) =>
      kase.parentId === null &&
      kase.mergedIntoId === null &&
      kase.entries.some((entry) => entry.by !== 'customer' && entry.isNote !== true),
  )
  const resting = answered.filter((kase) => kase.status === 'pending' && kase.assigneeId !== null)
  const past = answered.filter((kase) => kase.status === 'solved')
  const make = (kase: StoredCase | undefined, dueInMs: number, state: 'open' | 'kept' | 'dropped') => {
    if (kase === undefined) throw new Error('Too few cases to promise something in.')
    const entry = kase.entries.findLastIndex((each) => each.by !== 'customer' && each.isNote !== true)
    const by = kase.entries[entry]?.by ?? ''
    const kind = pick(`promise ${kase.id}`, kinds)
    const words = pick(`words ${kase.id}`, WORDS[kind])
    const settledAfterMs = state === 'open' ? null : Math.round(dueInMs * (state === 'kept' ? 0.8 : 1.3))
    kase.promises.push({
      id: idOf(`promise ${kase.id}`) as PromiseId,
      kind,
      words,
      ownerId: by as UserId,
      state,
      entry,
      dueInMs,
      settledAfterMs,
    })
  }
  const ana = personOf('ana').id
  // Every other one of the morning is Ana's: hers is the desk that people see first.
  const hers = resting.filter((kase) => kase.assigneeId === ana)
  const others = resting.filter((kase) => kase.assigneeId !== ana)
  TODAY.forEach((minutes, at) => make((at % 2 === 0 ? hers : others).shift(), minutes * MINUTE_MS, 'open'))
  for (let at = 0; at < LATER_OPEN; at++)
    make((at % 8 === 0 ? hers : others).shift(), (1 + (at % 4)) * DAY_MS + (at - 8) * 20 * MINUTE_MS, 'open')
  for (let at = 0; at < KEPT + DROPPED; at++)
    make(past[at], (3 + chosen(`due ${at}`, 30)) * HOUR_MS, at < KEPT ? 'kept' : 'dropped')
}

/** Most of what rests is in nobody's hands: whoever is free takes it when the customer writes. Who promised keeps it. */
export function giveBack(cases: readonly StoredCase[]): void {
  for (const kase of cases) {
    const isKept =
      kase.promises.some((promise) => promise.state === 'open') ||
      kase.events.some((event) => event.kind === 'escalated')
    if (kase.status === 'pending' && !isKept && chosen(`kept ${kase.id}`, 8) > 0) kase.assigneeId = null
  }
}
