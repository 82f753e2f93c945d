import type { KeyboardEvent } from 'react'
import { useEffect, useId, useRef, useState } from 'react'
import type { DisputeRecord } from '../../../domain/agent-time/dispute.ts'
import { Icon } from '../../kit/icon.tsx'
import { sayReason } from '../../words/metric-words.ts'
import { useWords } from '../../words/use-words.ts'
import type { Audit, AuditRow } from './audit-rows.ts'
import { sayDate, saySecond } from './say-day.ts'
import { sayDuration } from './say-figure.ts'
import { saySource, sayState, sideWords } from './say-line.ts'
import { disputeOf } from './use-disputes.ts'

type Props = {
  label: string
  audit: Audit
  zone: string
  /** The lines are of several days. */
  hasDates: boolean
  /** Too few to be judged: no line is coloured as good or bad. */
  isFew: boolean
  disputes: readonly DisputeRecord[]
  at: number | null
  onAt: (at: number) => void
}

/** Height of a line in px; `audit.css` draws with the same, times the size of letters. */
const ROW_REM = 1.5
/** Lines kept drawn above and below what is seen. */
const SPARE = 12
const COLUMNS = 7

/** Every line of a figure under a head that stays. Only what is seen is drawn: a month has thousands. */
export function AuditTable({ label, audit, zone, hasDates, isFew, disputes, at, onAt }: Props) {
  const words = useWords()
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [seen, setSeen] = useState({ top: 0, height: 480 })
  const rowPx = ROW_REM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  const { rows } = audit
  const look = () => {
    const box = scroller.current
    if (box !== null) setSeen({ top: box.scrollTop, height: box.clientHeight })
  }
  // The dialog is shown after its contents are laid out, and the room changes with what is asked below.
  useEffect(() => {
    const box = scroller.current
    if (box === null) return undefined
    const watch = new ResizeObserver(() => setSeen({ top: box.scrollTop, height: box.clientHeight }))
    watch.observe(box)
    box.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true })
    return () => watch.disconnect()
  }, [])
  const from = Math.max(0, Math.floor(seen.top / rowPx) - SPARE)
  const to = Math.min(rows.length, Math.ceil((seen.top + seen.height) / rowPx) + SPARE)

  const go = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(seen.height / rowPx) - 2)
    const here = at ?? -1
    const steps: Record<string, number> = {
      ArrowDown: here + 1,
      ArrowUp: Math.max(0, here - 1),
      PageDown: here + page,
      PageUp: here - page,
      Home: 0,
      End: rows.length - 1,
    }
    const wanted = steps[event.key]
    if (wanted === undefined || rows.length === 0 || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    const next = Math.min(rows.length - 1, Math.max(0, wanted))
    onAt(next)
    const box = scroller.current
    if (box === null) return
    const top = next * rowPx
    // Below the head that stays.
    if (top < box.scrollTop) box.scrollTop = top
    else if (top + 2 * rowPx > box.scrollTop + box.clientHeight) box.scrollTop = top + 2 * rowPx - box.clientHeight
    look()
  }
  if (rows.length === 0) return <p className="audit-none">{words('audit.none')}</p>
  return (
    <div className="audit-scroll" ref={scroller} onScroll={look}>
      <table
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        tabIndex={0}
        aria-activedescendant={at === null || at < from || at >= to ? undefined : `${id}-${at}`}
        onKeyDown={go}
        onFocus={() => at === null && onAt(0)}
        className="audit-table"
        data-dates={hasDates}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">{words('audit.from')}</th>
            <th scope="col">{words('audit.you')}</th>
            <th scope="col">{words('audit.plan')}</th>
            <th scope="col" className="end">
              {words('audit.length')}
            </th>
            <th scope="col">{words('audit.source')}</th>
            <th scope="col">{words('audit.result')}</th>
            <th scope="col" className="end">
              {words('audit.counts')}
            </th>
          </tr>
        </thead>
        <tbody>
          <Gap rows={from} rowPx={rowPx} />
          {rows.slice(from, to).map((row, place) => {
            const index = from + place
            const { line } = row
            const dispute = tagOf(disputeOf(disputes, line.intervalId))
            return (
              <tr
                key={index}
                id={`${id}-${index}`}
                aria-rowindex={index + 2}
                aria-selected={index === at}
                data-disputed={dispute === 'contest.tag'}
                onClick={() => onAt(index)}
              >
                <td className="num">
                  {hasDates ? `${sayDate(words, line.from, zone)} ` : ''}
                  {saySecond(words, line.from, zone)}
                </td>
                <td>{sayState(words, line)}</td>
                <td className="audit-soft">{line.planned === null ? '' : words(`plan.${line.planned}`)}</td>
                <td className="num end">{line.to === line.from ? '' : sayDuration(row.seconds * 1_000)}</td>
                <td className="audit-soft">{saySource(words, line)}</td>
                <td>
                  <Outcome
                    row={row}
                    said={dispute === undefined ? sayReason(words, line.reason) : words(dispute)}
                    isDisputed={dispute !== undefined}
                    isFew={isFew}
                  />
                </td>
                <td className="num end">{givesWords(audit, row)}</td>
              </tr>
            )
          })}
          <Gap rows={rows.length - to} rowPx={rowPx} />
        </tbody>
      </table>
    </div>
  )
}

const tagOf = (dispute: DisputeRecord | undefined) =>
  dispute === undefined
    ? undefined
    : dispute.decision === null
      ? 'contest.tag'
      : dispute.decision.isAccepted
        ? 'contest.tag.accepted'
        : 'contest.tag.rejected'

/** The room of the lines that are not drawn. */
const Gap = ({ rows, rowPx }: { rows: number; rowPx: number }) =>
  rows <= 0 ? null : (
    <tr aria-hidden="true" className="audit-gap">
      <td colSpan={COLUMNS} style={{ blockSize: rows * rowPx }} />
    </tr>
  )

const PROTECTED = new Set(['contact-in-rest', 'moved-rest', 'grace', 'fault-seen'])
const AGAINST = new Set(['out-of-plan', 'no-record', 'logged-out', 'late', 'bad', 'critical-fail', 'reopened'])

type OutcomeProps = { row: AuditRow; said: string; isDisputed: boolean; isFew: boolean }

function Outcome({ row, said, isDisputed, isFew }: OutcomeProps) {
  const { reason } = row.line
  const tone = isDisputed
    ? 'disputed'
    : isFew
      ? 'none'
      : PROTECTED.has(reason)
        ? 'protected'
        : AGAINST.has(reason)
          ? 'against'
          : row.numerator > 0
            ? 'counts'
            : 'none'
  const icons = { disputed: 'flag', protected: 'shield', against: 'minus', counts: 'check', none: null } as const
  const icon = icons[tone]
  return (
    <span className="tag-state audit-outcome" data-tone={tone}>
      {icon === null ? null : <Icon name={icon} size={14} />}
      {said}
    </span>
  )
}

/** What the line gives to the side that makes the value. */
function givesWords({ sides }: Audit, { numerator, denominator }: AuditRow): string {
  const [above, below] = sides
  if (above === 'points') return `${sideWords(above, numerator)} / ${sideWords(below, denominator)}`
  if (numerator > 0) return sideWords(above, numerator)
  if (below === 'count' && denominator > 0) return `/ ${denominator}`
  return below === 'time' && denominator > 0 && above === 'count' ? `/ ${sideWords(below, denominator)}` : '0'
}
