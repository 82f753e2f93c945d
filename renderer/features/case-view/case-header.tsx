import { useObservable } from 'dexie-react-hooks'
import { useRef, useState } from 'react'
import type { CaseStatus } from '../../../domain/cases/case.ts'
import { CASE_STATUSES } from '../../../domain/cases/case.ts'
import { customerName } from '../../../domain/cases/customer.ts'
import { languageOf } from '../../../domain/languages/language-of.ts'
import { isAllowed } from '../../../domain/people/permissions.ts'
import type { SlaReading } from '../../../domain/sla/sla-reading.ts'
import type { CaseHistory, CaseView } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useGo } from '../../deps/go.ts'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { SlaClockButton, slaWords } from '../../kit/sla-clock.tsx'
import { useCommand } from '../../kit/use-command.ts'
import { useWords } from '../../words/use-words.ts'
import type { CaseFact } from './case-facts.ts'
import { caseFacts } from './case-facts.ts'
import { CaseMenu } from './case-menu.tsx'
import { holderWords } from './holder-words.ts'
import type { Telling } from './event-words.ts'
import { FactsLine } from './facts-line.tsx'
import { RefusedLine } from './refused-line.tsx'
import { StatusPicker } from './status-picker.tsx'
import { promiseKey } from './timeline.ts'
import { useCommit } from './use-commit.ts'

type Props = {
  view: CaseView
  history: Pick<CaseHistory, 'promises' | 'events'>
  reading: SlaReading
  telling: Telling
  isActive: boolean
  /** Brings an entry of the timeline into view. */
  onJump: (key: string) => void
}

/** What the case is about, how pressing it is, who has it, what state it is in, and what presses. Never moves. */
export function CaseHeader({ view, history, reading, telling, isActive, onJump }: Props) {
  const { repository, account } = useDeps()
  const go = useGo()
  const { words, format, now } = telling
  const { commit, refusal } = useCommit()
  const [isRefused, setRefused] = useState(false)
  const status = useRef<HTMLSelectElement>(null)
  const kase = view.case
  const isFree = kase.assigneeId === null
  const mayTake = isFree && kase.status !== 'closed' && isAllowed(account.role, 'case.claim')

  async function setStatus(to: CaseStatus): Promise<void> {
    const pre = await repository.seen(kase.id)
    setRefused(!(await commit('case.setStatus', { caseId: kase.id, status: to }, { pre })))
  }
  async function take(): Promise<void> {
    const isTaken = await commit('case.claim', { caseId: kase.id })
    setRefused(!isTaken)
    // The button is gone once the case is taken; the focus stays in the case.
    if (isTaken) status.current?.focus()
  }
  useCommand('case.status', () => (isActive ? status.current?.focus() : false))
  useCommand('case.take', () => {
    if (!isActive || !mayTake) return false
    void take()
  })

  function follow(fact: CaseFact): void {
    if (fact.kind === 'promised') return onJump(promiseKey(fact.promise))
    if (fact.kind === 'escalated') return go.openCase(fact.escalation.caseId)
    go.showSide('customer')
  }

  const { queue, queueName } = view
  return (
    <header className="case-head">
      <div className="case-head-row">
        <h1 className="case-subject" title={kase.subject} dir="auto" lang={languageOf(kase.subject, null) ?? undefined}>
          {kase.subject}
        </h1>
        {mayTake ? (
          <Button command="case.take" onPress={() => void take()}>
            {words('case.take')}
          </Button>
        ) : null}
        <StatusPicker
          ref={status}
          status={kase.status}
          choices={CASE_STATUSES}
          isFixed={kase.status === 'closed' || !isAllowed(account.role, 'case.setStatus')}
          onChoose={(to) => void setStatus(to)}
        />
        <CaseMenu view={view} isActive={isActive} />
      </div>
      <p className="case-meta">
        <SlaClockButton
          sla={reading}
          now={now}
          about={{
            queueName,
            channelName: words(`channel.${kase.channel}`),
            dueAt: kase.replyDueAt,
            replyWithinMs: queue?.sla.replyWithinMs[kase.channel] ?? null,
            calendar: queue?.sla.calendar ?? null,
          }}
        />
        {kase.priority === 'urgent' ? (
          <span className="tag-state tone-warn">
            <Icon name="alert" size={14} />
            {words('case.urgent')}
          </span>
        ) : null}
        <span className="num case-keep">
          {kase.number === 0 ? words('case.number.new') : words('case.number', { number: String(kase.number) })}
        </span>
        {view.customer === null ? null : (
          <span className="case-customer clip">
            <bdi>{customerName(view.customer)}</bdi>
          </span>
        )}
        <span className="clip">{holderWords(telling, view, history.events)}</span>
        <PresenceWords view={view} me={telling.me} />
      </p>
      <FactsLine
        facts={caseFacts(view, history, now as Parameters<typeof caseFacts>[2])}
        telling={telling}
        sla={slaWords(words, format, reading, 'case')}
        isActive={isActive}
        onFollow={follow}
      />
      {isRefused ? <RefusedLine refusal={refusal} /> : null}
    </header>
  )
}

/** Who else has the case open, in words: two answers to one customer are worse than none. */
function PresenceWords({ view, me }: { view: CaseView; me: string }) {
  const { presence } = useDeps()
  const entries = useObservable(() => presence, [presence])?.entries ?? []
  const others = entries.filter(({ caseId, userId }) => caseId === view.case.id && userId !== me)
  // Whoever replies is named; one who only looks is named where nobody replies.
  const shown = others.find(({ state }) => state === 'replying') ?? others[0]
  return shown === undefined ? null : <PresenceWord name={shown.name} state={shown.state} />
}

function PresenceWord({ name, state }: { name: string; state: 'viewing' | 'replying' }) {
  const words = useWords()
  return (
    <span className="tag-state case-presence" data-presence={state}>
      <Icon name={state === 'replying' ? 'pencil' : 'eye'} size={14} />
      <span className="clip">{words(`case.presence.${state}`, { name })}</span>
    </span>
  )
}
