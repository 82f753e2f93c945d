import { useObservable } from 'dexie-react-hooks'
import { useId, useState } from 'react'
import type { BreakNote } from '../../data/store-port.ts'
import { useDeps } from '../../deps/deps.ts'
import { Button } from '../../kit/button.tsx'
import { english, type WordsKey } from '../../words/catalogue.ts'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'

/** The agent's own breaks and exercises, and the way to be rid of them. */
export function OwnList() {
  const words = useWords()
  const format = useFormat()
  const titleId = useId()
  const { breakDiary, now } = useDeps()
  const notes = useObservable(() => breakDiary.list(), [breakDiary])
  const unwritten = useObservable(() => breakDiary.unwritten, [breakDiary]) ?? 0
  const [isAsking, setAsking] = useState(false)
  /** What became of the last erasing. Empty: nothing was erased yet. */
  const [said, setSaid] = useState('')
  const count = notes?.length ?? 0

  const erase = async () => {
    setAsking(false)
    try {
      setSaid(words('recorded.erased', { count: await breakDiary.erase() }))
    } catch {
      setSaid(words('recorded.eraseFailed'))
    }
  }
  return (
    <section className="recorded-own" aria-labelledby={titleId}>
      <h3 id={titleId}>{words('recorded.history')}</h3>
      <p className="soft">{words('recorded.historyWhy')}</p>
      {unwritten === 0 ? null : <p>{words('recorded.historyUnkept', { count: unwritten })}</p>}
      {notes === undefined ? null : count === 0 ? (
        <p>{words('recorded.historyEmpty')}</p>
      ) : (
        <ul className="recorded-notes" aria-labelledby={titleId}>
          {notes.map((note) => (
            <li key={note.id}>
              <span className="num recorded-when">{format.moment(note.startedAt, now())}</span>
              <NoteWords note={note} />
              <span className="num">{format.length(note.lengthMs)}</span>
            </li>
          ))}
        </ul>
      )}
      <p role="status">{said}</p>
      {count === 0 ? null : isAsking ? (
        <div className="recorded-ask" role="group" aria-label={words('recorded.erase')}>
          <p>{words('recorded.eraseAsk', { count })}</p>
          <Button autoFocus onPress={() => setAsking(false)}>
            {words('recorded.eraseNo')}
          </Button>
          <Button onPress={() => void erase()}>{words('recorded.eraseYes')}</Button>
        </div>
      ) : (
        <Button className="recorded-erase" onPress={() => setAsking(true)}>
          {words('recorded.erase')}
        </Button>
      )}
    </section>
  )
}

function NoteWords({ note: { kind, exercise } }: { note: BreakNote }) {
  const words = useWords()
  const said = exercise === null ? null : `exercise.name.${exercise}`
  return (
    <span className="grow">
      {words(`recorded.entry.${kind}`)}
      {said !== null && isSaid(said) ? `, ${words(said)}` : ''}
    </span>
  )
}

// An exercise of another version may have a name that this one does not know.
const isSaid = (key: string): key is WordsKey => Object.hasOwn(english, key)
