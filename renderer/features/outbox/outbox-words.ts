import type { Mutation } from '../../../domain/mutations/mutation.ts'
import type { OutboxEntry } from '../../data/repository.ts'
import type { IconName } from '../../kit/icon.tsx'
import type { Words } from '../../words/use-words.ts'

/** What the agent did, and to whom, in one line. */
export function whatWords(words: Words, entry: OutboxEntry): string {
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
  }
}

export function whatIcon(mutation: Mutation): IconName {
  switch (mutation.name) {
    case 'reply.send':
      return mutation.args.channel
    case 'note.add':
      return 'note'
    case 'interval.record':
      return 'clock'
    case 'case.claim':
    case 'case.assign':
      return 'user'
    case 'case.setStatus':
    case 'case.move':
    case 'case.tag.add':
    case 'case.tag.remove':
      return 'inbox'
  }
}

/** The agent's own words in it. Null: none. */
export const textOf = (mutation: Mutation): string | null =>
  mutation.name === 'reply.send' || mutation.name === 'note.add' ? mutation.args.body : null

/** What waits for the agent first, then in the order of sending. */
export const inOutboxOrder = (entries: readonly OutboxEntry[]): OutboxEntry[] =>
  entries.toSorted((a, b) => Number(b.state === 'needs-you') - Number(a.state === 'needs-you') || a.order - b.order)
