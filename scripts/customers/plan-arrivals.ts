import type { Chance } from './chance.ts'
import { callSubjects, chatOpenings, openings } from './texts.ts'

/** A customer of the demo shop with an order to speak about. */
export type Caller = {
  name: string
  email: string
  phone: string | null
  language: string
  order: string
  item: string
}

type From = { address: string; name: string; language: string }
/** What a customer does of their own accord, `inMs` after the day began. */
export type Arrival = { inMs: number; id: string; from: From; queue: string; subject: string } & (
  | { kind: 'mail'; body: string }
  | { kind: 'chat'; lines: string[] }
  | { kind: 'call'; ringsMs: number; talksMs: number }
)

const MAIL_EVERY_MS = 100_000
const CHAT_EVERY_MS = 240_000
const CALL_EVERY_MS = 420_000

const filled = (text: string, { order, item }: Caller): string =>
  text.replaceAll('{order}', order).replaceAll('{item}', item)

/** Who comes when, for a day of this length: the same for the same chance. In order of time. */
export function planArrivals(given: Chance, callers: readonly Caller[], lengthMs: number): Arrival[] {
  const made: Arrival[] = []
  const stream = (everyMs: number, make: (inMs: number, id: string) => Arrival | null, kind: string) => {
    // The first one comes soon, so that a demo begins with something happening.
    let inMs = everyMs * given.between(0.1, 0.4)
    for (let n = 1; inMs < lengthMs; n++) {
      const arrival = make(Math.round(inMs), `${kind}-${n}`)
      if (arrival !== null) made.push(arrival)
      inMs += everyMs * given.between(0.4, 1.6)
    }
  }
  const byMail = (caller: Caller): From => ({ address: caller.email, name: caller.name, language: caller.language })
  stream(
    MAIL_EVERY_MS,
    (inMs, id) => {
      const [caller, opening] = [given.pick(callers), given.pick(openings)]
      const texts = {
        subject: filled(opening.subject, caller),
        body: `${filled(opening.body, caller)}\n${caller.name}`,
      }
      return { kind: 'mail', inMs, id, from: byMail(caller), queue: opening.queue, ...texts }
    },
    'mail',
  )
  stream(
    CHAT_EVERY_MS,
    (inMs, id) => {
      const [caller, opening] = [given.pick(callers), given.pick(chatOpenings)]
      const lines = opening.lines.map((line) => filled(line, caller))
      return { kind: 'chat', inMs, id, from: byMail(caller), queue: opening.queue, subject: lines.at(-1) ?? '', lines }
    },
    'chat',
  )
  stream(
    CALL_EVERY_MS,
    (inMs, id) => {
      const caller = given.pick(callers)
      if (caller.phone === null) return null
      const from = { address: caller.phone, name: caller.name, language: caller.language }
      const subject = filled(given.pick(callSubjects), caller)
      const times = {
        ringsMs: Math.round(given.between(25_000, 45_000)),
        talksMs: Math.round(given.between(60_000, 240_000)),
      }
      return { kind: 'call', inMs, id, from, queue: 'orders', subject, ...times }
    },
    'call',
  )
  return made.sort((a, b) => a.inMs - b.inMs)
}
