import { useRef, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { PopoverAt } from '../../kit/overlay.tsx'
import { useCommand } from '../../kit/use-command.ts'
import { useWords } from '../../words/use-words.ts'
import type { CaseFact } from './case-facts.ts'
import type { Telling } from './event-words.ts'
import type { ShownFact } from './fact-words.ts'
import { factWords } from './fact-words.ts'

/** The line holds so many; the rest is one press away. */
const ON_THE_LINE = 2

type Props = {
  facts: readonly CaseFact[]
  telling: Telling
  /** The clock in words, read aloud with the facts. */
  sla: string
  isActive: boolean
  onFollow: (fact: CaseFact) => void
}

/** What presses in this case, each a way to where it comes from. Always one line high, so that nothing moves. */
export function FactsLine({ facts, telling, sla, isActive, onFollow }: Props) {
  const words = useWords()
  const line = useRef<HTMLDivElement>(null)
  const [aloud, setAloud] = useState('')
  const shown = facts.map((fact) => ({ fact, ...factWords(telling, fact) }))
  useCommand('case.facts', () => {
    if (!isActive) return false
    const said = shown.map(sentence).join('. ') || words('case.facts.none')
    setAloud(words('case.facts.aloud', { sla, facts: said }))
    line.current?.focus()
  })
  const [first, rest] = [shown.slice(0, ON_THE_LINE), shown.slice(ON_THE_LINE)]
  const key = ({ fact }: (typeof shown)[number], place: number) => `${fact.kind} ${place}`
  return (
    <div
      ref={line}
      className="case-facts-line"
      role="group"
      aria-label={words('case.facts')}
      tabIndex={-1}
      onBlur={() => setAloud('')}
    >
      {shown.length === 0 ? <span className="muted clip">{words('case.facts.none')}</span> : null}
      {first.map((each, place) => (
        <FactButton key={key(each, place)} shown={each} onFollow={() => onFollow(each.fact)} />
      ))}
      {rest.length === 0 ? null : (
        <PopoverAt
          label={words('case.facts')}
          trigger={
            <Button tone="quiet" className="case-way">
              {words('case.facts.more', { count: rest.length })}
            </Button>
          }
        >
          {rest.map((each, place) => (
            <FactButton key={key(each, place)} shown={each} onFollow={() => onFollow(each.fact)} />
          ))}
        </PopoverAt>
      )}
      <span className="vh" aria-live="polite">
        {aloud}
      </span>
    </div>
  )
}

const whole = ({ line, tail }: ShownFact): string => (tail === '' ? line : `${line} ${tail}`)
const sentence = (fact: ShownFact): string => (fact.word === '' ? whole(fact) : `${fact.word}: ${whole(fact)}`)

function FactButton({ shown, onFollow }: { shown: ShownFact; onFollow: () => void }) {
  return (
    <span className="case-fact" data-tone={shown.tone}>
      <Icon name={shown.icon} size={14} />
      {shown.word === '' ? null : <b>{shown.word}</b>}
      <button type="button" className="case-fact-line" title={whole(shown)} onClick={onFollow}>
        <span className="clip">
          <bdi>{shown.line}</bdi>
        </span>
        {shown.tail === '' ? null : <span className="case-fact-tail">{shown.tail}</span>}
      </button>
    </span>
  )
}
