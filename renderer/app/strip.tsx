import { useObservable } from 'dexie-react-hooks'
import type { ContactRecord } from '../../domain/cases/contact.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../domain/kernel/time.ts'
import { useDeps } from '../deps/deps.ts'
import { useNow } from '../deps/use-now.ts'
import { useFormat } from '../words/format.ts'
import { useWords } from '../words/use-words.ts'

/** The foot of the window: the time, what was promised next, what is done. True without any connection. */
export function ShiftStrip() {
  const words = useWords()
  const format = useFormat()
  const { repository, account } = useDeps()
  const now = useNow((at) => (MINUTE_MS - (at % MINUTE_MS)) as Ms)
  const promises = useObservable(() => repository.promises(), [repository])
  const contacts = useObservable(() => repository.ownContacts(), [repository])
  const next = promises?.find(({ promise }) => promise.ownerId === account.userId)?.promise
  const done = contacts === undefined ? null : wrappedUpOn(contacts, now)
  const promised = next && {
    time: format
      .moment(next.dueAt, now)
      .replace(words('time.today', { time: format.clock(next.dueAt) }), format.clock(next.dueAt)),
    length: format.length(next.dueAt - now),
    words: next.words,
  }
  return (
    <section className="strip" aria-label={words('shift.name')} data-area="strip">
      <time className="strip-clock num">{format.clock(now)}</time>
      <span className="clip" dir="auto">
        {promises === undefined
          ? ''
          : promised === undefined
            ? words('shift.noPromise')
            : words(next !== undefined && next.dueAt < now ? 'shift.latePromise' : 'shift.nextPromise', promised)}
      </span>
      <span className="grow" />
      <span className="strip-figure" title={words('shift.contactsWhy')}>
        {words('shift.contacts')} <b className="num">{done ?? ''}</b>
      </span>
    </section>
  )
}

/** How many of the contacts were wrapped up on the day of `now`, as this machine's calendar has it. */
export function wrappedUpOn(contacts: readonly ContactRecord[], now: EpochMs): number {
  const today = new Date(now).toDateString()
  return contacts.filter(({ wrappedUpAt }) => wrappedUpAt !== null && new Date(wrappedUpAt).toDateString() === today)
    .length
}
