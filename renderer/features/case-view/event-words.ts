import type { CaseStatus } from '../../../domain/cases/case.ts'
import { CASE_STATUSES } from '../../../domain/cases/case.ts'
import type { EventRecord } from '../../../domain/cases/event.ts'
import { SKIP_REASONS } from '../../../domain/mutations/mutation.ts'
import type { IconName } from '../../kit/icon.tsx'
import type { Format } from '../../words/format.ts'
import type { Words } from '../../words/use-words.ts'
import { dueWords } from './when-words.ts'

/** What the words of a history line are made with. */
export type Telling = {
  words: Words
  format: Format
  now: number
  /** The signed-in agent's id. */
  me: string
  /** Names of colleagues and queues by id. */
  names: ReadonlyMap<string, string>
}

export const eventIcon: Partial<Record<EventRecord['kind'], IconName>> = {
  revealed: 'eye',
  escalated: 'escalate',
  'escalated-from': 'escalate',
  promised: 'promises',
  'promise-moved': 'promises',
  'promise-settled': 'promises',
  'refund-requested': 'money',
  'article-given': 'article',
}

const one = <Known extends string>(list: readonly Known[], given: string | undefined): Known | null =>
  list.find((each) => each === given) ?? null

/** One line of a case's history as a sentence. */
export function eventWords(telling: Telling, event: EventRecord): string {
  const { words, format, me, names } = telling
  const { kind, detail } = event
  const by = event.by.id === me ? words('timeline.you') : event.by.name
  const nameOf = (id: string | undefined) => names.get(id ?? '') ?? words('timeline.somebody')
  const moment = (text: string | undefined) => dueWords(telling, Number(text ?? 0))
  switch (kind) {
    case 'opened':
      return words(detail['customer'] === 'known' ? 'event.opened.known' : 'event.opened', { by })
    case 'claimed':
    case 'unmerged':
    case 'customer-merged':
    case 'customer-unmerged':
    case 'guide-finished':
    case 'guide-left':
      return words(`event.${kind}`, { by })
    case 'status': {
      const status = one<CaseStatus>(CASE_STATUSES, detail['to']) ?? 'open'
      return words('event.status', { by, status: words(`case.status.${status}`) })
    }
    case 'assigned': {
      const to = detail['to'] ?? ''
      if (to === '') return words('event.given-back', { by })
      return to === me ? words('event.assigned-you', { by }) : words('event.assigned', { by, name: nameOf(to) })
    }
    case 'moved':
      return words('event.moved', { by, from: nameOf(detail['from']), to: nameOf(detail['to']) })
    case 'skipped': {
      const reason = one(SKIP_REASONS, detail['reason']) ?? 'other'
      return words('event.skipped', { by, reason: words(`event.skip.${reason}`) })
    }
    case 'revealed': {
      const field = one(['phone', 'address', 'payment'] as const, detail['field']) ?? 'phone'
      return words('event.revealed', { by, field: words(`event.field.${field}`) })
    }
    case 'edited':
      return editedWords(words, by, detail)
    case 'escalated':
      return words('event.escalated', { by, queue: nameOf(detail['queueId']), subject: detail['subject'] ?? '' })
    case 'escalated-from':
    case 'merged':
    case 'merged-from':
      return words(`event.${kind}`, { by, number: detail['number'] ?? '' })
    case 'promised':
      return words('event.promised', { by, promise: detail['words'] ?? '', due: moment(detail['dueAt']) })
    case 'promise-moved': {
      const values = { by, promise: detail['words'] ?? '', due: moment(detail['dueAt']), why: detail['why'] ?? '' }
      const hasWhy = values.why === '' ? 'no' : 'yes'
      return words('event.promise-moved', { ...values, hasWhy, owner: nameOf(detail['ownerId']) })
    }
    case 'promise-settled': {
      const values = { by, promise: detail['words'] ?? '', why: detail['why'] ?? '' }
      return words(detail['state'] === 'dropped' ? 'event.promise-dropped' : 'event.promise-kept', values)
    }
    case 'refund-requested': {
      const amount = format.money(Number(detail['amountMinor'] ?? 0), detail['currency'] ?? 'EUR')
      return words('event.refund-requested', { by, amount, order: detail['order'] ?? '' })
    }
    case 'article-given':
      return words('event.article-given', { by, title: detail['title'] ?? '' })
  }
}

const EDITABLE = ['subject', 'reason', 'orderId', 'priority'] as const
const OF_CUSTOMER = ['email', 'phone', 'address', 'language'] as const

function editedWords(words: Words, by: string, detail: EventRecord['detail']): string {
  const [owner, field] = (detail['field'] ?? '').split('.')
  if (owner === 'customer') {
    const known = one(OF_CUSTOMER, field) ?? 'email'
    return words('event.edited', { by, field: words(`event.field.${known}`), to: '', hasTo: 'no' })
  }
  const known = one(EDITABLE, owner) ?? 'subject'
  // An order's id says nothing to people.
  const to = known === 'orderId' ? '' : known === 'priority' ? priorityWords(words, detail['to']) : (detail['to'] ?? '')
  return words('event.edited', { by, field: words(`event.field.${known}`), to, hasTo: to === '' ? 'no' : 'yes' })
}

const priorityWords = (words: Words, priority: string | undefined): string =>
  words(priority === 'urgent' ? 'case.urgent' : 'case.normal')
