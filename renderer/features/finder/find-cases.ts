import type { CaseRecord } from '../../../domain/cases/case.ts'
import type { CustomerRecord } from '../../../domain/cases/customer.ts'
import { customerName } from '../../../domain/cases/customer.ts'
import type { OrderRecord } from '../../../domain/cases/order.ts'
import { groupBy } from '../../../domain/kernel/group-by.ts'
import type { CaseId } from '../../../domain/kernel/ids.ts'

/** What of a case was found. */
export const FOUND_BY = ['number', 'subject', 'customer', 'email', 'phone', 'order'] as const
export type FoundBy = (typeof FOUND_BY)[number]

/** One case with all it can be found by. */
export type Findable = {
  case: CaseRecord
  customer: CustomerRecord | undefined
  /** Of its customer, the one that it is about first: of several that match it is the one to name. */
  orders: readonly OrderRecord[]
  /** A line for each thing it can be found by, as `linesOf` has them, folded; an empty line before and behind them. */
  text: string
}

export type Found = {
  caseId: CaseId
  case: CaseRecord
  customerName: string
  /** What matched beside what every line shows anyway; null: number, subject or name, which it shows. */
  because: { by: FoundBy; shown: string } | null
}

const NOT_PLAIN = /[^ -~\n]/

/** Small letters without accents, so that "strasse osei" finds "Straße Oséi". */
export const fold = (text: string): string =>
  NOT_PLAIN.test(text)
    ? text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss')
    : text.toLowerCase()

const digits = (text: string): string => text.replaceAll(/\D/g, '')

const nameOf = (customer: CustomerRecord | undefined) => (customer === undefined ? '' : customerName(customer))

/** What it can be found by, as it is written. Empty: it has none of that. */
const linesOf = ({ case: kase, customer, orders }: Omit<Findable, 'text'>): [FoundBy, string][] => [
  ['number', kase.number === 0 ? '' : String(kase.number)],
  ['subject', kase.subject],
  ['customer', nameOf(customer)],
  ['email', customer?.email ?? ''],
  ['phone', customer?.phone ?? ''],
  ...orders.map((order): [FoundBy, string] => ['order', order.number]),
]
/** The same for each line of a text, by its place. */
const byOf = (at: number): FoundBy => FOUND_BY[at] ?? 'order'

const NO_ORDERS: readonly OrderRecord[] = []

/** What can be found among some cases, customers and orders. */
export type FindableSource = {
  /** One for each case, in their order. */
  all(): readonly Findable[]
  /** Makes some more of them, so that `all` need not. False: none is left to make. */
  makeSome(): boolean
}

/** So many are made between two keys. */
const MADE_AT_ONCE = 1_000

/** Everything on this desk that a case can be found by. What was made of a case is kept until something of it has changed. */
export function keepFindables(): (
  cases: readonly CaseRecord[],
  customers: readonly CustomerRecord[],
  orders: readonly OrderRecord[],
) => FindableSource {
  let kept = new Map<CaseId, Findable>()
  return (cases, customers, orders) => {
    const byId = new Map(customers.map((customer) => [customer.id, customer]))
    const bought = groupBy(orders, (order) => order.customerId)
    const make = (kase: CaseRecord): Findable => {
      const customer = byId.get(kase.customerId)
      const theirs = bought.get(kase.customerId) ?? NO_ORDERS
      const facts = { case: kase, customer, orders: theirs.length < 2 ? theirs : aboutFirst(theirs, kase) }
      const before = kept.get(kase.id)
      return before !== undefined && isSame(before, facts) ? before : withText(facts)
    }
    let looked = 0
    let all: readonly Findable[] | null = null
    return {
      all() {
        if (all !== null) return all
        all = cases.map(make)
        // Whatever is not among them has left the desk.
        kept = new Map(all.map((each) => [each.case.id, each]))
        return all
      },
      makeSome() {
        if (all !== null) return false
        for (const kase of cases.slice(looked, looked + MADE_AT_ONCE)) kept.set(kase.id, make(kase))
        looked += MADE_AT_ONCE
        return looked < cases.length
      },
    }
  }
}

const aboutFirst = (orders: readonly OrderRecord[], { orderId }: CaseRecord): readonly OrderRecord[] =>
  orders.toSorted((a, b) => Number(b.id === orderId) - Number(a.id === orderId))

const isSame = (a: Findable, b: Omit<Findable, 'text'>): boolean =>
  a.case === b.case &&
  a.customer === b.customer &&
  a.orders.length === b.orders.length &&
  a.orders.every((order, at) => order === b.orders[at])

function withText(facts: Omit<Findable, 'text'>): Findable {
  const lines = linesOf(facts).map(([by, shown]) => (by === 'phone' ? digits(shown) : shown.replaceAll('\n', ' ')))
  return { ...facts, text: `\n${fold(lines.join('\n'))}\n` }
}

/** Shorter runs of digits would find half of all telephone numbers. */
const PHONE_DIGITS = 4

/** A typed word; `phone` is what it says as a telephone number, without the zeros that stand for the country. */
type Word = { word: string; phone: string | null }

function asWord(word: string): Word {
  const typed = /^[+\d()/-]+$/.test(word) ? digits(word).replace(/^0+/, '') : ''
  return { word, phone: typed.length >= PHONE_DIGITS ? typed : null }
}

/** How well a line answers a word. 0: not at all. */
function fit(by: FoundBy, folded: string, { word, phone }: Word): number {
  if (by === 'phone') return phone !== null && folded.includes(phone) ? 3 : 0
  if (folded === word) return 6
  // "204518" is how people say "HM-204518".
  if (by === 'order' && folded.endsWith(`-${word}`)) return 6
  if (folded.startsWith(word)) return by === 'number' || by === 'order' ? 4 : 3
  if (folded.includes(` ${word}`)) return 2
  return folded.includes(word) && word.length > 2 ? 1 : 0
}

/** False: no line of it answers the word. Looked at first: of tens of thousands it leaves a few to look at line by line. */
const mayFit = ({ text }: Findable, { word, phone }: Word): boolean =>
  (word.length > 2
    ? text.includes(word)
    : text.includes(`\n${word}`) || text.includes(` ${word}`) || text.includes(`-${word}\n`)) ||
  (phone !== null && text.includes(phone))

type Hit = { at: Findable; score: number; best: number }

/** Those that still wait first, then the newest. */
const isOver = ({ case: { status, mergedIntoId } }: Findable) => Number(status === 'closed' || mergedIntoId !== null)
const byScore = (a: Hit, b: Hit): number =>
  b.score - a.score || isOver(a.at) - isOver(b.at) || b.at.case.openedAt - a.at.case.openedAt

/** Every word must be found somewhere in the case. Best first; among equals those that still wait, then the newest. */
export function findCases(all: readonly Findable[], query: string, limit: number): { found: Found[]; total: number } {
  const typed = query.trim().replace(/^#/, '')
  const words = fold(typed).split(/\s+/).filter(Boolean)
  if (words.length === 0) return { found: [], total: 0 }
  const ways = [words.map(asWord)]
  // A number typed with gaps, as it is said.
  if (/^[+\d\s()/-]{6,}$/.test(typed)) ways.push([asWord(typed.replaceAll(/\s/g, ''))])
  let total = 0
  const best: Hit[] = []
  for (const at of all) {
    for (const way of ways) {
      const hit = way.every((word) => mayFit(at, word)) ? fitAll(at, way) : null
      if (hit === null) continue
      total++
      // Only the best are kept in order: of thousands nobody reads more.
      const last = best.length === limit ? best.at(-1) : undefined
      if (last !== undefined && byScore(hit, last) >= 0) break
      const place = best.findIndex((each) => byScore(hit, each) < 0)
      best.splice(place === -1 ? best.length : place, 0, hit)
      if (best.length > limit) best.pop()
      break
    }
  }
  const found = best.map(({ at, best: line }): Found => {
    const [by, shown] = linesOf(at)[line] as [FoundBy, string]
    const isShown = by === 'number' || by === 'subject' || by === 'customer'
    return {
      caseId: at.case.id,
      case: at.case,
      customerName: nameOf(at.customer),
      because: isShown ? null : { by, shown },
    }
  })
  return { found, total }
}

/** `best`: the line that answers a word best. Null: a word is not answered. */
function fitAll(at: Findable, words: readonly Word[]): Hit | null {
  const lines = at.text.slice(1, -1).split('\n')
  let score = 0
  let best: { line: number; fit: number } | null = null
  for (const word of words) {
    let here: { line: number; fit: number } | null = null
    for (let line = 0; line < lines.length; line++) {
      const folded = lines[line] ?? ''
      const fits = folded === '' ? 0 : fit(byOf(line), folded, word)
      if (fits > (here?.fit ?? 0)) here = { line, fit: fits }
    }
    if (here === null) return null
    score += here.fit
    if (best === null || here.fit > best.fit) best = here
  }
  return best === null ? null : { at, score, best: best.line }
}
