import type { IconName } from '../../kit/icon.tsx'
import type { CaseFact } from './case-facts.ts'
import type { Telling } from './event-words.ts'
import { soonWords } from './when-words.ts'

/**
 * A fact as it is shown: a word, the line that leads to where it comes from, what of it is never cut off, and how grave
 * it is.
 */
export type ShownFact = {
  icon: IconName
  word: string
  line: string
  tail: string
  tone: 'danger' | 'warn' | 'accent' | 'quiet'
}

export function factWords(telling: Telling, fact: CaseFact): ShownFact {
  const { words, format, now, me, names } = telling
  switch (fact.kind) {
    case 'late': {
      const due = format.day(fact.dueAt, now)
      const line = words('fact.late.line', { days: fact.lateDays, due })
      return { icon: 'truck', word: words('fact.late'), line, tail: '', tone: 'danger' }
    }
    case 'promised': {
      const { promise, isOverdue } = fact
      const by = promise.ownerId === me ? words('fact.by-you') : (names.get(promise.ownerId) ?? promise.madeBy.name)
      const line = promise.words
      const tail = words('fact.promised.tail', { due: soonWords(telling, promise.dueAt), by })
      return isOverdue
        ? { icon: 'promises', word: words('fact.promise-missed'), line, tail, tone: 'danger' }
        : { icon: 'promises', word: words('fact.promised'), line, tail, tone: 'accent' }
    }
    case 'escalated': {
      const { queueId, assigneeId, replyDueAt } = fact.escalation
      const queue = names.get(queueId) ?? words('timeline.somebody')
      const holder = assigneeId === null ? '' : (names.get(assigneeId) ?? '')
      const isLate = replyDueAt !== null && replyDueAt < now
      const due = replyDueAt === null ? '' : soonWords(telling, replyDueAt)
      const line = words('fact.escalated.line', {
        holder,
        due,
        hasHolder: holder === '' ? 'no' : 'yes',
        hasDue: due === '' ? 'no' : 'yes',
      })
      return {
        icon: 'escalate',
        word: words('fact.escalated', { queue }),
        line,
        tail: '',
        tone: isLate ? 'danger' : 'warn',
      }
    }
    case 'refund': {
      const { order, refund } = fact
      const amount = format.money(refund.amountMinor, order.currency)
      const state = words(`refund.${refund.state}`)
      const line = words('fact.refund.line', { amount, state, since: soonWords(telling, refund.at) })
      return { icon: 'money', word: words('fact.refund'), line, tail: '', tone: 'accent' }
    }
    case 'order': {
      const { order } = fact
      const line = words('fact.order.line', { number: order.number, status: words(`order.status.${order.status}`) })
      return { icon: 'order', word: '', line, tail: '', tone: 'quiet' }
    }
  }
}
