import type { KeyboardEvent } from 'react'
import { useRef, useState } from 'react'
import type { GuideRecord, GuideRunRecord } from '../../../domain/guides/guide.ts'
import { stepOf } from '../../../domain/guides/steps-of.ts'
import type { CaseId, GuideRunId } from '../../../domain/kernel/ids.ts'
import { MINUTE_MS } from '../../../domain/kernel/time.ts'
import type { CaseView, KeepRefusal } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useNow } from '../../deps/use-now.ts'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import { FinishedRun } from './finished-run.tsx'
import { finishedOf, listGuides, runningOf } from './list-guides.ts'
import { Problem } from './problem.tsx'
import type { Moves } from './use-moves.ts'
import { useMoves } from './use-moves.ts'

type Props = {
  caseId: CaseId
  view: CaseView
  guides: readonly GuideRecord[]
  runs: readonly GuideRunRecord[]
  query: string
  onQuery: (query: string) => void
  moves: Moves
  onShow: (runId: GuideRunId) => void
}

/** Which guide to follow: those under way, those for this case, then all of them by group. */
export function GuideList({ caseId, view, guides, runs, query, onQuery, moves, onShow }: Props) {
  const words = useWords()
  const { repository, newId } = useDeps()
  const form = useRef<HTMLFormElement>(null)
  useMoves(moves, form, 'list')
  const [refusal, setRefusal] = useState<KeepRefusal | null>(null)
  const groups = listGuides(guides, view.case.reason, query)
  const running = runningOf(runs)
  const finished = finishedOf(runs)[0]
  const start = async (guide: GuideRecord) => {
    const runId = newId() as GuideRunId
    // The run may be on the screen before the promise is settled.
    onShow(runId)
    const kept = await repository.commit('guide.start', { caseId, runId, guideId: guide.id })
    if (kept.ok) return
    moves.forget()
    setRefusal(kept.refusal)
  }
  const step = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by === 0) return
    const stops = [...(form.current?.querySelectorAll<HTMLElement>('input, .guide-offer') ?? [])]
    stops[stops.indexOf(document.activeElement as HTMLElement) + by]?.focus()
    event.preventDefault()
  }
  return (
    <form
      ref={form}
      className="guide-form"
      aria-label={words('guide.form')}
      onKeyDown={step}
      onSubmit={(event) => {
        event.preventDefault()
        const first = groups[0]?.guides[0]
        if (query.trim() !== '' && first !== undefined) void start(first)
      }}
    >
      <div className="guide-search">
        <input
          type="search"
          className="field"
          dir="auto"
          data-first
          aria-label={words('guide.find')}
          placeholder={words('guide.find')}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => onQuery(event.target.value)}
        />
      </div>
      <Problem>{refusal === null ? null : words(`refusal.${refusal}`)}</Problem>
      <div className="guide-scroll">
        {query.trim() !== '' ? null : (
          <>
            {running.length === 0 ? null : (
              <section className="guide-group" aria-label={words('guide.running')}>
                <h3 className="muted">{words('guide.running')}</h3>
                {running.map((run) => (
                  <RunningOffer key={run.id} run={run} guides={guides} onShow={() => onShow(run.id)} />
                ))}
              </section>
            )}
            {finished === undefined ? null : <FinishedRun run={finished} view={view} guides={guides} />}
          </>
        )}
        {groups.map(({ group, guides: offered }) => (
          <section key={group ?? ''} className="guide-group" aria-label={group ?? words('guide.fitting')}>
            <h3 className="muted">{group ?? words('guide.fitting')}</h3>
            {offered.map((guide) => (
              <button key={guide.id} type="button" className="guide-offer" onClick={() => void start(guide)}>
                <span className="guide-offer-title" dir="auto">
                  {guide.title}
                </span>
                <span className="muted num">{words('guide.version', { version: guide.version })}</span>
              </button>
            ))}
          </section>
        ))}
        {groups.length > 0 ? null : (
          <p className="guide-none soft">
            {guides.length === 0 ? words('guide.none') : words('guide.not-found', { query: query.trim() })}
          </p>
        )}
      </div>
    </form>
  )
}

function RunningOffer(props: { run: GuideRunRecord; guides: readonly GuideRecord[]; onShow: () => void }) {
  const words = useWords()
  const format = useFormat()
  const now = useNow(() => MINUTE_MS)
  const { run } = props
  const guide = props.guides.find((each) => each.id === run.guideId)
  const last = run.answers.at(-1)
  const lastTitle = guide === undefined || last === undefined ? null : stepOf(guide, last.stepId)?.title
  return (
    <button type="button" className="guide-offer" onClick={props.onShow}>
      <span className="guide-offer-title" dir="auto">
        {guide?.title ?? words('guide.unknown')}
      </span>
      <Icon name="enter" size={14} />
      <span className="guide-offer-more muted">
        {words('guide.begun', { when: format.moment(run.startedAt, now), by: run.startedBy.name })}
        {lastTitle ? ` ${words('guide.last-answered', { step: lastTitle })}` : ''}
      </span>
    </button>
  )
}
