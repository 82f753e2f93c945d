import { useObservable } from 'dexie-react-hooks'
import type { ReactNode } from 'react'
import { useCallback, useMemo, useState } from 'react'
import { customerName } from '../../../domain/cases/customer.ts'
import type { CaseId, MessageId } from '../../../domain/kernel/ids.ts'
import { slaReading, untilNextReading } from '../../../domain/sla/sla-reading.ts'
import type { CaseHistory, CaseView, ThreadEntry } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useGo } from '../../deps/go.ts'
import { useIsWhole } from '../../deps/use-is-whole.ts'
import { useNow } from '../../deps/use-now.ts'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useDrawn } from '../../kit/use-drawn.ts'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import { orderOf } from './case-facts.ts'
import { CaseHeader } from './case-header.tsx'
import './case-view.css'
import './timeline.css'
import type { Telling } from './event-words.ts'
import { FilterBar } from './filter-bar.tsx'
import { MailLinkBar } from './mail-link-bar.tsx'
import type { Filter } from './timeline.ts'
import { filterCounts, filtered, keyOfMessage, timelineOf } from './timeline.ts'
import { TimelineList } from './timeline-list.tsx'
import { useLaidOutMails } from './use-laid-out-mails.ts'

export type CasePaneProps = {
  caseId: CaseId
  /** Stands at the foot of the case. A slot, because the composer is a feature of its own. */
  composer: ReactNode
  /** Stands above the composer while a contact goes on. */
  contactBar?: ReactNode
  /** Whether this is the tab in front: only that one answers keys. */
  isActive: boolean
  /** The message to bring into view; a new object asks again. */
  sought?: Sought | null
  /** The case has been given to the screen, or that it is not here. The same function each time. */
  onDrawn?: () => void
}

type Sought = { messageId: MessageId }

/** The open case: what it is, what was said, what happened. Fills its place; only the timeline scrolls. */
export function CasePane({ caseId, ...rest }: CasePaneProps) {
  return <OpenCase key={caseId} caseId={caseId} {...rest} />
}

const nothing = () => {}

function OpenCase({ caseId, composer, contactBar, isActive, sought = null, onDrawn = nothing }: CasePaneProps) {
  const words = useWords()
  const { repository } = useDeps()
  const view = useObservable(() => repository.case(caseId), [repository, caseId])
  const thread = useObservable(() => repository.thread(caseId), [repository, caseId])
  const history = useObservable(() => repository.history(caseId), [repository, caseId])
  useDrawn(view === null || (view !== undefined && thread !== undefined && history !== undefined), onDrawn)
  // What is not here says nothing while not everything has come.
  const missing = useIsWhole() === true ? 'gone' : 'notYet'
  return (
    <section className="case" aria-label={words('case.region')}>
      {view === null ? (
        <div className="case-gone">
          <h1 className="case-subject">{words(`case.${missing}.title`)}</h1>
          <p>{words(`case.${missing}.why`)}</p>
        </div>
      ) : view === undefined || thread === undefined || history === undefined ? null : (
        <CaseBody view={view} thread={thread} history={history} isActive={isActive} sought={sought}>
          {contactBar}
          {composer}
        </CaseBody>
      )}
    </section>
  )
}

/** The words of the timeline change with the day; they need not be made anew with every tick of the clock. */
const TELLING_STEP_MS = 15 * 60_000

type BodyProps = {
  view: CaseView
  thread: ThreadEntry[]
  history: CaseHistory
  isActive: boolean
  sought: Sought | null
  children: ReactNode
}

function CaseBody({ view, thread, history, isActive, sought, children }: BodyProps) {
  const { repository, account } = useDeps()
  const words = useWords()
  const format = useFormat()
  const kase = view.case
  const policy = view.queue?.sla ?? null
  const now = useNow((at) => untilNextReading(slaReading(kase.replyDueAt, at, policy), at))
  const reading = slaReading(kase.replyDueAt, now, policy)
  const { names } = view
  const me = account.userId
  const telling: Telling = { words, format, now, me, names }
  const toldAt = Math.floor(now / TELLING_STEP_MS) * TELLING_STEP_MS

  const [filter, setFilter] = useState<Filter>('all')
  const [wanted, setWanted] = useState<{ key: string } | null>(null)
  const order = orderOf(view)
  const items = useMemo(
    () => timelineOf(thread, history, { order, openedAt: kase.openedAt }),
    [thread, history, order, kase.openedAt],
  )
  const shown = useMemo(() => filtered(items, filter), [items, filter])
  const counts = useMemo(() => filterCounts(items), [items])
  const { laidOutOf, onLayOut } = useLaidOutMails(thread)
  const guides = useObservable(() => repository.guides(), [repository])
  const customer = view.customer
  const context = useMemo(
    () => ({
      telling: { words, format, now: toldAt, me, names },
      customer: customer === null ? words('queue.unnamed') : customerName(customer),
      customerLanguage: customer?.language ?? null,
      guides: guides ?? [],
      laidOutOf,
      onLayOut,
    }),
    [words, format, toldAt, me, names, customer, guides, laidOutOf, onLayOut],
  )

  const jump = useCallback((key: string) => {
    setFilter('all')
    setWanted({ key })
  }, [])
  const [seekedFor, setSeekedFor] = useState<Sought | null>(null)
  if (sought !== seekedFor) {
    setSeekedFor(sought)
    const key = sought === null ? null : keyOfMessage(items, sought.messageId)
    if (key !== null) jump(key)
  }
  return (
    <>
      <div className="case-upper" data-area="case">
        <CaseHeader
          view={view}
          history={history}
          reading={reading}
          telling={telling}
          isActive={isActive}
          onJump={jump}
        />
        <Relations view={view} />
        <FilterBar filter={filter} counts={counts} isActive={isActive} onFilter={setFilter} />
        <TimelineList
          key={filter}
          items={shown}
          context={context}
          isActive={isActive}
          wanted={wanted}
          empty={words(filter === 'all' ? 'thread.empty' : 'timeline.filter.empty')}
        />
        {isActive ? <MailLinkBar /> : null}
      </div>
      {children}
    </>
  )
}

/** Where this case stands to others: given on from one, or taken in by one. */
function Relations({ view }: { view: CaseView }) {
  const words = useWords()
  const go = useGo()
  const { parentId, mergedIntoId } = view.case
  const relatedId = mergedIntoId ?? parentId
  if (relatedId === null) return null
  const related = view.otherCases.find(({ id }) => id === relatedId)
  const said =
    mergedIntoId === null
      ? words('case.parent', { subject: related?.subject ?? '' })
      : words('case.merged-into', { number: String(related?.number ?? '') })
  return (
    <p className="case-relation" role="note">
      <Icon name={mergedIntoId === null ? 'escalate' : 'merge'} size={14} />
      <span className="grow clip">{said}</span>
      <Button tone="quiet" className="case-way" onPress={() => go.openCase(relatedId)}>
        {words('case.merged-into.open')}
      </Button>
    </p>
  )
}
