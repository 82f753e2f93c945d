import type { ShownDelivery } from '../../../domain/cases/delivery.ts'
import { MINUTE_MS } from '../../../domain/kernel/time.ts'
import type { ThreadEntry } from '../../data/repository.ts'
import type { IconName } from '../../kit/icon.tsx'
import type { Format } from '../../words/format.ts'
import type { Words } from '../../words/use-words.ts'

export const deliveryIcon: Record<ShownDelivery, IconName> = {
  queued: 'clock',
  sending: 'arrow-up',
  sent: 'check',
  'needs-you': 'refused',
  'delivery-unknown': 'question',
}

/** What follows the delivery word: a time, what happens next, or what to do. */
export function afterDelivery(words: Words, format: Format, entry: ThreadEntry, now: number): string {
  const { message, delivery, sentAt, refusal, failure } = entry
  switch (delivery) {
    case 'queued':
      return message.visibility === 'note' ? '' : words('delivery.queued.then')
    case 'sent': {
      if (sentAt === null) return ''
      const { writtenAt } = message
      const isSameDay = new Date(sentAt).toDateString() === new Date(writtenAt).toDateString()
      const sent = isSameDay ? format.clock(sentAt) : format.moment(sentAt, now)
      // Written in one minute and sent in the next is no story; written offline is.
      if (sentAt - writtenAt < 2 * MINUTE_MS) return words('delivery.sent.now', { sent })
      return words('delivery.sent.later', { sent, written: format.clock(writtenAt) })
    }
    case 'needs-you':
      if (refusal !== null) return words(`refusal.${refusal}`)
      return failure === null ? words('delivery.failed.then') : words('delivery.failed.why', { why: failure })
    case 'delivery-unknown':
      return failure === null
        ? words('delivery.delivery-unknown.then')
        : words('delivery.delivery-unknown.why', { why: failure })
    case 'sending':
    case null:
      return ''
  }
}
