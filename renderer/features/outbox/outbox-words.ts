import type { Mutation } from '../../../domain/mutations/mutation.ts'
import type { OutboxEntry } from '../../data/repository.ts'
import type { IconName } from '../../kit/icon.tsx'
import type { Words } from '../../words/use-words.ts'
import { customerFieldOf } from './conflict-words.ts'

/** What the agent did, and to whom, in one line. */
export function whatWords(words: Words, entry: Pick<OutboxEntry, 'mutation' | 'caseSubject' | 'customerName'>): string {
  const { mutation } = entry
  const subject = entry.caseSubject ?? words('outbox.unknown-case')
  const customer = entry.customerName ?? words('outbox.unknown-customer')
  switch (mutation.name) {
    case 'reply.send':
      return words(`outbox.what.reply.${mutation.args.channel}`, { customer })
    case 'note.add':
      return words('outbox.what.note', { subject })
    case 'case.setStatus':
      return words('outbox.what.status', { status: words(`case.status.${mutation.args.status}`), subject })
    case 'case.claim':
      return words('outbox.what.claim', { subject })
    case 'case.assign':
      return words('outbox.what.assign', { subject })
    case 'case.move':
      return words('outbox.what.move', { subject })
    case 'case.tag.add':
      return words('outbox.what.tag-add', { tag: mutation.args.tag, subject })
    case 'case.tag.remove':
      return words('outbox.what.tag-remove', { tag: mutation.args.tag, subject })
    case 'interval.record':
      return words('outbox.what.interval')
    case 'interval.contest':
      return words('outbox.what.contest')
    case 'interval.decide':
      return words('outbox.what.decide')
    case 'urgentBlock.reserve':
      return words('outbox.what.urgent-block')
    case 'urgentBlock.end':
      return words('outbox.what.urgent-block-end')
    case 'case.open':
      return words('outbox.what.open', { subject: mutation.args.subject })
    case 'case.skip':
      return words('outbox.what.skip', { subject })
    case 'case.escalate':
      return words('outbox.what.escalate', { subject: mutation.args.subject })
    case 'case.edit':
      return words('outbox.what.edit', { field: words(customerFieldOf(mutation)), subject })
    case 'case.merge':
    case 'case.unmerge':
      return words('outbox.what.merge', { subject })
    case 'case.reveal':
      return words('outbox.what.reveal', { subject })
    case 'customer.edit':
      return words('outbox.what.customer', { field: words(customerFieldOf(mutation)), customer })
    case 'customer.merge':
      return words('outbox.what.customer-merge', { customer })
    case 'customer.unmerge':
      return words('outbox.what.customer-unmerge', { customer })
    case 'contact.start': {
      const { direction, channel } = mutation.args
      if (direction === 'outbound') return words('outbox.what.contact.call', { customer })
      return words(`outbox.what.contact.answer.${channel === 'phone' ? 'phone' : 'chat'}`, { customer })
    }
    case 'contact.step':
      return words(`outbox.what.contact.${mutation.args.step}`, { customer })
    case 'contact.wrapUp':
      return words('outbox.what.contact.wrapUp', { customer })
    case 'promise.make':
    case 'promise.move':
    case 'promise.settle':
      return words('outbox.what.promise', { customer })
    case 'guide.start':
    case 'guide.answer':
    case 'guide.end':
      return words('outbox.what.guide', { subject })
    case 'settings.set':
      return words('outbox.what.settings')
  }
}

export function whatIcon(mutation: Mutation): IconName {
  switch (mutation.name) {
    case 'reply.send':
      return mutation.args.channel
    case 'note.add':
      return 'note'
    case 'interval.record':
    case 'interval.contest':
    case 'interval.decide':
    case 'urgentBlock.reserve':
    case 'urgentBlock.end':
      return 'clock'
    case 'case.claim':
    case 'case.assign':
    case 'customer.edit':
    case 'customer.merge':
    case 'customer.unmerge':
      return 'user'
    case 'contact.start':
      return mutation.args.channel
    case 'contact.step':
    case 'contact.wrapUp':
      return 'phone'
    case 'case.escalate':
      return 'escalate'
    case 'promise.make':
    case 'promise.move':
    case 'promise.settle':
      return 'promises'
    default:
      return 'inbox'
  }
}

/** The agent's own words in it. Null: none. */
export const textOf = (mutation: Mutation): string | null =>
  mutation.name === 'reply.send' || mutation.name === 'note.add' ? mutation.args.body : null

/** What waits for the agent first, then in the order of sending. */
export const inOutboxOrder = (entries: readonly OutboxEntry[]): OutboxEntry[] =>
  entries.toSorted((a, b) => Number(b.state === 'needs-you') - Number(a.state === 'needs-you') || a.order - b.order)
