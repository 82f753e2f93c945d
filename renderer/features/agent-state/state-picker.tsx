import { useObservable } from 'dexie-react-hooks'
import type { KeyboardEvent } from 'react'
import { useRef } from 'react'
import { CHOSEN_STATES } from '../../../domain/agent-time/kinds.ts'
import type { ShownState } from '../../../domain/agent-time/my-state.ts'
import type { Ms } from '../../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../../domain/kernel/time.ts'
import { useDeps } from '../../deps/deps.ts'
import { useNow } from '../../deps/use-now.ts'
import { useCommand } from '../../kit/use-command.ts'
import { useWords } from '../../words/use-words.ts'
import './agent-state.css'

/** In the order of a day; those that the desk sets by itself are shown and cannot be chosen. */
const LISTED = [
  'available',
  'on-contact',
  'wrap-up',
  'break',
  'lunch',
  'reset',
  'training',
  'meeting',
  'coaching',
  'tech-issue',
  'offline-working',
  'offline',
] as const satisfies readonly ShownState[]
const isChosen = (state: ShownState) => CHOSEN_STATES.find((each) => each === state)

/** Where the agent is and for how long, always in the same place. The platform's own list, as for the status of a case. */
export function StatePicker() {
  const words = useWords()
  const { agentTime } = useDeps()
  const my = useObservable(() => agentTime.my, [agentTime])
  const place = useRef<HTMLSelectElement>(null)
  const before = useRef<{ at: Element | null; isByKey: boolean }>({ at: null, isByKey: false })
  const giveBack = () => {
    const { at } = before.current
    if (!(at instanceof HTMLElement) || !at.isConnected) return false
    at.focus()
    return true
  }
  useCommand('state.choose', () => {
    const select = place.current
    if (select === null) return false
    select.focus()
    before.current.isByKey = true
    open(select)
  })
  if (my === undefined || my === null) return null
  const { state, next } = my
  const choose = (value: string) => {
    const chosen = CHOSEN_STATES.find((each) => each === value)
    if (chosen !== undefined) agentTime.choose(chosen)
  }
  return (
    <div className="my-state" data-state={state} data-next={next ?? undefined}>
      <select
        ref={place}
        className="select"
        aria-label={words('my-state.name')}
        aria-keyshortcuts="Shift+F2"
        title={words('my-state.hint')}
        value={state}
        onFocus={({ relatedTarget }) => {
          before.current = { at: relatedTarget, isByKey: false }
        }}
        onChange={(event) => {
          choose(event.target.value)
          if (before.current.isByKey) giveBack()
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return onlyOpen(event)
          if (giveBack()) event.preventDefault()
        }}
        // The press that closes the list is the list's own; only its end comes here.
        onKeyUp={({ key }) => key === 'Escape' && giveBack()}
      >
        {LISTED.map((each) => (
          <option key={each} value={each} disabled={isChosen(each) === undefined}>
            {words(`my-state.${each}`)}
          </option>
        ))}
      </select>
      {next === null ? (
        <Since since={my.since} />
      ) : (
        <button type="button" className="my-state-next" onClick={() => agentTime.choose('available')}>
          {words('my-state.next', { state: words(`my-state.${next}`) })}
        </button>
      )}
    </div>
  )
}

/** Repaints by itself, once a minute. */
function Since({ since }: { since: number }) {
  const words = useWords()
  const now = useNow((at) => (MINUTE_MS - ((at - since + MINUTE_MS) % MINUTE_MS)) as Ms)
  const minutes = Math.max(0, Math.floor((now - since) / MINUTE_MS))
  return (
    <span className="my-state-since num" title={words('my-state.since', { minutes })}>
      {words('my-state.minutes', { minutes })}
    </span>
  )
}

/** An arrow key meant for reading must not begin a break: it opens the list, and only Enter there chooses. */
function onlyOpen(event: KeyboardEvent<HTMLSelectElement>): void {
  const isWalk = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'].includes(
    event.key,
  )
  const isLetter = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey
  if (!isWalk && !isLetter) return
  event.preventDefault()
  open(event.currentTarget)
}

function open(select: HTMLSelectElement): void {
  try {
    select.showPicker()
  } catch {
    // Without a press of the agent's own a browser keeps it closed; the focus is there, and Space opens it.
  }
}
