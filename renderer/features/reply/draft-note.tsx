import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import type { DraftState } from './draft-keeper.ts'

/** Says quietly since when the text is safe. Its place is always there. */
export function DraftNote({ draft, isGuarded }: { draft: DraftState; isGuarded: boolean }) {
  const words = useWords()
  const format = useFormat()
  if (draft.refusal !== null || (draft.keptAt === null && !isGuarded)) return null
  return (
    <span className="reply-kept">
      <Icon name="check" size={14} />
      {isGuarded || draft.keptAt === null
        ? words('reply.draft.your-text-is-kept')
        : words('reply.draft.kept', { at: format.clock(draft.keptAt) })}
    </span>
  )
}
