import { useObservable } from 'dexie-react-hooks'
import { useRef, useState } from 'react'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import { useDeps } from '../../deps/deps.ts'
import { useCommand } from '../../kit/use-command.ts'
import './guide.css'
import { GuideList } from './guide-list.tsx'
import { useGuidePlace } from './guide-state.ts'
import { runningOf } from './list-guides.ts'
import { RunView } from './run-view.tsx'
import { makeMoves } from './use-moves.ts'

/** The guided script of a case: the one under way, or those that fit it. */
export function GuidePanel({ caseId }: { caseId: CaseId }) {
  const { repository } = useDeps()
  const view = useObservable(() => repository.case(caseId), [repository, caseId])
  const history = useObservable(() => repository.history(caseId), [repository, caseId])
  const guides = useObservable(() => repository.guides(), [repository])
  const [place, move] = useGuidePlace(caseId)
  const panel = useRef<HTMLDivElement>(null)
  const running = runningOf(history?.guideRuns ?? [])
  const shown = place.shows === 'list' ? undefined : (running.find((run) => run.id === place.shows) ?? running[0])
  const [moves] = useState(makeMoves)
  useCommand('guide.open', () => {
    panel.current?.querySelector<HTMLElement>('[data-first]')?.focus()
    // Whoever shows the panel goes on answering.
    return false
  })
  if (view === undefined || view === null || history === undefined || guides === undefined) return null
  return (
    <div className="guide" ref={panel}>
      {shown === undefined ? (
        <GuideList
          key={caseId}
          caseId={caseId}
          view={view}
          guides={guides}
          runs={history.guideRuns}
          query={place.query}
          onQuery={(query) => move({ query })}
          moves={moves}
          onShow={(runId) => {
            moves.expect()
            move({ shows: runId, query: '' })
          }}
        />
      ) : (
        <RunView
          key={shown.id}
          run={shown}
          view={view}
          guides={guides}
          moves={moves}
          onList={() => {
            moves.expect()
            move({ shows: 'list' })
          }}
        />
      )}
    </div>
  )
}
