import { useCommand } from '../../kit/use-command.ts'
import { useWords } from '../../words/use-words.ts'
import type { Filter } from './timeline.ts'
import { FILTERS } from './timeline.ts'

type Props = { filter: Filter; counts: Record<Filter, number>; isActive: boolean; onFilter: (filter: Filter) => void }

/** Which entries are shown, with how many there are of each. One key each. */
export function FilterBar({ filter, counts, isActive, onFilter }: Props) {
  const words = useWords()
  const answer = (wanted: Filter) => () => {
    if (!isActive) return false
    onFilter(wanted)
  }
  useCommand('filter.all', answer('all'))
  useCommand('filter.email', answer('email'))
  useCommand('filter.phone', answer('phone'))
  useCommand('filter.chat', answer('chat'))
  useCommand('filter.notes', answer('notes'))
  return (
    <div className="case-filters" role="group" aria-label={words('timeline.filter')}>
      {FILTERS.map((each, place) => (
        <button
          key={each}
          type="button"
          className="case-filter"
          aria-pressed={filter === each}
          aria-keyshortcuts={`Alt+${place + 1}`}
          title={`Alt+${place + 1}`}
          onClick={() => onFilter(each)}
        >
          {words(`timeline.filter.${each}`)} <span className="num muted">{counts[each]}</span>
        </button>
      ))}
    </div>
  )
}
