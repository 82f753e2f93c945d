import type { ContactRecord } from '../cases/contact.ts'
import { contactState } from '../cases/contact.ts'
import type { Channel } from '../cases/channel.ts'
import type { CaseId, ContactId } from '../kernel/ids.ts'
import type { IntervalSource, IntervalState } from './interval.ts'
import type { HeldState } from './kinds.ts'

/** What the desk sees of its agent at a moment. */
export type WorkFacts = {
  chosen: HeldState
  /** The agent's contacts; those that are over are passed by. */
  contacts: readonly ContactRecord[]
  /** Contacts whose wrap-up the agent has left for another state. */
  letGo: readonly ContactId[]
  /** The call that is on hold because the agent asks a colleague. Null: none. */
  consulting: ContactId | null
  /** The call or chat that is offered to this agent just now. Null: nothing rings. */
  ringing: ContactRecord | null
  /** The case in which a mail or a note is being written. Null: none. */
  editing: CaseId | null
  isOffline: boolean
  /** Whether something was typed or done within the last minutes. */
  isActive: boolean
  /** Whether the desk itself knows of a fault: no server, or a softphone that did not take the last call. */
  isFaultSeen: boolean
}

/** One stretch as it should be running now. */
export type Stretch = {
  state: IntervalState
  source: IntervalSource
  caseId: CaseId | null
  contactId: ContactId | null
  channel: Channel | null
  isOffline: boolean
  /** Whether the desk itself saw the fault that the agent speaks of. */
  isFaultSeen: boolean
}

/** Contacts of calls and chats that go on or are not wrapped up. A mail waits by its own clock. */
export const openContacts = (contacts: readonly ContactRecord[]): ContactRecord[] =>
  contacts.filter((each) => each.channel !== 'email' && ['talking', 'on-hold', 'wrap-up'].includes(contactState(each)))

/** Whether a customer is with the agent now: no state can be begun before that is over. */
export const hasLiveContact = (contacts: readonly ContactRecord[]): boolean =>
  openContacts(contacts).some((each) => contactState(each) !== 'wrap-up')

/**
 * What the agent's time goes into now: one stretch for each contact and for the mail being written, or else one for the
 * state they chose. Contact wins over whatever was chosen. Without a connection whoever works is `offline-working`.
 * It rings only for whoever is free for it and hears it: with something in hand, away or without a line it is not their
 * time. A contact that is offered to all rings at every desk and is taken by one.
 */
export function workNow(facts: WorkFacts): Stretch[] {
  const { isOffline, chosen, letGo, editing, consulting, ringing } = facts
  const open = openContacts(facts.contacts)
  const isAway = chosen !== 'available'
  const stretches = open.flatMap((contact): Stretch[] => {
    const state = contactState(contact)
    if (state === 'wrap-up' && (letGo.includes(contact.id) || isAway)) return []
    const held = contact.id === consulting ? 'consult' : 'hold'
    const what =
      state === 'on-hold' ? held : state === 'wrap-up' ? 'wrap-up' : contact.channel === 'chat' ? 'chat' : 'talk'
    const { id, caseId, channel } = contact
    return [{ state: what, source: 'desk', caseId, contactId: id, channel, isOffline, isFaultSeen: false }]
  })
  const isOnPhone = open.some((each) => each.channel === 'phone' && contactState(each) !== 'wrap-up')
  const isOfContact = open.some((each) => each.caseId === editing)
  if (editing !== null && !isAway && !isOnPhone && !isOfContact)
    stretches.push({
      state: 'email-edit',
      source: 'desk',
      caseId: editing,
      contactId: null,
      channel: 'email',
      isOffline,
      isFaultSeen: false,
    })
  if (stretches.length > 0) return stretches
  const nowhere = { caseId: null, contactId: null, channel: null, isOffline, isFaultSeen: false }
  const isFaultSeen = chosen === 'tech-issue' && facts.isFaultSeen
  if (isAway) return [{ state: chosen, source: 'agent', ...nowhere, isFaultSeen }]
  if (ringing !== null && !isOffline) {
    const { id, caseId, channel } = ringing
    return [{ ...nowhere, state: 'ringing', source: 'desk', caseId, contactId: id, channel }]
  }
  return [{ state: isOffline && facts.isActive ? 'offline-working' : 'available', source: 'desk', ...nowhere }]
}
