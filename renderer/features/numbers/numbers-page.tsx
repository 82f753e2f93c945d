import { useState } from 'react'
import type { DisputeRecord } from '../../../domain/agent-time/dispute.ts'
import type { Figure } from '../../../domain/metrics/figure.ts'
import { USUAL_METRIC_POLICY } from '../../../domain/metrics/metric-policy.ts'
import { Icon } from '../../kit/icon.tsx'
import { useWords } from '../../words/use-words.ts'
import { sayBeside } from './say-beside.ts'
import { DayChart } from './day-chart.tsx'
import { ExportButtons } from './export-buttons.tsx'
import { FigureButton } from './figure-button.tsx'
import type { OwnFigures } from './make-figures.ts'
import './numbers.css'
import { sayDay, sayShortDay } from './say-day.ts'
import { isGrey, sayLength, shortName } from './say-figure.ts'
import { useDisputes } from './use-disputes.ts'
import type { Numbers } from './use-numbers.ts'
import { useNumbers } from './use-numbers.ts'
import type { Period } from './working-days.ts'
import { PERIODS } from './working-days.ts'

const SHOWN = [
  'adherence',
  'response',
  'ahtEffort',
  'occupancy',
  'ahtSession',
  'perHour',
  'accuracy',
  'csat',
] as const satisfies readonly (keyof OwnFigures)[]

/** What the house aims at. Null: there is no target. */
const TARGETS: Partial<Record<keyof OwnFigures, number>> = {
  adherence: 0.9,
  response: USUAL_METRIC_POLICY.responseTargetMs,
  occupancy: 0.85,
}

/** The agent's own figures: one period, small multiples, each figure with all that made it. */
export function NumbersPage() {
  const words = useWords()
  const [period, setPeriod] = useState<Period>('today')
  const numbers = useNumbers(period)
  const of = periodWords(words, period, numbers)
  return (
    <section className="numbers" aria-label={words('numbers.name')} data-area="numbers">
      <header className="numbers-head">
        <h1>{words('numbers.name')}</h1>
        <div className="seg" role="group" aria-label={words('numbers.period')}>
          {PERIODS.map((each) => (
            <button key={each} type="button" aria-pressed={each === period} onClick={() => setPeriod(each)}>
              {each !== 'shift'
                ? words(`numbers.period.${each}`)
                : numbers.lastShift === null
                  ? words('numbers.period.noShift')
                  : words('numbers.period.shift', { day: sayDay(words, numbers.lastShift) })}
            </button>
          ))}
        </div>
        <span className="grow" />
        <span className="numbers-shared">
          <Icon name="eye" size={14} />
          {words('numbers.sameForAll')}
        </span>
        <ExportButtons figures={numbers.figures === null ? [] : SHOWN.map((name) => numbers.figures![name])} of={of} />
      </header>
      {numbers.figures === null ? (
        <p className="numbers-none">{words(numbers.days.length === 0 ? 'numbers.noDay' : 'numbers.making')}</p>
      ) : (
        <div className="numbers-grid">
          {SHOWN.map((name) => (
            <Card key={name} name={name} numbers={numbers} figures={numbers.figures!} of={of} />
          ))}
        </div>
      )}
    </section>
  )
}

type CardProps = { name: (typeof SHOWN)[number]; numbers: Numbers; figures: OwnFigures; of: string }

function Card({ name, numbers, figures, of }: CardProps) {
  const words = useWords()
  const disputes = useDisputes()
  const figure = figures[name]
  const target = TARGETS[name] ?? null
  const open = countDisputed(figure, disputes.list)
  const { series } = numbers
  const [first, last] = [series[0], series.at(-1)]
  return (
    <article className="number-card">
      <header>
        <h2>{shortName(words, figure)}</h2>
        {open === 0 ? null : (
          <span className="tag-state number-disputed">
            <Icon name="flag" size={14} />
            {words('numbers.disputed', { count: open })}
          </span>
        )}
      </header>
      <FigureButton figure={figure} days={numbers.days} of={of} className="number-figure num" />
      <p className="number-beside">{sayBeside(words, name, figures)}</p>
      <DayChart
        metric={figure}
        days={series.map(({ day, figures: ofDay }) => ({ day, figure: ofDay[name] }))}
        target={target}
        isSparse={isGrey(figure) || series.length < 3}
      />
      <p className="number-foot">
        <span>{targetWords(words, name, target)}</span>
        {first === undefined || last === undefined ? null : (
          <span>
            {words('numbers.span', { from: sayShortDay(words, first.day), to: sayShortDay(words, last.day) })}
          </span>
        )}
      </p>
    </article>
  )
}

type Say = ReturnType<typeof useWords>

function targetWords(words: Say, name: keyof OwnFigures, target: number | null): string {
  if (name === 'ahtEffort' || name === 'ahtSession') return words('numbers.target.none')
  if (target === null) return words('numbers.target.noneShort')
  if (name === 'response') return words('numbers.target.response', { value: sayLength(words, target) })
  return words(name === 'occupancy' ? 'numbers.target.tiring' : 'numbers.target.share', { value: target * 100 })
}

function periodWords(words: Say, period: Period, { days }: Numbers): string {
  const [first] = days
  return period === 'shift' && first !== undefined
    ? sayDay(words, first)
    : words(`numbers.period.${period === 'shift' ? 'noShift' : period}`)
}

/** Lines of the figure that are contested and not decided. */
export const countDisputed = (figure: Figure, disputes: readonly DisputeRecord[]): number => {
  const open = new Set(disputes.filter(({ decision }) => decision === null).map(({ intervalId }) => intervalId))
  return new Set(
    figure.lines.flatMap(({ intervalId }) => (intervalId !== null && open.has(intervalId) ? [intervalId] : [])),
  ).size
}
