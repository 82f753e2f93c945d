import type { GuideRecord } from '../../../domain/guides/guide.ts'
import type { GuideProgress } from '../../../domain/guides/progress-of.ts'
import { useWords } from '../../words/use-words.ts'

/** Which guide it is and how far it has come. */
export function RunHead({ guide, progress }: { guide: GuideRecord; progress: GuideProgress }) {
  const words = useWords()
  const { at, about, least, most } = progress
  const count = Math.max(about, at)
  return (
    <header className="guide-head">
      <div className="guide-head-line">
        <h2 dir="auto">{guide.title}</h2>
        <span className="muted num">
          {words('guide.step', { at, about: count, isSure: least === most ? 'yes' : 'no' })}
        </span>
      </div>
      <div className="guide-progress" aria-hidden="true">
        {Array.from({ length: count }, (_, index) => (
          <span key={index} data-is={index + 1 < at ? 'done' : index + 1 === at ? 'now' : 'ahead'} />
        ))}
      </div>
    </header>
  )
}
