import { useState } from 'react'
import { contactState } from '../../../domain/cases/contact.ts'
import type { CaseView } from '../../data/repository.ts'
import { useGo } from '../../deps/go.ts'
import type { IconName } from '../../kit/icon.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'

const YEAR_MS = 365 * 24 * 60 * 60_000
/** So many fit without pushing everything else away. */
const FIRST = 6

type Props = { view: CaseView; now: number }

/** When the customer came before, by whichever way, and for what. */
export function PastContacts({ view, now, name }: Props & { name?: string }) {
  const words = useWords()
  const go = useGo()
  const subjects = new Map([view.case, ...view.otherCases, ...view.mergedCases].map(({ id, subject }) => [id, subject]))
  const past = view.contacts.filter(({ endedAt }) => endedAt !== null)
  const inYear = past.filter(({ offeredAt }) => offeredAt > now - YEAR_MS).length
  if (past.length === 0) return null
  return (
    <section className="case-side-part" aria-label={name ?? words('customer.contacts')}>
      <h3 className="case-side-title">
        {words('customer.contacts')}
        <span className="muted"> {words('customer.contacts.count', { count: inYear })}</span>
      </h3>
      <Rows
        now={now}
        rows={past.map((contact) => {
          const subject = subjects.get(contact.caseId) ?? ''
          const isMissed = contactState(contact) === 'missed'
          return {
            key: contact.id,
            icon: contact.channel,
            text: isMissed ? words('customer.contacts.missed', { subject }) : subject,
            after: '',
            at: contact.offeredAt,
            open: () => go.openCase(contact.caseId),
          }
        })}
      />
    </section>
  )
}

/** What else the customer has or had with us. */
export function OtherCases({ view, now }: Props) {
  const words = useWords()
  const go = useGo()
  if (view.otherCases.length === 0) return null
  return (
    <section className="case-side-part" aria-label={words('customer.cases')}>
      <h3 className="case-side-title">{words('customer.cases')}</h3>
      <Rows
        now={now}
        rows={view.otherCases.map(({ id, channel, subject, status, openedAt }) => ({
          key: id,
          icon: channel,
          text: subject,
          after: words(`case.status.${status}`),
          at: openedAt,
          open: () => go.openCase(id),
        }))}
      />
    </section>
  )
}

type Row = { key: string; icon: IconName; text: string; after: string; at: number; open: () => void }

function Rows({ rows, now }: { rows: readonly Row[]; now: number }) {
  const words = useWords()
  const format = useFormat()
  const [isWhole, setWhole] = useState(false)
  return (
    <>
      <ul className="case-past">
        {(isWhole ? rows : rows.slice(0, FIRST)).map(({ key, icon, text, after, at, open }) => (
          <li key={key}>
            <button type="button" className="case-past-row" onClick={open}>
              <Icon name={icon} size={14} />
              <span className="grow clip">
                <bdi>{text}</bdi>
              </span>
              {after === '' ? null : <span className="muted">{after}</span>}
              <time className="num muted" dateTime={new Date(at).toISOString()}>
                {format.day(at, now)}
              </time>
            </button>
          </li>
        ))}
      </ul>
      {rows.length <= FIRST || isWhole ? null : (
        <button type="button" className="case-fold" onClick={() => setWhole(true)}>
          {words('customer.more', { count: rows.length - FIRST })}
        </button>
      )}
    </>
  )
}
