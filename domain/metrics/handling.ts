import type { ContactRecord } from '../cases/contact.ts'
import type { TimeSpan } from '../agent-time/time-span.ts'
import { groupBy } from '../kernel/group-by.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { Figure, FigureLine } from './figure.ts'
import { figureOf, lineOf } from './figure.ts'
import type { MetricFrame } from './metric-policy.ts'
import { contactKeyOf, isConnected, isHandling } from './precedence.ts'
import type { ReasonCode } from './reason-codes.ts'
import type { Slice, Timeline } from './timeline.ts'
import { timelineOf } from './timeline.ts'
import { usableSpans } from './usable-spans.ts'

/** How an agent's time went into contacts. */
export type Handling = Timeline & {
  /** The contacts that were handled, each from the first moment at which agent and customer were connected. */
  contacts: { key: string; at: EpochMs; span: TimeSpan }[]
  /** Handling time that belongs to no handled contact. */
  leftOut: { span: TimeSpan; reason: ReasonCode }[]
}

/**
 * Sorts handling time by contact. A second of one contact counts once, however it was recorded; `won` is the union over
 * all contacts, `covered` what a contact had while another one had the agent as well.
 * @param isCounted which contacts are looked at, by all their spans
 */
export function handlingOf(
  spans: readonly TimeSpan[],
  isCounted: (ofContact: readonly TimeSpan[]) => boolean = () => true,
): Handling {
  const handling: Handling = { won: [], covered: [], contacts: [], leftOut: [] }
  const own: TimeSpan[] = []
  const worked = usableSpans(spans).filter((span) => isHandling(span.state) || span.state === 'ringing')
  for (const [key, those] of groupBy(worked, contactKeyOf)) {
    const first = key === null ? undefined : those.find((span) => isConnected(span.state))
    if (key === null || first === undefined) {
      const reason = key === null ? 'no-contact' : 'not-connected'
      handling.leftOut.push(...those.map((span) => ({ span, reason }) as const))
    } else if (isCounted(those)) {
      handling.contacts.push({ key, at: first.startsAt, span: first })
      const once = timelineOf(those.filter((span) => isHandling(span.state))).won
      for (const { from, to, span } of once) own.push({ ...span, startsAt: from, endsAt: to })
    }
  }
  own.sort((a, b) => a.startsAt - b.startsAt || (a.intervalId < b.intervalId ? -1 : 1))
  return { ...handling, ...timelineOf(own) }
}

const lineOfSlice = (
  { from, to, span }: Slice,
  numerator: number,
  denominator: number,
  reason: ReasonCode,
): FigureLine =>
  lineOf({
    from,
    to,
    toNumerator: numerator,
    toDenominator: denominator,
    bucket: 'handling',
    reason,
    intervalId: span.intervalId,
    recordId: contactKeyOf(span),
    state: span.state,
    source: span.source,
    isOffline: span.isOffline,
  })

const sliceOf = (span: TimeSpan): Slice => ({ from: span.startsAt, to: span.endsAt, span })

const leftOutLines = ({ leftOut }: Handling): FigureLine[] =>
  leftOut.map(({ span, reason }) => lineOfSlice(sliceOf(span), 0, 0, reason))

const contactLines = ({ contacts }: Handling): FigureLine[] =>
  contacts.map(({ key, at, span }) =>
    lineOf({
      from: at,
      to: at,
      toDenominator: 1,
      bucket: 'contact',
      reason: 'contact',
      recordId: key,
      intervalId: span.intervalId,
      state: span.state,
      source: span.source,
      isOffline: span.isOffline,
    }),
  )

const msOf = ({ from, to }: Slice): number => to - from

/** Handling time for each handled contact, as asked for. */
function aht(handling: Handling, metric: 'aht-session' | 'aht-effort' | 'aht-contact', frame: MetricFrame): Figure {
  const isEffort = metric === 'aht-effort'
  const counted = isEffort ? handling.won : [...handling.won, ...handling.covered]
  const holdMs = counted.filter(({ span }) => span.state === 'hold').reduce((sum, slice) => sum + msOf(slice), 0)
  const lines = [
    ...handling.won.map((slice) => lineOfSlice(slice, msOf(slice), 0, 'counts')),
    ...handling.covered.map((slice) => lineOfSlice(slice, isEffort ? 0 : msOf(slice), 0, 'shared')),
    ...contactLines(handling),
    ...leftOutLines(handling),
  ]
  return figureOf(metric, frame, lines, 'no-contacts', { beside: { holdMs } })
}

/** Whether the customer hung up while on hold. The contact was handled all the same. */
export function wasHungUpOnHold({
  endedAt,
  endedBy,
  holds,
}: Pick<ContactRecord, 'endedAt' | 'endedBy' | 'holds'>): boolean {
  const last = holds.at(-1)
  return endedAt !== null && endedBy === 'customer' && last !== undefined && (last.to === null || last.to >= endedAt)
}

/**
 * AHT of one agent: (talk + hold + consult + wrap-up) / contacts handled, own legs only. `session` adds up what overlaps
 * (what customers lived), `effort` takes the union (what the agent spent).
 * @param records the contacts, to tell who hung up while on hold
 */
export function handlingTime(
  spans: readonly TimeSpan[],
  frame: MetricFrame,
  kind: 'session' | 'effort',
  records: readonly ContactRecord[] = [],
): Figure {
  const handling = handlingOf(spans)
  const figure = aht(handling, `aht-${kind}`, frame)
  const keys = new Set(handling.contacts.map(({ key }) => key))
  const hungUpOnHold = records.filter((contact) => keys.has(contact.id) && wasHungUpOnHold(contact)).length
  return { ...figure, beside: { ...figure.beside, hungUpOnHold } }
}

/** AHT by contact: the legs of all agents who had it are added up, and it counts once. */
export function contactHandlingTime(legs: readonly (readonly TimeSpan[])[], frame: MetricFrame): Figure {
  const all = legs.map((spans) => handlingOf(spans))
  const contacts = new Map<string, Handling['contacts'][number]>()
  for (const contact of all.flatMap((leg) => leg.contacts)) {
    const known = contacts.get(contact.key)
    const isFirst =
      known === undefined ||
      contact.at < known.at ||
      (contact.at === known.at && contact.span.intervalId < known.span.intervalId)
    if (isFirst) contacts.set(contact.key, contact)
  }
  const sum: Handling = {
    won: all.flatMap((leg) => leg.won),
    covered: all.flatMap((leg) => leg.covered),
    contacts: [...contacts.values()],
    leftOut: all.flatMap((leg) => leg.leftOut),
  }
  return aht(sum, 'aht-contact', frame)
}

/** (chat time + its wrap-up) / time with at least one chat: how many at once. Tells of overload what occupancy cannot. */
export function concurrency(spans: readonly TimeSpan[], frame: MetricFrame): Figure {
  const chats = handlingOf(spans, (ofContact) => ofContact.some((span) => span.state === 'chat'))
  const lines = [
    ...chats.won.map((slice) => lineOfSlice(slice, msOf(slice), msOf(slice), 'counts')),
    ...chats.covered.map((slice) => lineOfSlice(slice, msOf(slice), 0, 'shared')),
  ]
  return figureOf('concurrency', frame, lines, 'no-contacts')
}

/** Contacts handled in an hour of time for contacts (handling and ready). Numerator: contacts; denominator: ms. */
export function contactsPerHour(spans: readonly TimeSpan[], frame: MetricFrame): Figure {
  const ready = timelineOf(usableSpans(spans)).won
  const lines = [
    ...contactLines(handlingOf(spans)).map((line) => ({ ...line, toNumerator: 1, toDenominator: 0 })),
    ...ready.map((slice) => {
      const { state } = slice.span
      const isFor = isHandling(state) || state === 'available' || state === 'ringing'
      return lineOfSlice(slice, 0, isFor ? msOf(slice) : 0, isFor ? 'counts' : 'counts-not')
    }),
  ]
  return figureOf('contacts-per-hour', frame, lines, 'no-time')
}
