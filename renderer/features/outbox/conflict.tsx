import { customerFieldOf, valueWords } from './conflict-words.ts'
import { correctedAt } from '../../../domain/kernel/time.ts'
import type { OutboxEntry } from '../../data/repository.ts'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'

/** Both values side by side, each with who put it there and when. Nothing is chosen before the agent chooses. */
export function Conflict({ entry }: { entry: OutboxEntry }) {
  const words = useWords()
  const format = useFormat()
  const { mutation, theirs } = entry
  if (theirs === null || (mutation.name !== 'customer.edit' && mutation.name !== 'case.edit')) return null
  const who = theirs.by ?? words('queue.someone')
  const rows = [
    {
      id: 'yours',
      title: words('outbox.conflict.yours'),
      value: mutation.args.to,
      said: words('outbox.conflict.you-at', { when: format.clock(correctedAt(mutation.stamp)) }),
    },
    {
      id: 'theirs',
      title: words('outbox.conflict.theirs'),
      value: theirs.value,
      said: theirs.at === null ? who : words('outbox.conflict.by-at', { who, when: format.clock(theirs.at) }),
    },
  ]
  return (
    <dl
      className="outbox-conflict"
      aria-label={words('outbox.conflict.name', { field: words(customerFieldOf(mutation)) })}
    >
      {rows.map((row, place) => (
        <div key={row.id} className="outbox-value">
          <dt>
            {row.title} <kbd aria-hidden="true">{place + 1}</kbd>
          </dt>
          <dd>
            <span dir="auto">{valueWords(words, mutation, row.value)}</span> <span className="muted">{row.said}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
