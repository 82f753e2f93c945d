import { useUrgentTime } from '../../deps/urgent-time.ts'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import './urgent.css'

/** In the strip, on every screen: that only urgent cases are given, and until when. Nothing while no block runs. */
export function UrgentChip() {
  const words = useWords()
  const format = useFormat()
  const { running } = useUrgentTime()
  if (running === null) return null
  return (
    <span className="urgent-chip num">
      <Icon name="urgent" size={14} />
      {words('urgent.chip', { time: format.clock(running.endsAt) })}
    </span>
  )
}
