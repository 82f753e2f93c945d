import { useObservable } from 'dexie-react-hooks'
import { useId, useState } from 'react'
import { clockOf } from '../../../domain/agent-time/device-clock.ts'
import type { DisputeRecord } from '../../../domain/agent-time/dispute.ts'
import type { IntervalRecord } from '../../../domain/agent-time/interval.ts'
import { useDeps } from '../../deps/deps.ts'
import { Button } from '../../kit/button.tsx'
import { PageDialog } from '../../kit/page-dialog.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import { DecideForm, decideKey } from './decide-form.tsx'
import './disputes.css'
import { ofOthers } from './open-disputes.ts'

/** Where a lead decides about the time that their agents contest: open ones first, then what was decided. */
export function DisputesDialog({ onClose }: { onClose: () => void }) {
  const words = useWords()
  const { account, repository } = useDeps()
  const all = useObservable(() => repository.disputes(), [repository])
  const log = useObservable(() => repository.intervals(), [repository])
  const people = useObservable(() => repository.people(), [repository])
  const inOrder = ofOthers(all ?? [], account.userId).toSorted(
    (a, b) => Number(a.decision !== null) - Number(b.decision !== null),
  )
  return (
    <PageDialog
      title={words('disputes.name')}
      closeLabel={words('disputes.close')}
      bodyLabel={words('disputes.list')}
      className="disputes"
      isCloseFirst
      onClose={onClose}
    >
      <p className="soft">{words('disputes.intro')}</p>
      {all === undefined ? null : inOrder.length === 0 ? (
        <p>{words('disputes.none')}</p>
      ) : (
        <ul className="disputes-list">
          {inOrder.map((dispute) => (
            <Contested
              key={dispute.id}
              dispute={dispute}
              entry={(log ?? []).find(({ id }) => id === dispute.intervalId) ?? null}
              name={(people ?? []).find(({ id }) => id === dispute.userId)?.name ?? words('disputes.somebody')}
            />
          ))}
        </ul>
      )}
    </PageDialog>
  )
}

type ContestedProps = { dispute: DisputeRecord; entry: IntervalRecord | null; name: string }

function Contested({ dispute, entry, name }: ContestedProps) {
  const words = useWords()
  const format = useFormat()
  const { now, forms } = useDeps()
  const titleId = useId()
  /** begun: words of an earlier time stand in it. */
  const [isOpen, setOpen] = useState<false | 'begun' | 'asked'>(() =>
    forms.get(decideKey(dispute.id)) === undefined ? false : 'begun',
  )
  const { decision } = dispute
  return (
    <li>
      <article className="dispute" aria-labelledby={titleId}>
        <h3 id={titleId}>{words('disputes.title', { name, when: format.moment(dispute.contestedAt, now()) })}</h3>
        <p className="num">{entry === null ? words('disputes.unknownLine') : <Line entry={entry} />}</p>
        <blockquote>{dispute.words}</blockquote>
        {dispute.evidence === '' ? null : (
          <details>
            <summary>{words('disputes.evidence')}</summary>
            <pre>{dispute.evidence}</pre>
          </details>
        )}
        {decision !== null ? (
          <p>
            {words(decision.isAccepted ? 'disputes.accepted' : 'disputes.refused', {
              name: decision.by.name,
              when: format.moment(decision.at, now()),
              why: decision.words,
            })}
          </p>
        ) : isOpen !== false ? (
          <DecideForm dispute={dispute} entry={entry} isAsked={isOpen === 'asked'} onDone={() => setOpen(false)} />
        ) : (
          <Button onPress={() => setOpen('asked')}>{words('disputes.decide')}</Button>
        )}
      </article>
    </li>
  )
}

function Line({ entry }: { entry: IntervalRecord }) {
  const words = useWords()
  const format = useFormat()
  const { now } = useDeps()
  const clock = clockOf([entry])
  const endsAt = clock.endOf(entry)
  const line = {
    state: words(`disputes.state.${entry.state}`),
    from: format.moment(clock.startOf(entry), now()),
    to: endsAt === null ? '' : format.clockWithSeconds(endsAt),
  }
  return <>{words(entry.isOffline === true ? 'disputes.lineOffline' : 'disputes.line', line)}</>
}
