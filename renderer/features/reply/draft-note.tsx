import type { EpochMs } from '../../../domain/kernel/time.ts'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'

type Props = { keptAt: EpochMs | null; isRefused: boolean; isGuarded: boolean }

/** Says quietly since when the text is safe. Its place is always there. */
export function DraftNote({ keptAt, isRefused, isGuarded }: Props) {
  const words = useWords()
  const format = useFormat()
  if (isRefused || (keptAt === null && !isGuarded)) return null
  return (
    <span className="reply-kept">
      <Icon name="check" size={14} />
      {isGuarded || keptAt === null
        ? words('reply.draft.your-text-is-kept')
        : words('reply.draft.kept', { at: format.clock(keptAt) })}
    </span>
  )
}
