import { useObservable } from 'dexie-react-hooks'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import { MINUTE_MS } from '../../../domain/kernel/time.ts'
import { customerName } from '../../../domain/cases/customer.ts'
import type { CaseHistory, CaseView } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useNow } from '../../deps/use-now.ts'
import type { IconName } from '../../kit/icon.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import './case-view.css'
import './customer.css'
import { contactAbout, contactTitle } from './contact-entry.tsx'
import type { Telling } from './event-words.ts'
import { eventIcon, eventWords } from './event-words.ts'
import { GuideEntry } from './line-entry.tsx'
import { PastContacts } from './past-contacts.tsx'

/** Everything that happened in a case beside what was written, newest first; then when the customer came before. */
export function HistoryPanel({ caseId }: { caseId: CaseId }) {
  const words = useWords()
  const { repository } = useDeps()
  const view = useObservable(() => repository.case(caseId), [repository, caseId])
  const history = useObservable(() => repository.history(caseId), [repository, caseId])
  return (
    <div className="case-side-scroll" role="region" tabIndex={0} aria-label={words('history.title')}>
      {view && history ? <History key={caseId} view={view} history={history} /> : null}
    </div>
  )
}

type Line = { key: string; at: number; icon: IconName; text: string }

function History({ view, history }: { view: CaseView; history: CaseHistory }) {
  const words = useWords()
  const format = useFormat()
  const { account, repository } = useDeps()
  const guides = useObservable(() => repository.guides(), [repository]) ?? []
  const now = useNow((at) => (MINUTE_MS - (at % MINUTE_MS)) as typeof MINUTE_MS)
  const telling: Telling = { words, format, now, me: account.userId, names: view.names }
  const customer = view.customer === null ? words('queue.unnamed') : customerName(view.customer)
  const lines: Line[] = [
    ...history.events.map((event) => ({
      key: event.id as string,
      at: event.at,
      icon: eventIcon[event.kind] ?? 'pencil',
      text: eventWords(telling, event),
    })),
    ...history.contacts.map((contact) => ({
      key: contact.id as string,
      at: contact.offeredAt,
      icon: contact.channel,
      text: [contactTitle(words, contact, customer), ...contactAbout(telling, contact)].join(', '),
    })),
  ].sort((a, b) => b.at - a.at)
  const runs = history.guideRuns.filter(({ endedAt }) => endedAt !== null)
  return (
    <>
      <section className="case-side-part" aria-label={words('history.events')}>
        <h2 className="case-side-title">{words('history.events')}</h2>
        {lines.length === 0 ? <p className="soft">{words('history.empty')}</p> : null}
        <ol className="case-history">
          {lines.map(({ key, at, icon, text }) => (
            <li key={key}>
              <Icon name={icon} size={14} />
              <span className="grow">
                <bdi>{text}</bdi>
              </span>
              <time className="num muted" dateTime={new Date(at).toISOString()}>
                {format.moment(at, now)}
              </time>
            </li>
          ))}
        </ol>
        {runs.map((run) => (
          <GuideEntry
            key={run.id}
            run={run}
            guide={guides.find(({ id }) => id === run.guideId) ?? null}
            telling={telling}
          />
        ))}
      </section>
      <PastContacts view={view} now={now} name={words('history.contacts')} />
    </>
  )
}
