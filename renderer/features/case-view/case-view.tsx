import { useObservable } from 'dexie-react-hooks'
import type { ReactNode } from 'react'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import { MINUTE_MS } from '../../../domain/kernel/time.ts'
import { slaStep, untilNextReading } from '../../../domain/sla/sla-step.ts'
import type { CaseView as View } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useNow } from '../../deps/use-now.ts'
import { useWords } from '../../words/use-words.ts'
import { CaseHeader } from './case-header.tsx'
import './case-view.css'
import { CustomerSide } from './customer-side.tsx'
import { Thread } from './thread.tsx'

export type CaseViewProps = {
  caseId: CaseId
  /** Stands at the foot of the case. A slot, because the composer is a feature of its own. */
  composer: ReactNode
  /** Takes the side column for itself (the outbox). Absent: customer and order. */
  side?: ReactNode
  /** Absent: shown where the window is wide enough, otherwise hidden. */
  isSideShown?: boolean
}

/** The open case: what it is, what was said, who says it. Fills its place with two columns, case and side. */
export function CaseView({ caseId, ...rest }: CaseViewProps) {
  return <OpenCase key={caseId} caseId={caseId} {...rest} />
}

function OpenCase({ caseId, composer, side, isSideShown }: CaseViewProps) {
  const words = useWords()
  const { repository } = useDeps()
  const view = useObservable(() => repository.case(caseId), [repository, caseId])
  return (
    <div className="case-view">
      <section className="case" aria-label={words('case.region')}>
        {view === null ? (
          <div className="case-gone">
            <h1 className="case-subject">{words('case.gone.title')}</h1>
            <p>{words('case.gone.why')}</p>
          </div>
        ) : view === undefined ? null : (
          <CaseBody view={view} composer={composer} />
        )}
      </section>
      <aside
        className="case-side"
        aria-label={side === undefined ? words('customer.region') : undefined}
        data-area="side"
        data-shown={isSideShown}
      >
        {side ?? (
          // Scrolls by keyboard too.
          <div className="case-side-scroll" tabIndex={0}>
            {view ? <CustomerSide view={view} /> : null}
          </div>
        )}
      </aside>
    </div>
  )
}

function CaseBody({ view, composer }: { view: View; composer: ReactNode }) {
  const { repository, account } = useDeps()
  const kase = view.case
  const now = useNow((at) =>
    kase.replyDueAt === null ? MINUTE_MS : untilNextReading(slaStep(kase.replyDueAt, at), at),
  )
  const thread = useObservable(() => repository.thread(kase.id), [repository, kase.id])
  return (
    <>
      <div className="case-upper" data-area="case">
        <CaseHeader view={view} now={now} />
        {thread === undefined ? (
          <div className="case-thread" />
        ) : (
          <Thread thread={thread} me={account.userId} now={now} />
        )}
      </div>
      {composer}
    </>
  )
}
