import type { ArticleFound, MarkedPart, SaidHit } from '../../deps/search-port.ts'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import type { Found } from './find-cases.ts'

/** A case that was found by what it is. */
export function CaseLines({ found: { case: kase, customerName, because } }: { found: Found }) {
  const words = useWords()
  return (
    <>
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
        <span className="finder-because clip">{words('finder.because', { by: because.by, shown: because.shown })}</span>
      )}
    </>
  )
}

/** What was said, by whom and when, and the case it was said in. */
export function SaidLines({ hit, now }: { hit: SaidHit; now: number }) {
  const words = useWords()
  const format = useFormat()
  const { case: kase, customerName } = hit.row
  return (
    <>
      <Icon name={hit.visibility === 'note' ? 'note' : hit.channel} size={14} />
      <span className="finder-who">
        <span className="strong clip">{customerName}</span>
        <span className="num muted">{kase.number === 0 ? words('finder.new') : kase.number}</span>
        <span className="finder-about clip" dir="auto">
          {kase.subject}
        </span>
      </span>
      <span className="finder-excerpt" dir="auto">
        <Marked parts={hit.excerpt} />
      </span>
      <span className="finder-because clip">
        {words('finder.said.by', {
          who: hit.author.name,
          when: format.moment(hit.writtenAt, now),
          kind: hit.visibility,
          more: hit.more,
        })}
      </span>
    </>
  )
}

export function ArticleLines({ article }: { article: ArticleFound }) {
  return (
    <>
      <Icon name="article" size={14} />
      <span className="finder-who">
        <span className="strong clip" dir="auto">
          <Marked parts={article.title} />
        </span>
      </span>
      <span className="finder-subject clip" dir="auto">
        <Marked parts={article.excerpt} />
      </span>
    </>
  )
}

function Marked({ parts }: { parts: readonly MarkedPart[] }) {
  return parts.map(({ text, isHit }, at) => (isHit ? <mark key={at}>{text}</mark> : text))
}
