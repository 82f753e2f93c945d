import { useObservable } from 'dexie-react-hooks'
import { useMemo, useState } from 'react'
import type { CustomerRecord } from '../../../domain/cases/customer.ts'
import { customerName } from '../../../domain/cases/customer.ts'
import { useDeps } from '../../deps/deps.ts'
import { Icon } from '../../kit/icon.tsx'
import { useSearchList } from '../../kit/use-search-list.ts'
import { useWords } from '../../words/use-words.ts'
import { findPeople } from '../../search/find-people.ts'

/** The last of the list: it is somebody who is not known yet. */
const NEWCOMER = 'newcomer'

type Props = { onChoose: (customer: CustomerRecord) => void; onNewcomer: (query: string) => void }

/** Finds a customer on this desk, or says that it is somebody new. The focus stays in the box: arrows walk, Enter takes. */
export function CustomerSearch({ onChoose, onNewcomer }: Props) {
  const words = useWords()
  const { repository } = useDeps()
  const customers = useObservable(() => repository.customers(), [repository])
  const [query, setQuery] = useState('')
  const { found, total } = useMemo(() => findPeople(customers ?? [], query), [customers, query])
  const { inputProps, listProps, optionProps, onKeyDown } = useSearchList({
    query,
    ids: [...found.map(({ id }) => id), NEWCOMER],
    onChoose: (id) => {
      if (id === NEWCOMER) return onNewcomer(query)
      const chosen = found.find((each) => each.id === id)
      if (chosen !== undefined) onChoose(chosen)
    },
  })
  const isAsked = query.trim().length >= 2
  return (
    <>
      <label className="labelled">
        {words('new-case.find')}
        <input
          {...inputProps}
          className="field"
          type="search"
          role="combobox"
          aria-expanded
          dir="auto"
          autoComplete="off"
          autoFocus
          spellCheck={false}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </label>
      <p className="muted" role="status">
        {isAsked ? words('new-case.found', { total, shown: found.length }) : words('new-case.find.hint')}
      </p>
      <ul {...listProps} className="contact-found" aria-label={words('new-case.customer')}>
        {found.map((each) => (
          <li key={each.id} {...optionProps(each.id)} className="contact-person">
            <b>
              <bdi>{customerName(each)}</bdi>
            </b>
            <span className="muted clip">{each.email || each.phone}</span>
          </li>
        ))}
        <li key={NEWCOMER} {...optionProps(NEWCOMER)} className="contact-person">
          <Icon name="user" />
          <b>{words('new-case.newcomer')}</b>
        </li>
      </ul>
    </>
  )
}
