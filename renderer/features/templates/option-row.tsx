import type { EpochMs } from '../../../domain/kernel/time.ts'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import type { Words } from '../../words/use-words.ts'
import { useWords } from '../../words/use-words.ts'
import { languageMarks } from './choose-variant.ts'
import type { Hit } from './find-templates.ts'
import { freshness } from './find-templates.ts'
import { MarkedTitle } from './marked.tsx'

type Props = {
  id: string
  hit: Hit
  /** Where it stands, from 1, among how many: the last ones may not be drawn. */
  place: number
  count: number
  language: string
  now: EpochMs
  isChosen: boolean
  onPoint: () => void
  onTake: () => void
}

/** One template: its title, why it stands here, the languages it has. */
export function OptionRow({ id, hit, place, count, language, now, isChosen, onPoint, onTake }: Props) {
  const words = useWords()
  const format = useFormat()
  const { template, marks } = hit
  const state = freshness(template, now)
  const dueAt = state === 'expired' ? template.expiresAt : template.reviewDueAt
  const day = dueAt === null ? '' : format.day(dueAt, now)
  return (
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      aria-posinset={place}
      aria-setsize={count}
      aria-disabled={state === 'expired'}
      className="template-option"
      // The field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onMouseMove={isChosen ? undefined : onPoint}
      onClick={onTake}
    >
      <span className="template-title">
        <MarkedTitle text={template.title} marks={marks} />
      </span>
      <span className="template-languages">{languageMarks(template, language)}</span>
      {state === 'fresh' ? (
        <span className="template-why">{whyWords(words, hit, now)}</span>
      ) : (
        <span className="template-why template-stale">
          <Icon name="alert" size={14} />
          {words(state === 'expired' ? 'template.why.expired' : 'template.why.overdue', { day, owner: template.owner })}
        </span>
      )}
    </div>
  )
}

const DAY_MS = 86_400_000

/** Why a template stands where it stands: "Best for this case: late parcel", "You used it yesterday". */
export function whyWords(words: Words, { why }: Pick<Hit, 'why'>, now: EpochMs): string {
  switch (why.kind) {
    case 'best':
      return words('template.why.best', { reason: why.reason.replaceAll('-', ' ') })
    case 'used':
      return words('template.why.used', { days: daysBetween(why.at, now) })
    case 'tag':
      return words('template.why.tag', { tag: why.tag })
    case 'body':
      return words('template.why.body', { quote: why.quote })
    case 'title':
      return ''
  }
}

/** Midnights of this machine's zone between two moments. */
function daysBetween(at: number, now: number): number {
  const midnight = (moment: number) => new Date(moment).setHours(0, 0, 0, 0)
  return Math.max(0, Math.round((midnight(now) - midnight(at)) / DAY_MS))
}
