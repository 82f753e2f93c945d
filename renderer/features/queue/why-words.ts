import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { UrgencyReason } from '../../../domain/routing/urgency.ts'
import { explainUrgency } from '../../../domain/routing/urgency.ts'
import type { SlaReading } from '../../../domain/sla/sla-reading.ts'
import type { QueueRow } from '../../data/repository.ts'
import type { Format } from '../../words/format.ts'
import type { Words } from '../../words/use-words.ts'

/** Why a row stands where it stands: "Why here: reply due in 12 min, urgent, waits since 09:54." */
export function whyWords(words: Words, format: Format, row: QueueRow, now: EpochMs): string {
  const isToday = (at: EpochMs) => new Date(at).toDateString() === new Date(now).toDateString()
  const when = (at: EpochMs) =>
    isToday(at) ? format.clock(at) : words('time.dayAndTime', { day: format.day(at, now), time: format.clock(at) })
  const sayReply = (reading: SlaReading): string => {
    if (reading.step !== 'paused')
      return words(`queue.why.reply.${reading.step === 'late' ? 'late' : 'due'}`, {
        length: format.length(reading.leftMs),
      })
    return reading.because === 'closed'
      ? words('queue.why.reply.closed', { time: when(reading.opensAt) })
      : words('queue.why.reply.customer')
  }
  const say = (reason: UrgencyReason): string => {
    switch (reason.because) {
      case 'live':
        return words(`queue.why.live.${reason.channel}`, { time: when(reason.since) })
      case 'promise-overdue':
      case 'promise-due':
        return words(`queue.why.${reason.because}`, { time: when(reason.dueAt) })
      case 'reply':
        return sayReply(reason.reading)
      case 'urgent':
        return words('queue.why.urgent')
      case 'waits':
        return words('queue.why.waits', { time: when(reason.since) })
    }
  }
  const skipped = row.skippedAt === null ? [] : [words('queue.why.skipped', { time: when(row.skippedAt) })]
  return words('queue.why', { reasons: [...explainUrgency(row, now).map(say), ...skipped].join(', ') })
}
