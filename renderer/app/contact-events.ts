import type { BreakEvent } from '../../domain/breaks/break-event.ts'
import type { OpenContact } from '../../domain/breaks/break-state.ts'
import type { ContactRecord } from '../../domain/cases/contact.ts'
import { contactState } from '../../domain/cases/contact.ts'
import type { ContactId } from '../../domain/kernel/ids.ts'

/** An event before it is stamped. */
export type BareEvent = BreakEvent extends infer Event
  ? Event extends BreakEvent
    ? Omit<Event, 'stamp'>
    : never
  : never

/**
 * What has happened between what the engine knows of the agent's calls and chats and how they are. From the difference and
 * not from what changed last, so that it is right after a crash too. `letGo`: wrap-ups that the agent has left.
 */
export function contactEvents(
  known: readonly OpenContact[],
  contacts: readonly ContactRecord[],
  letGo: ReadonlySet<ContactId>,
): BareEvent[] {
  const spoken = contacts.filter(({ channel }) => channel !== 'email')
  const events = spoken.flatMap((contact): BareEvent[] => {
    const { id: contactId, channel } = contact
    const before = known.find(({ id }) => id === contactId)?.phase ?? null
    const answered: BareEvent = { type: 'contact-answered', contactId, channel }
    switch (contactState(contact)) {
      case 'offered':
        return before === null ? [{ type: 'contact-offered', contactId, channel }] : []
      case 'talking':
        if (before === 'hold') return [{ type: 'hold-ended', contactId }]
        return before === 'live' ? [] : [answered]
      case 'on-hold': {
        const held: BareEvent = { type: 'hold-begun', contactId }
        return before === 'hold' ? [] : before === 'live' ? [held] : [answered, held]
      }
      case 'wrap-up':
        if (letGo.has(contactId)) return before === null ? [] : [{ type: 'wrap-up-ended', contactId }]
        if (before === 'wrap-up') return []
        return before === 'live' || before === 'hold'
          ? [{ type: 'contact-ended', contactId, needsWrapUp: true }]
          : [{ type: 'wrap-up-begun', contactId, channel }]
      case 'done':
      case 'missed':
        return []
    }
  })
  const isOpen = (id: ContactId) =>
    spoken.some((each) => each.id === id && contactState(each) !== 'done' && contactState(each) !== 'missed')
  const gone = known
    .filter(({ id }) => !isOpen(id))
    .map(({ id: contactId, phase }): BareEvent => {
      if (phase === 'offered') return { type: 'offer-gone', contactId }
      if (phase === 'wrap-up') return { type: 'wrap-up-ended', contactId }
      return { type: 'contact-ended', contactId, needsWrapUp: false }
    })
  // First what begins, so that no break slips in between one contact and the next.
  return [...events, ...gone]
}
