import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { HeldWhy } from '../../deps/breaks-port.ts'
import type { KeepRefusal } from '../../data/repository.ts'
import { Button } from '../../kit/button.tsx'
import type { Format } from '../../words/format.ts'
import { useFormat } from '../../words/format.ts'
import type { Words } from '../../words/use-words.ts'
import { useWords } from '../../words/use-words.ts'

/** What the agent is told about Next case, until they do something else. */
export type NextNotice =
  /** Not all cases are on this desk yet: that none is known says nothing. */
  | { kind: 'not-yet' }
  | { kind: 'nothing'; nextPromiseAt: EpochMs | null }
  | { kind: 'lost'; how: 'next' | 'last' | 'typed' | 'told'; name: string | null; subject: string }
  | { kind: 'refused'; refusal: KeepRefusal }
  /** The agent keeps the time for urgent cases, none waits, and so many others do until then. */
  | { kind: 'urgent-only'; count: number; until: EpochMs }
  /** Of breaks: nothing new is given now. */
  | { kind: 'held'; why: HeldWhy }

export function noticeWords(words: Words, format: Format, notice: NextNotice): string {
  switch (notice.kind) {
    case 'not-yet':
      return words('queue.notYet')
    case 'nothing': {
      const { nextPromiseAt: at } = notice
      return words('queue.nothing', {
        hasPromise: at === null ? 'no' : 'yes',
        time: at === null ? '' : format.clock(at),
      })
    }
    case 'lost': {
      const { how, name, subject } = notice
      return words(`queue.lost.${how}`, { name: name || words('queue.someone'), subject })
    }
    case 'urgent-only': {
      const { count, until } = notice
      return words('urgent.nothing', { count, time: format.clock(until) })
    }
    case 'held':
      return words('queue.nothingNew', { why: notice.why })
    case 'refused':
      return words('queue.refused', { reason: words(`refusal.${notice.refusal}`) })
  }
}

export function Notice({ notice, onClose }: { notice: NextNotice | null; onClose: () => void }) {
  const words = useWords()
  const format = useFormat()
  return (
    <div className="queue-notice" role="status" data-kind={notice?.kind}>
      {notice === null ? null : (
        <>
          <span>{noticeWords(words, format, notice)}</span>
          <Button tone="quiet" icon="close" label={words('queue.notice.close')} onPress={onClose} />
        </>
      )}
    </div>
  )
}
