import { MINUTE_MS } from '../../../domain/kernel/time.ts'
import type { CaseView } from '../../data/repository.ts'
import { useNow } from '../../deps/use-now.ts'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import { leftWords, stagedWords } from './action-words.ts'
import type { OutcomeDraft } from './draft-outcome.ts'

/** What goes out with the reply, and what is left to do by hand. */
export function StagedList({ draft, view }: { draft: OutcomeDraft; view: CaseView }) {
  const words = useWords()
  const format = useFormat()
  const now = useNow(() => MINUTE_MS)
  const currencyOf = (orderId: string) => view.orders.find((order) => order.id === orderId)?.currency ?? null
  return (
    <>
      {draft.actions.length === 0 ? null : (
        <div className="guide-staged">
          <span className="muted">{words('guide.on-send')}</span>
          {draft.actions.map((action, at) => (
            <span key={at} className="chip guide-chip">
              {stagedWords(words, format, action, currencyOf, now)}
            </span>
          ))}
        </div>
      )}
      {draft.left.map((action, at) => (
        <p key={at} className="guide-left">
          {leftWords(words, action)}
        </p>
      ))}
    </>
  )
}
