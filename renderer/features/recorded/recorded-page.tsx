import { useId } from 'react'
import { INTERVAL_SOURCES } from '../../../domain/agent-time/interval.ts'
import { PageDialog } from '../../kit/page-dialog.tsx'
import { useWords } from '../../words/use-words.ts'
import { OwnList } from './own-list.tsx'
import './recorded.css'
import { FIELDS, NEVER, READERS, RECORDED } from './recorded-table.ts'

/** What is recorded about the agent, who may see it, and what never is. */
export function RecordedPage({ onClose }: { onClose: () => void }) {
  const words = useWords()
  const neverId = useId()
  const sources = new Intl.ListFormat(words.locale, { type: 'disjunction' }).format(
    INTERVAL_SOURCES.map((source) => words(`recorded.source.${source}`)),
  )
  return (
    <PageDialog
      title={words('recorded.name')}
      closeLabel={words('recorded.close')}
      bodyLabel={words('recorded.name')}
      className="recorded"
      onClose={onClose}
    >
      <p>{words('recorded.intro')}</p>
      <table className="recorded-table">
        <caption className="vh">{words('recorded.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{words('recorded.what')}</th>
            {READERS.map((reader) => (
              <th key={reader} scope="col">
                {words(`recorded.reader.${reader}`)}
              </th>
            ))}
            <th scope="col">{words('recorded.where')}</th>
          </tr>
        </thead>
        <tbody>
          {RECORDED.map(({ id, place, seenBy }) => (
            <tr key={id}>
              <th scope="row">{words(`recorded.row.${id}`)}</th>
              {READERS.map((reader) => (
                <td key={reader} data-none={seenBy[reader] === 'none'}>
                  {words(`recorded.sight.${seenBy[reader]}`)}
                </td>
              ))}
              <td>{words(`recorded.place.${place}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft">{words('recorded.database')}</p>

      <div className="recorded-pair">
        <section>
          <h3>{words('recorded.fields')}</h3>
          <ul>
            {FIELDS.map((field) => (
              <li key={field}>{words(`recorded.field.${field}`)}</li>
            ))}
          </ul>
          <p>{words('recorded.sources', { sources })}</p>
        </section>
        <section aria-labelledby={neverId}>
          <h3 id={neverId}>{words('recorded.never')}</h3>
          <ul>
            {NEVER.map((each) => (
              <li key={each}>{words(`recorded.never.${each}`)}</li>
            ))}
          </ul>
        </section>
      </div>
      <OwnList />
    </PageDialog>
  )
}
