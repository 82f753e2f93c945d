import type { CaseId, MessageId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'

/**
 * How far a public message has come on its way out of the house. unknown: the server stopped between handing it over
 * and noting that it did, and the outside could not be asked; a person decides, it is never sent again blindly.
 */
export const DELIVERY_STATES = ['queued', 'sending', 'sent', 'failed', 'unknown'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** The way of one public message to the customer. One per message, with the message's id. */
export type DeliveryRecord = {
  id: MessageId
  caseId: CaseId
  state: DeliveryState
  /** When the outside took it. Null: not yet, or not known. */
  sentAt: EpochMs | null
  /** A sentence for the agent. Null unless the state is failed or unknown. */
  failure: string | null
}

/** How far an action has come from this desk to the server. Null: it is not in the outbox, so the server has it. */
export type OutboxState = 'waiting' | 'sealed' | 'acked' | 'rejected' | null

/** What the agent reads on a message. */
export type ShownDelivery = 'queued' | 'sending' | 'sent' | 'needs-you' | 'delivery-unknown'

/**
 * The one table from outbox and delivery states to what the agent reads.
 * A message that the server has but that has not left the house yet still reads "sending".
 */
export function shownDelivery(outbox: OutboxState, delivery: DeliveryState | null): ShownDelivery {
  if (outbox === 'waiting') return 'queued'
  if (outbox === 'rejected') return 'needs-you'
  if (delivery === 'failed') return 'needs-you'
  if (delivery === 'unknown') return 'delivery-unknown'
  if (delivery === 'sent') return 'sent'
  if (outbox === 'sealed' || outbox === 'acked') return 'sending'
  return delivery === null ? 'sent' : 'sending'
}
