import type { ShownDelivery } from '../../../domain/cases/delivery.ts'
import type { UserId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../../domain/kernel/time.ts'
import type { ThreadEntry } from '../../data/repository.ts'
import type { IconName } from '../../kit/icon.tsx'
import { Icon } from '../../kit/icon.tsx'
import type { Format } from '../../words/format.ts'
import { useFormat } from '../../words/format.ts'
import type { Words } from '../../words/use-words.ts'
import { useWords } from '../../words/use-words.ts'

const deliveryIcon: Record<ShownDelivery, IconName> = {
  queued: 'clock',
  sending: 'arrow-up',
  sent: 'check',
  'needs-you': 'refused',
  'delivery-unknown': 'question',
}

/** What follows the delivery word: a time, what happens next, or what to do. */
export function afterDelivery(words: Words, format: Format, entry: ThreadEntry, now: EpochMs): string {
  const { message, delivery, sentAt, refusal } = entry
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
      return refusal === null ? words('delivery.failed.then') : words(`refusal.${refusal}`)
    case 'delivery-unknown':
      return words('delivery.delivery-unknown.then')
    case 'sending':
    case null:
      return ''
  }
}

/** One entry of the thread: the customer's bare, ours on sunken ground, a note dashed. */
export function Entry({ entry, me, now }: { entry: ThreadEntry; me: UserId; now: EpochMs }) {
  const words = useWords()
  const format = useFormat()
  const { message, delivery } = entry
  const { author } = message
  const isNote = message.visibility === 'note'
  const name =
    author.kind === 'agent' && author.id === me ? words('thread.author.you', { name: author.name }) : author.name
  const after = afterDelivery(words, format, entry, now)
  const form = isNote ? 'note' : author.kind === 'customer' ? 'customer' : author.kind === 'agent' ? 'ours' : 'event'
  return (
    <li className="case-entry" data-form={form} data-message-id={message.id} tabIndex={-1}>
      <span className="case-entry-mark">
        <Icon name={isNote ? 'note' : message.channel} size={14} />
      </span>
      <div className="case-entry-ground">
        <div className="case-entry-head">
          <b>{name}</b>
          <span className="case-entry-via">{words(isNote ? 'thread.via.note' : `channel.${message.channel}`)}</span>
          <time className="num" dateTime={new Date(message.writtenAt).toISOString()}>
            {format.moment(message.writtenAt, now)}
          </time>
        </div>
        <p className="case-entry-body" dir="auto">
          {message.body}
        </p>
        {delivery === null ? null : (
          <p className="case-delivery" data-delivery={delivery}>
            <Icon name={deliveryIcon[delivery]} size={14} />
            <span className="case-delivery-word">{words(`delivery.${delivery}`)}</span>
            {after === '' ? null : <span>{after}</span>}
          </p>
        )}
      </div>
    </li>
  )
}
