import type { ContactRecord } from '../cases/contact.ts'
import { contactState } from '../cases/contact.ts'
import type { Result } from '../kernel/result.ts'
import { ok, refuse } from '../kernel/result.ts'
import { correctedAt } from '../kernel/time.ts'
import { isKeptForUrgent } from './decide-urgent-block.ts'
import type { Effect, Facts, RefusalCode } from './decide.ts'
import type { MutationOf } from './mutation.ts'

type OfContact = MutationOf<'contact.start'> | MutationOf<'contact.step'> | MutationOf<'contact.wrapUp'>

/** The course of one contact. Its moments come from the desk on which it was handled, online or not. */
export function decideContact(mutation: OfContact, facts: Facts): Result<Effect, RefusalCode> {
  const { actor, case: kase } = facts
  if (kase === null) return refuse('forbidden')
  const at = correctedAt(mutation.stamp)
  const known = facts.find?.('contact', mutation.args.contactId) ?? null
  const put = (record: ContactRecord): Result<Effect, RefusalCode> => ok({ also: [{ kind: 'contact', record }] })
  if (mutation.name === 'contact.start') {
    const { contactId, channel, direction } = mutation.args
    // Answering takes a case that nobody holds. Who is on the telephone no longer waits; in a chat words have to follow.
    const isServed = channel === 'phone' && direction === 'inbound'
    const clock = isServed ? { waitingSince: null, replyDueAt: null } : {}
    const taken =
      kase.assigneeId === null || isServed
        ? { case: { ...kase, assigneeId: kase.assigneeId ?? actor.id, ...clock } }
        : {}
    if (known !== null && known.answeredAt !== null)
      return known.agentId === actor.id ? ok({ noop: 'already_so' }) : refuse('claimed')
    if (known !== null && known.endedAt !== null) return refuse(channel === 'chat' ? 'chat_ended' : 'validation')
    // Whoever rings the customer has chosen to; what is offered is not offered to them.
    if (direction === 'inbound' && isKeptForUrgent(mutation, kase, facts)) return refuse('urgent_only')
    const offered: ContactRecord = known ?? {
      id: contactId,
      caseId: kase.id,
      channel,
      direction,
      agentId: null,
      offeredAt: at,
      answeredAt: null,
      holds: [],
      endedAt: null,
      endedBy: null,
      wrappedUpAt: null,
      disposition: null,
      summary: '',
    }
    return ok({ ...taken, also: [{ kind: 'contact', record: { ...offered, agentId: actor.id, answeredAt: at } }] })
  }
  if (known === null) return refuse('dependency')
  if (known.agentId !== actor.id) return refuse('claimed')
  const state = contactState(known)
  if (mutation.name === 'contact.wrapUp') {
    const { disposition, summary } = mutation.args
    if (disposition.trim() === '') return refuse('validation')
    if (state === 'done') return ok({ noop: 'already_so' })
    // Wrapping up ends what nobody has ended yet.
    const ended = known.endedAt === null ? { endedAt: at, endedBy: 'agent' as const } : {}
    return put({ ...closeHold(known, at), ...ended, wrappedUpAt: at, disposition, summary: summary.trim() })
  }
  switch (mutation.args.step) {
    case 'hold':
      return state === 'talking' ? put({ ...known, holds: [...known.holds, { from: at, to: null }] }) : ok(SAME)
    case 'resume':
      return state === 'on-hold' ? put(closeHold(known, at)) : ok(SAME)
    case 'end':
      return known.endedAt === null ? put({ ...closeHold(known, at), endedAt: at, endedBy: 'agent' }) : ok(SAME)
  }
}

const SAME: Effect = { noop: 'already_so' }

const closeHold = (contact: ContactRecord, at: NonNullable<ContactRecord['endedAt']>): ContactRecord => ({
  ...contact,
  holds: contact.holds.map((hold) => (hold.to === null ? { ...hold, to: at } : hold)),
})
