import { useState } from 'react'
import type { DisputeRecord } from '../../../domain/agent-time/dispute.ts'
import type { Figure } from '../../../domain/metrics/figure.ts'
import { useDeps } from '../../deps/deps.ts'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import type { AuditRow } from './audit-rows.ts'
import { ContestForm } from './contest-form.tsx'
import { saySecond } from './say-day.ts'
import { sayDuration, sayValue } from './say-figure.ts'
import { isOfCase, sayState } from './say-line.ts'
import { useDecisionEffect } from './use-decision-effect.ts'
import { disputeOf, useDisputes } from './use-disputes.ts'
import { useOwnFacts } from './use-own-facts.ts'
import type { WorkingDay } from './working-days.ts'

type Props = { row: AuditRow | null; figure: Figure; days: readonly WorkingDay[] }

/** The line that is looked at: what it is, and whether and how it is contested. Its place does not come and go. */
export function LinePart({ row, figure, days }: Props) {
  const words = useWords()
  const { list } = useDisputes()
  const facts = useOwnFacts()
  const [isAsking, setAsking] = useState(false)
  if (row === null) return <p className="audit-line audit-meta">{words('audit.line.none')}</p>
  const { line } = row
  const dispute = disputeOf(list, line.intervalId)
  const clock = (at: number) => saySecond(words, at, figure.zone)
  const entry = facts?.log.find(({ id }) => id === line.intervalId)
  const isOver = entry === undefined || entry.endedAt !== null
  return (
    <div className="audit-line" data-disputed={dispute !== undefined && dispute.decision === null}>
      {dispute === undefined ? (
        <div className="audit-line-row">
          <p>
            <b>{sayState(words, line)}</b>{' '}
            <span className="num">
              {line.to === line.from
                ? words('audit.line.moment', { from: clock(line.from) })
                : words('audit.line.rest', {
                    from: clock(line.from),
                    to: clock(line.to),
                    length: sayDuration(line.to - line.from),
                  })}
            </span>
          </p>
          <span className="grow" />
          {line.intervalId === null ? (
            <span className="audit-meta">
              {words(isOfCase(line.bucket) ? 'audit.line.record' : 'audit.line.noEntry')}
            </span>
          ) : !isOver ? (
            <span className="audit-meta">{words('audit.line.future')}</span>
          ) : isAsking ? null : (
            <Button icon="flag" onPress={() => setAsking(true)}>
              {words('contest.do')}
            </Button>
          )}
        </div>
      ) : (
        <Contested dispute={dispute} figure={figure} days={days} />
      )}
      {isAsking && dispute === undefined && line.intervalId !== null ? (
        <ContestForm line={line} figure={figure} log={facts?.log ?? []} onDone={() => setAsking(false)} />
      ) : null}
    </div>
  )
}

function Contested({ dispute, figure, days }: { dispute: DisputeRecord; figure: Figure; days: readonly WorkingDay[] }) {
  const words = useWords()
  const format = useFormat()
  const { now } = useDeps()
  const { decision } = dispute
  const effect = useDecisionEffect(dispute, figure, days)
  return (
    <div role="group" aria-label={words('contest.tag')}>
      <p className="audit-line-row">
        <span className="tag-state audit-outcome" data-tone="disputed">
          <Icon name="flag" size={14} />
          {words('contest.mine', { at: format.moment(dispute.contestedAt, now()) })}
        </span>
        <span className="grow" />
        {decision === null ? <span className="audit-meta">{words('contest.waits')}</span> : null}
      </p>
      <p dir="auto">
        {words('contest.words', { words: dispute.words })}{' '}
        {dispute.evidence === '' ? null : <span className="audit-meta">{words('contest.evidenceSent')}</span>}
      </p>
      {decision === null ? null : (
        <p dir="auto">
          {words(decision.isAccepted ? 'contest.accepted' : 'contest.rejected', {
            name: decision.by.name,
            at: format.moment(decision.at, now()),
            words: decision.words,
          })}{' '}
          {effect === null ? null : (
            <b className="num">
              {words('contest.change', {
                before: sayValue(words, effect.before),
                after: sayValue(words, effect.after),
              })}
            </b>
          )}
        </p>
      )}
    </div>
  )
}
