import { memo } from 'react'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import { languageOf } from '../../../domain/languages/language-of.ts'
import type { PresenceEntry } from '../../../domain/people/presence.ts'
import { slaReading, untilNextReading } from '../../../domain/sla/sla-reading.ts'
import type { SlaReading } from '../../../domain/sla/sla-reading.ts'
import type { QueueRow } from '../../data/repository.ts'
import { useNow } from '../../deps/use-now.ts'
import type { IconName } from '../../kit/icon.tsx'
import { Icon } from '../../kit/icon.tsx'
import { SlaClock, slaWords } from '../../kit/sla-clock.tsx'
import type { Format } from '../../words/format.ts'
import type { Words } from '../../words/use-words.ts'
import { useWords } from '../../words/use-words.ts'

/** What the row is drawn from beside itself. */
export type RowSight = { isOthers: boolean; presence: PresenceEntry | null; isTyping: boolean }

/** Whether the customer wrote after we last did. */
const isUnread = (row: QueueRow) => row.case.waitingSince !== null && row.case.parentId === null

const presenceWords = (words: Words, entry: PresenceEntry) => words(`queue.${entry.state}`, { name: entry.name })

/** All that a row shows, in words: subject, customer, promise or holder, channel, marks, who else is there. */
export function rowName(words: Words, format: Format, row: QueueRow, sla: SlaReading, sight: RowSight): string {
  const named = {
    subject: row.case.subject,
    customer: row.customerName || words('queue.unnamed'),
    channel: words(`channel.${row.case.channel}`),
  }
  const marked = words('queue.rowMarks', {
    row: sight.isOthers
      ? words('queue.rowHeld', { ...named, holder: row.assigneeName || words('queue.someone') })
      : words('queue.row', { ...named, sla: slaWords(words, format, sla, 'row') }),
    isUrgent: row.case.priority === 'urgent' ? 'yes' : 'no',
    isUnsent: row.hasUnsent ? 'yes' : 'no',
    isDraft: row.hasDraft ? 'yes' : 'no',
  })
  const unread = isUnread(row) ? words('queue.rowUnread', { row: marked }) : marked
  const typing = sight.isTyping ? words('queue.rowPresence', { row: unread, presence: words('queue.typing') }) : unread
  if (sight.presence === null) return typing
  return words('queue.rowPresence', { row: typing, presence: presenceWords(words, sight.presence) })
}

type Named = { words: Words; format: Format; now: EpochMs; seen: string; name: string }
const named = new WeakMap<QueueRow, Named>()

/** The same for a moment, worked out once: whatever else moves in the queue, its rows keep their names. */
export function rowNameAt(words: Words, format: Format, row: QueueRow, now: EpochMs, sight: RowSight): string {
  const seen = JSON.stringify(sight)
  const known = named.get(row)
  const isSame =
    known !== undefined && known.now === now && known.seen === seen && known.words === words && known.format === format
  if (isSame) return known.name
  const name = rowName(words, format, row, slaReading(row.case.replyDueAt, now, row.sla), sight)
  named.set(row, { words, format, now, seen, name })
  return name
}

type Props = { row: QueueRow } & RowSight

export const QueueRowContent = memo(function QueueRowContent({ row, isOthers, presence, isTyping }: Props) {
  const words = useWords()
  const { channel, priority, subject } = row.case
  return (
    <div className="queue-row-grid" data-unread={isUnread(row) || undefined}>
      <span className="queue-row-channel">
        <Icon name={row.live?.channel ?? channel} />
      </span>
      <span className="queue-row-line">
        <span className="queue-row-who clip" dir="auto">
          {row.customerName || words('queue.unnamed')}
        </span>
        {isOthers ? <Mark icon="user" name={row.assigneeName || words('queue.someone')} /> : <RowClock row={row} />}
      </span>
      <span className="queue-row-line">
        <span className="queue-row-subject clip" dir="auto" lang={languageOf(subject, null) ?? undefined}>
          {subject}
        </span>
        {priority === 'urgent' ? <span className="queue-row-mark tone-warn">{words('queue.urgent')}</span> : null}
        {row.hasUnsent ? <Mark icon="arrow-up" name={words('queue.unsent')} /> : null}
        {row.hasDraft ? <Mark icon="pencil" name={words('queue.draft')} /> : null}
        {isTyping ? <Mark icon="chat" name={words('queue.typing')} /> : null}
        {presence === null ? null : (
          <Mark icon={presence.state === 'replying' ? 'pencil' : 'eye'} name={presenceWords(words, presence)} />
        )}
      </span>
    </div>
  )
})

/** Ticks by itself, so that a second that passes repaints one clock and not the list. */
function RowClock({ row }: { row: QueueRow }) {
  const read = (at: Parameters<typeof slaReading>[1]) => slaReading(row.case.replyDueAt, at, row.sla)
  const now = useNow((at) => untilNextReading(read(at), at))
  return <SlaClock sla={read(now)} form="row" />
}

function Mark({ icon, name }: { icon: IconName; name: string }) {
  return (
    <span className="queue-row-mark">
      <Icon name={icon} size={14} />
      <span className="clip">{name}</span>
    </span>
  )
}
