import type { KeepRefusal } from '../../data/repository.ts'
import { Icon } from '../../kit/icon.tsx'
import { useWords } from '../../words/use-words.ts'

/** Why something was not done, and what the agent can do about it. */
export function RefusedLine({ refusal }: { refusal: KeepRefusal | null }) {
  const words = useWords()
  return refusal === null ? null : (
    <p className="case-refused" role="alert">
      <Icon name="refused" size={14} />
      <b>{words('case.not-done')}</b> {words(`refusal.${refusal}`)}
    </p>
  )
}
