import type { ContactRecord } from '../../../domain/cases/contact.ts'
import { contactState } from '../../../domain/cases/contact.ts'
import type { UserId } from '../../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../../domain/kernel/time.ts'

/**
 * The contact of a case that wants something of this agent: one of theirs that goes on or is not wrapped up, or one
 * that waits to be answered. Null: none.
 */
export function liveContact(contacts: readonly ContactRecord[], me: UserId): ContactRecord | null {
  const isOpen = (contact: ContactRecord) => {
    // A mail waits by its own clock; nobody is on the line.
    if (contact.channel === 'email') return false
    const state = contactState(contact)
    if (state === 'offered') return true
    return contact.agentId === me && state !== 'done' && state !== 'missed'
  }
  // What the agent is in goes before what rings.
  return (
    contacts.findLast((each) => isOpen(each) && each.agentId === me) ??
    contacts.findLast((each) => isOpen(each)) ??
    null
  )
}

/** How long the customer has been waiting, talking or in wrap-up, ms. */
export function contactClockMs(contact: ContactRecord, now: EpochMs): Ms {
  const state = contactState(contact)
  const from =
    state === 'offered'
      ? contact.offeredAt
      : state === 'on-hold'
        ? (contact.holds.at(-1)?.from ?? contact.offeredAt)
        : state === 'wrap-up'
          ? (contact.endedAt ?? contact.offeredAt)
          : (contact.answeredAt ?? contact.offeredAt)
  return Math.max(0, now - from) as Ms
}

/** "4:07" up to an hour, "1:02:09" from then on. */
export function clockText(ms: Ms): string {
  const seconds = Math.floor(ms / 1_000)
  const two = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60)]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}
