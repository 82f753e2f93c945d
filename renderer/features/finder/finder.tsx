import { useObservable } from 'dexie-react-hooks'
import { useMemo, useRef, useState } from 'react'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import { useDeps } from '../../deps/deps.ts'
import { useGo } from '../../deps/go.ts'
import { KeyHint } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useCommand } from '../../kit/use-command.ts'
import { useSearchList } from '../../kit/use-search-list.ts'
import { useWords } from '../../words/use-words.ts'
import type { Findable } from './find-cases.ts'
import { findables, findCases } from './find-cases.ts'
import './finder.css'

/** More than that nobody reads; another word is quicker. */
const SHOWN = 30

/** Finds a case on this desk by its number, its words, its customer or an order. Never asks the network. */
export function Finder() {
  const words = useWords()
  const go = useGo()
  const input = useRef<HTMLInputElement>(null)
  const before = useRef<Element | null>(null)
  const [query, setQuery] = useState('')
  const [isIn, setIn] = useState(false)
  const all = useFindables(isIn)
  const { found, total } = useMemo(() => findCases(all, query, SHOWN), [all, query])
  const isOpen = isIn && query.trim() !== ''

  const leave = (returns: boolean) => {
    setQuery('')
    if (returns && before.current instanceof HTMLElement) before.current.focus()
    else input.current?.blur()
  }
  const open = (id: string) => {
    leave(true)
    go.openCase(id as CaseId)
  }
  const { inputProps, listProps, optionProps, onKeyDown } = useSearchList({
    query,
    ids: isOpen ? found.map(({ caseId }) => caseId) : [],
    onChoose: open,
  })
  useCommand('case.find', () => {
    input.current?.focus()
    input.current?.select()
  })

  return (
    <search className="finder">
      <div className="finder-box">
        <Icon name="search" />
        <input
          ref={input}
          {...inputProps}
          type="search"
          aria-label={words('finder.name')}
          placeholder={words('finder.hint')}
          className="finder-input"
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onFocus={(event) => {
            setIn(true)
            before.current = event.relatedTarget
          }}
          onBlur={() => setIn(false)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
              event.preventDefault()
              event.stopPropagation()
              leave(true)
            } else onKeyDown(event)
          }}
        />
        {isIn ? null : <KeyHint command="case.find" />}
      </div>
      <div className="finder-found" hidden={!isOpen}>
        <ul {...listProps} aria-label={words('finder.found')} className="finder-list">
          {(isOpen ? found : []).map(({ caseId, case: kase, customerName, because }) => (
            <li key={caseId} {...optionProps(caseId)} className="finder-case">
              <Icon name={kase.channel} size={14} />
              <span className="finder-who">
                <span className="strong">{customerName}</span>
                <span className="num muted">{kase.number === 0 ? words('finder.new') : kase.number}</span>
                <span className="finder-status">{words(`finder.status.${kase.status}`)}</span>
              </span>
              <span className="finder-subject clip" dir="auto">
                {kase.subject}
              </span>
              {because === null ? null : (
                <span className="finder-because clip">
                  {words('finder.because', { by: because.by, shown: because.shown })}
                </span>
              )}
            </li>
          ))}
        </ul>
        <p className="finder-count" role="status">
          {isOpen ? words('finder.count', { total, shown: found.length }) : ''}
        </p>
      </div>
    </search>
  )
}

const NONE: readonly Findable[] = []

/** Read when somebody looks, and kept until the next change. */
function useFindables(isWanted: boolean): readonly Findable[] {
  const { repository } = useDeps()
  const rows = useObservable(() => repository.queue(), [repository])
  const people = useObservable(() => (isWanted ? repository.customers() : nothing), [repository, isWanted])
  const orders = useObservable(() => (isWanted ? repository.orders() : nothing), [repository, isWanted])
  return useMemo(
    () =>
      isWanted
        ? findables(
            (rows ?? []).map((row) => row.case),
            people ?? [],
            orders ?? [],
          )
        : NONE,
    [rows, people, orders, isWanted],
  )
}

const nothing = { subscribe: () => ({ unsubscribe() {} }), getValue: () => undefined }
