import type { EpochMs } from '../../../domain/kernel/time.ts'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'

/** When this desk last knew every article to be the newest. Null: it never did. */
export function Stamp({ at, now, isOffline }: { at: EpochMs | null; now: EpochMs; isOffline: boolean }) {
  const words = useWords()
  const format = useFormat()
  const isToday = at !== null && new Date(at).toDateString() === new Date(now).toDateString()
  return (
    <>
      {isOffline ? `${words('knowledge.offline')} ` : ''}
      {at === null
        ? words('knowledge.current.never')
        : isToday
          ? words('knowledge.current.today', { time: format.clock(at) })
          : words('knowledge.current.day', { day: format.day(at, now), time: format.clock(at) })}
    </>
  )
}
