import { useObservable } from 'dexie-react-hooks'
import { useState } from 'react'
import { correctedAt } from '../../../domain/kernel/time.ts'
import type { SentEntry } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import { isStep } from './is-step.ts'
import { whatIcon, whatWords } from './outbox-words.ts'

const NONE: SentEntry[] = []
/** Enough for a look back; the case itself has everything. */
const SHOWN = 50
/** Apart by more than this, both moments are told. */
const SAME_MOMENT_MS = 60_000

/** What the server took during this shift, newest first. The small steps between are folded away. */
export function SentList() {
  const words = useWords()
  const format = useFormat()
  const { repository } = useDeps()
  const sent = useObservable(() => repository.sent(), [repository]) ?? NONE
  const [isShown, setShown] = useState(false)
  if (sent.length === 0) return null
  const steps = sent.filter(isStep).length
  const listed = isShown ? sent : sent.filter((entry) => !isStep(entry))
  return (
    <section aria-label={words('outbox.sent.name')}>
      <h3 className="outbox-part">{words('outbox.sent.name')}</h3>
      {/* Rows and no list: whoever counts the items of the outbox counts what is not sent. */}
      <div className="outbox-sent">
        {listed.slice(0, SHOWN).map((entry) => {
          const doneAt = correctedAt(entry.mutation.stamp)
          const isLater = entry.at - doneAt > SAME_MOMENT_MS
          return (
            <div key={entry.mutation.id} className="outbox-item">
              <Icon name={whatIcon(entry.mutation)} />
              <div className="outbox-item-body">
                <div className="outbox-item-head">
                  <span className="outbox-what">{whatWords(words, entry)}</span>
                  <span className="outbox-state" data-sent="true">
                    <Icon name="check" size={14} />
                    {words('outbox.sent.at', { when: format.clock(entry.at) })}
                  </span>
                </div>
                {isLater ? (
                  <p className="outbox-meta">{words('outbox.done-at', { when: format.clock(doneAt) })}</p>
                ) : null}
              </div>
            </div>
          )
        })}
      </div>
      {steps === 0 ? null : (
        <Button tone="quiet" className="outbox-steps" aria-expanded={isShown} onPress={() => setShown(!isShown)}>
          {words('outbox.sent.steps', { count: steps, isShown: isShown ? 'yes' : 'no' })}
        </Button>
      )}
    </section>
  )
}
