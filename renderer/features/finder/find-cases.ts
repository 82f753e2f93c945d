import type { CaseRecord } from '../../../domain/cases/case.ts'
import type { CustomerRecord } from '../../../domain/cases/customer.ts'
import { customerName } from '../../../domain/cases/customer.ts'
import type { OrderRecord } from '../../../domain/cases/order.ts'
import type { CaseId } from '../../../domain/kernel/ids.ts'

/** What of a case was found. */
export const FOUND_BY = ['number', 'subject', 'customer', 'email', 'phone', 'order'] as const
export type FoundBy = (typeof FOUND_BY)[number]

type Field = { by: FoundBy; shown: string; folded: string }
/** One case with all it can be found by. */
export type Findable = { case: CaseRecord; customerName: string; fields: Field[] }

export type Found = {
  caseId: CaseId
  case: CaseRecord
  customerName: string
  /** What matched beside what every line shows anyway; null: number, subject or name, which it shows. */
  because: { by: FoundBy; shown: string } | null
}

/** Small letters without accents, so that "strasse osei" finds "Straße Oséi". */
export const fold = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss')

const digits = (text: string): string => text.replaceAll(/\D/g, '')

/** Everything on this desk that a case can be found by, newest case first. */
export function findables(
  cases: readonly CaseRecord[],
  customers: readonly CustomerRecord[],
  orders: readonly OrderRecord[],
): Findable[] {
  const byId = new Map(customers.map((customer) => [customer.id, customer]))
  const bought = new Map<string, OrderRecord[]>()
  for (const order of orders) bought.set(order.customerId, [...(bought.get(order.customerId) ?? []), order])
  return cases
    .map((kase) => {
      const customer = byId.get(kase.customerId)
      const name = customer === undefined ? '' : customerName(customer)
      const fields: [FoundBy, string | null][] = [
        ['number', kase.number === 0 ? null : String(kase.number)],
        ['subject', kase.subject],
        ['customer', name],
        ['email', customer?.email ?? null],
        ['phone', customer?.phone ?? null],
        // The order it is about first: of several that match it is the one to name.
        ...(bought.get(kase.customerId) ?? [])
          .toSorted((a, b) => Number(b.id === kase.orderId) - Number(a.id === kase.orderId))
          .map((order): [FoundBy, string] => ['order', order.number]),
      ]
      return {
        case: kase,
        customerName: name,
        fields: fields.flatMap(([by, shown]) =>
          shown === null || shown === '' ? [] : [{ by, shown, folded: by === 'phone' ? digits(shown) : fold(shown) }],
        ),
      }
    })
    .sort((a, b) => b.case.openedAt - a.case.openedAt)
}

/** Shorter runs of digits would find half of all telephone numbers. */
const PHONE_DIGITS = 4

/** A typed word; `phone` is what it says as a telephone number, without the zeros that stand for the country. */
type Word = { word: string; phone: string | null }

function asWord(word: string): Word {
  const typed = /^[+\d()/-]+$/.test(word) ? digits(word).replace(/^0+/, '') : ''
  return { word, phone: typed.length >= PHONE_DIGITS ? typed : null }
}

/** How well a field answers a word. 0: not at all. */
function fit({ by, folded }: Field, { word, phone }: Word): number {
  if (by === 'phone') return phone !== null && folded.includes(phone) ? 3 : 0
  if (folded === word) return 6
  // "204518" is how people say "HM-204518".
  if (by === 'order' && folded.endsWith(`-${word}`)) return 6
  if (folded.startsWith(word)) return by === 'number' || by === 'order' ? 4 : 3
  if (folded.includes(` ${word}`)) return 2
  return folded.includes(word) && word.length > 2 ? 1 : 0
}

/** Every word must be found somewhere in the case. Best first; among equals those that still wait, then the newest. */
export function findCases(all: readonly Findable[], query: string, limit: number): { found: Found[]; total: number } {
  const typed = query.trim().replace(/^#/, '')
  const words = fold(typed).split(/\s+/).filter(Boolean)
  if (words.length === 0) return { found: [], total: 0 }
  const ways = [words.map(asWord)]
  // A number typed with gaps, as it is said.
  if (/^[+\d\s()/-]{6,}$/.test(typed)) ways.push([asWord(typed.replaceAll(/\s/g, ''))])
  const hits: { at: Findable; score: number; best: Field }[] = []
  for (const at of all) {
    for (const way of ways) {
      const hit = fitAll(at, way)
      if (hit === null) continue
      hits.push({ at, ...hit })
      break
    }
  }
  const isOver = ({ at }: { at: Findable }) => Number(at.case.status === 'closed' || at.case.mergedIntoId !== null)
  hits.sort((a, b) => b.score - a.score || isOver(a) - isOver(b))
  const found = hits.slice(0, limit).map(({ at, best }): Found => {
    const isShown = best.by === 'number' || best.by === 'subject' || best.by === 'customer'
    return {
      caseId: at.case.id,
      case: at.case,
      customerName: at.customerName,
      because: isShown ? null : { by: best.by, shown: best.shown },
    }
  })
  return { found, total: hits.length }
}

function fitAll({ fields }: Findable, words: readonly Word[]): { score: number; best: Field } | null {
  let score = 0
  let best: { field: Field; fit: number } | null = null
  for (const word of words) {
    let here: { field: Field; fit: number } | null = null
    for (const field of fields) {
      const fits = fit(field, word)
      if (fits > (here?.fit ?? 0)) here = { field, fit: fits }
    }
    if (here === null) return null
    score += here.fit
    if (best === null || here.fit > best.fit) best = here
  }
  return best === null ? null : { score, best: best.field }
}
