import { useMemo, useState } from 'react'
import type { IconName } from '../../kit/icon.tsx'
import { Icon } from '../../kit/icon.tsx'
import { TopDialog } from '../../kit/top-dialog.tsx'
import { useSearchList } from '../../kit/use-search-list.ts'
import { useWords } from '../../words/use-words.ts'
import './palette.css'
import type { PaletteEntry } from './rank-entries.ts'
import { indexEntries, rankEntries } from './rank-entries.ts'

const iconOf: Record<PaletteEntry['kind'], IconName> = {
  command: 'keyboard',
  place: 'enter',
  case: 'inbox',
  setting: 'settings',
}

type Props = {
  entries: readonly PaletteEntry[]
  /** What was chosen can be done: the palette is closed and it is done. */
  onChoose: (id: string) => void
  onClose: () => void
}

/** Everything the desk can do, by its words. */
export function Palette({ entries, onChoose, onClose }: Props) {
  const words = useWords()
  const [query, setQuery] = useState('')
  // What it is about may change underneath; what was found for the words must not jump about.
  const [listed] = useState(entries)
  const index = useMemo(() => indexEntries(listed), [listed])
  const found = useMemo(() => rankEntries(listed, index, query), [listed, index, query])
  const choose = (id: string) => {
    if (found.find((entry) => entry.id === id)?.whyNot === null) onChoose(id)
  }
  const { inputProps, listProps, optionProps, onKeyDown } = useSearchList({
    query,
    ids: found.map(({ id }) => id),
    onChoose: choose,
  })
  return (
    <TopDialog label={words('palette.name')} className="palette" onClose={onClose}>
      <div className="palette-box">
        <Icon name="search" />
        <input
          {...inputProps}
          role="combobox"
          aria-expanded={found.length > 0}
          aria-label={words('palette.name')}
          placeholder={words('palette.hint')}
          className="palette-input"
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <ul {...listProps} className="palette-list" aria-label={words('palette.name')} tabIndex={-1}>
        {found.map((entry) => (
          <li
            key={entry.id}
            {...optionProps(entry.id)}
            className="palette-entry"
            aria-disabled={entry.whyNot === null ? undefined : true}
          >
            <Icon name={iconOf[entry.kind]} size={14} />
            <span className="clip" dir="auto">
              {entry.words}
            </span>
            <span className="palette-why">
              {entry.whyNot ?? (entry.kind === 'command' ? '' : words(`palette.${entry.kind}`))}
            </span>
            {entry.keys === '' ? null : <kbd>{entry.keys}</kbd>}
          </li>
        ))}
      </ul>
      {found.length === 0 ? (
        <p className="palette-none" role="status">
          {words('palette.none', { query })}
        </p>
      ) : null}
    </TopDialog>
  )
}
