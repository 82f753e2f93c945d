import type { KeyboardEvent } from 'react'
import { useEffect, useState } from 'react'
import { correctedAt } from '../../../domain/kernel/time.ts'
import { caseOf } from '../../../domain/mutations/mutation.ts'
import { filesOf } from '../../data/needed-files.ts'
import type { OutboxEntry } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useGo } from '../../deps/go.ts'
import { Button } from '../../kit/button.tsx'
import type { IconName } from '../../kit/icon.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import { Conflict } from './conflict.tsx'
import { textOf, whatIcon, whatWords } from './outbox-words.ts'
import type { Way, WayOutRefusal } from './ways-out.ts'
import { waysOut } from './ways-out.ts'

const stateIcon: Record<OutboxEntry['state'], IconName> = {
  waiting: 'clock',
  sending: 'arrow-up',
  'needs-you': 'refused',
}

/** One action that is not settled: what, to whom, since when, how far, why not, and the ways out. */
export function OutboxItem({ entry, onLeft }: { entry: OutboxEntry; onLeft: () => void }) {
  const words = useWords()
  const format = useFormat()
  const { repository, composer, forms, now, newId, timers } = useDeps()
  const { heldUntil } = entry
  const [, tick] = useState(0)
  // Offline nothing is written when the time is up: the clock alone says so.
  useEffect(() => {
    if (heldUntil === null || heldUntil <= now()) return
    return timers.after(heldUntil - now(), () => tick((count) => count + 1))
  }, [heldUntil, now, timers])
  const go = useGo()
  const [refusal, setRefusal] = useState<WayOutRefusal | null>(null)
  const { mutation, state } = entry
  const text = textOf(mutation)
  const actedAt = correctedAt(mutation.stamp)
  const isToday = new Date(actedAt).toDateString() === new Date(now()).toDateString()
  const when = isToday ? format.clock(actedAt) : format.moment(actedAt, now())

  async function take(way: Way): Promise<void> {
    const refused = await way.run()
    setRefusal(refused)
    if (refused === null && way.id === 'fill-in-again') return go.ask({ form: 'new-case' })
    // The item is about to go: the focus moves on while it still stands, unless it went into the case with the text.
    if (refused === null && way.id !== 'edit' && way.id !== 'put-back') onLeft()
  }

  const caseId = caseOf(mutation)
  const openCase = () => {
    if (caseId === null) return
    go.openCase(caseId)
    // A composer that is not on the screen yet takes the focus by itself, where nothing else has it.
    if (!composer.insert(caseId, { text: '' })) (document.activeElement as HTMLElement | null)?.blur()
  }
  const ways = waysOut(entry, words, { repository, newId, forms }, openCase)

  function takeByKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.nativeEvent.isComposing) return
    const way = ways.find((each) => each.key.toLowerCase() === event.key.toLowerCase())
    if (way === undefined) return
    event.preventDefault()
    void take(way)
  }

  return (
    <li className="outbox-item" data-state={state} tabIndex={-1} onKeyDown={takeByKey}>
      <Icon name={whatIcon(mutation)} />
      <div className="outbox-item-body">
        <div className="outbox-item-head">
          <b className="outbox-what" title={whatWords(words, entry)}>
            {whatWords(words, entry)}
          </b>
          <span className="outbox-state">
            <Icon name={stateIcon[state]} size={14} />
            {heldUntil !== null && now() < heldUntil ? words('outbox.state.held') : words(`outbox.state.${state}`)}
          </span>
        </div>
        <p className="outbox-meta">{words(text === null ? 'outbox.done-at' : 'outbox.written', { when })}</p>
        {text === null ? null : (
          <p className="outbox-text" dir="auto">
            {text}
          </p>
        )}
        {filesOf(mutation).length === 0 ? null : (
          <p className="outbox-meta">
            {words('attach.list', {
              count: filesOf(mutation).length,
              names: filesOf(mutation)
                .map(({ name }) => name)
                .join(', '),
            })}
          </p>
        )}
        {entry.refusal === null ? null : <p className="outbox-why">{words(`refusal.${entry.refusal}`)}</p>}
        {entry.refusal === 'conflict' ? <Conflict entry={entry} /> : null}
        {entry.reference === null ? null : (
          <p className="outbox-meta code">{words('outbox.reference', { reference: entry.reference })}</p>
        )}
        {ways.length === 0 ? null : (
          <div className="outbox-ways">
            {ways.map((way, place) => (
              <Button key={way.id} tone={place === 0 ? 'plain' : 'quiet'} onPress={() => void take(way)}>
                {way.words}
                <kbd aria-hidden="true">{way.shownKey}</kbd>
              </Button>
            ))}
          </div>
        )}
        {refusal === null ? null : (
          <p className="outbox-why" role="alert">
            {refusal === 'already-sending' || refusal === 'gone'
              ? words(`outbox.refusal.${refusal}`)
              : words(`refusal.${refusal}`)}
          </p>
        )}
      </div>
    </li>
  )
}
