import { useState } from 'react'
import type { GuideRecord } from '../../../domain/guides/guide.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../../domain/kernel/time.ts'
import { useNow } from '../../deps/use-now.ts'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import { newsOf } from './read-run.ts'

/** A run stays with the version it began with; this says that there is a newer one, and what it changed. */
export function VersionNotice(props: { guide: GuideRecord; guides: readonly GuideRecord[]; startedAt: EpochMs }) {
  const words = useWords()
  const format = useFormat()
  const now = useNow(() => MINUTE_MS)
  const [isOpen, setOpen] = useState(false)
  const news = newsOf(props.guide, props.guides)
  if (news === null) return null
  const steps = [...new Set(news.changes.map((change) => change.title))]
  return (
    <div className="guide-news">
      <Icon name="alert" size={14} />
      <div>
        <p>
          {words('guide.news', { day: format.day(props.startedAt, now), version: props.guide.version })}{' '}
          {words('guide.news.changed', {
            version: news.version,
            count: steps.length,
            steps: steps.map((title) => words('guide.quoted', { text: title })).join(', '),
          })}{' '}
          {news.changes.length === 0 ? null : (
            <button type="button" className="guide-link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {words(isOpen ? 'guide.news.hide' : 'guide.news.see')}
            </button>
          )}
        </p>
        {isOpen ? (
          <ul className="guide-news-list">
            {news.changes.map((change) => (
              <li key={`${change.stepId} ${change.words}`} dir="auto">
                <b>{change.title}</b>: {change.words}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </div>
  )
}
