import { useState } from 'react'
import type { GuideRecord, GuideRunRecord } from '../../../domain/guides/guide.ts'
import { stepOf } from '../../../domain/guides/steps-of.ts'
import { MINUTE_MS } from '../../../domain/kernel/time.ts'
import type { CaseView } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useNow } from '../../deps/use-now.ts'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import { Problem } from './problem.tsx'
import { replyPieceOf, useOutcome } from './use-outcome.ts'

/** The guide that was finished last in this case: how it ended, and its reply once more for whoever lost it. */
export function FinishedRun(props: { run: GuideRunRecord; view: CaseView; guides: readonly GuideRecord[] }) {
  const words = useWords()
  const format = useFormat()
  const now = useNow(() => MINUTE_MS)
  const { composer } = useDeps()
  const [isNotTaken, setNotTaken] = useState(false)
  const { run, view } = props
  const guide = props.guides.find((each) => each.id === run.guideId)
  const end = guide === undefined || run.outcomeId === null ? null : stepOf(guide, run.outcomeId)
  const outcome = end?.kind === 'outcome' ? end : null
  const draft = useOutcome(guide, run, outcome, view)
  const piece = draft === null ? null : replyPieceOf(draft)
  return (
    <section className="guide-group" aria-label={words('guide.finished')}>
      <h3 className="muted">{words('guide.finished')}</h3>
      <div className="guide-finished">
        <Icon name="check" size={14} />
        <div className="grow">
          <p dir="auto">{guide?.title ?? words('guide.unknown')}</p>
          <p className="muted">
            {words('guide.finished.how', {
              outcome: outcome?.title ?? run.outcomeId ?? '',
              when: format.moment(run.endedAt ?? run.startedAt, now),
            })}
          </p>
          <Problem>{isNotTaken ? words('guide.not-taken') : null}</Problem>
        </div>
        {piece === null ? null : (
          <Button onPress={() => setNotTaken(!composer.insert(view.case.id, piece))}>
            {words('guide.reply.again')}
          </Button>
        )}
      </div>
    </section>
  )
}
