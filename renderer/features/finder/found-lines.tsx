import { languageOf } from '../../../domain/languages/language-of.ts'
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
      <span className="finder-subject clip" dir="auto" lang={langOf(kase.subject)}>
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
        <span className="finder-about clip" dir="auto" lang={langOf(kase.subject)}>
          {kase.subject}
        </span>
      </span>
      <span className="finder-excerpt" dir="auto" lang={langOf(textOf(hit.excerpt))}>
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
        <span className="strong clip" dir="auto" lang={langOf(textOf(article.title))}>
          <Marked parts={article.title} />
        </span>
      </span>
      <span className="finder-subject clip" dir="auto" lang={langOf(textOf(article.excerpt))}>
        <Marked parts={article.excerpt} />
      </span>
    </>
  )
}

const langOf = (text: string): string | undefined => languageOf(text, null) ?? undefined
const textOf = (parts: readonly MarkedPart[]): string => parts.map(({ text }) => text).join('')

function Marked({ parts }: { parts: readonly MarkedPart[] }) {
  return parts.map(({ text, isHit }, at) => (isHit ? <mark key={at}>{text}</mark> : text))
}
