import { memo } from 'react'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { SlaReading } from '../../../domain/sla/sla-step.ts'
import { slaStep, untilNextReading } from '../../../domain/sla/sla-step.ts'
import type { QueueRow } from '../../data/repository.ts'
import { useNow } from '../../deps/use-now.ts'
import type { IconName } from '../../kit/icon.tsx'
import { Icon } from '../../kit/icon.tsx'
import { SlaClock, slaWords } from '../../kit/sla-clock.tsx'
import type { Format } from '../../words/format.ts'
import type { Words } from '../../words/use-words.ts'
import { useWords } from '../../words/use-words.ts'

/** All that a row shows, in words: subject, customer, promise or holder, channel, marks. */
export function rowName(words: Words, format: Format, row: QueueRow, sla: SlaReading, isOthers: boolean): string {
  const named = {
    subject: row.case.subject,
    customer: row.customerName || words('queue.unnamed'),
    channel: words(`channel.${row.case.channel}`),
  }
  return words('queue.rowMarks', {
    row: isOthers
      ? words('queue.rowHeld', { ...named, holder: row.assigneeName || words('queue.someone') })
      : words('queue.row', { ...named, sla: slaWords(words, format, sla, 'row') }),
    isUrgent: row.case.priority === 'urgent' ? 'yes' : 'no',
    isUnsent: row.hasUnsent ? 'yes' : 'no',
    isDraft: row.hasDraft ? 'yes' : 'no',
  })
}

type Props = { row: QueueRow; isOthers: boolean }

export const QueueRowContent = memo(function QueueRowContent({ row, isOthers }: Props) {
  const words = useWords()
  const { channel, priority, subject } = row.case
  return (
    <div className="queue-row-grid">
      <span className="queue-row-channel">
        <Icon name={channel} />
      </span>
      <span className="queue-row-line">
        <span className="queue-row-who clip">{row.customerName || words('queue.unnamed')}</span>
        {isOthers ? (
          <Mark icon="user" name={row.assigneeName || words('queue.someone')} />
        ) : (
          <RowClock dueAt={row.case.replyDueAt} />
        )}
      </span>
      <span className="queue-row-line">
        <span className="queue-row-subject clip" dir="auto">
          {subject}
        </span>
        {priority === 'urgent' ? <span className="queue-row-mark tone-warn">{words('queue.urgent')}</span> : null}
        {row.hasUnsent ? <Mark icon="arrow-up" name={words('queue.unsent')} /> : null}
        {row.hasDraft ? <Mark icon="pencil" name={words('queue.draft')} /> : null}
      </span>
    </div>
  )
})

/** Ticks by itself, so that a second that passes repaints one clock and not the list. */
function RowClock({ dueAt }: { dueAt: EpochMs | null }) {
  const now = useNow((at) => untilNextReading(slaStep(dueAt, at), at))
  return <SlaClock sla={slaStep(dueAt, now)} form="row" />
}

function Mark({ icon, name }: { icon: IconName; name: string }) {
  return (
    <span className="queue-row-mark">
      <Icon name={icon} size={14} />
      <span>{name}</span>
    </span>
  )
}
