import { useState } from 'react'
import type { DisputeRecord } from '../../../domain/agent-time/dispute.ts'
import type { AgentFigures, AgentMetric } from '../../../domain/metrics/agent-figures.ts'
import type { Figure } from '../../../domain/metrics/figure.ts'
import { targetOf } from '../../../domain/metrics/targets.ts'
import { Icon } from '../../kit/icon.tsx'
import { useWords } from '../../words/use-words.ts'
import { DayChart } from './day-chart.tsx'
import { ExportButtons } from './export-buttons.tsx'
import { FigureButton } from './figure-button.tsx'
import { FIGURE_GROUPS, SHOWN_FIGURES } from './figure-groups.ts'
import './numbers.css'
import { sayBeside } from './say-beside.ts'
import { sayDay, sayShortDay } from './say-day.ts'
import { isGrey, shortName } from './say-figure.ts'
import { sayTarget } from './say-target.ts'
import { useDisputes } from './use-disputes.ts'
import { useMetricPolicy } from './use-metric-policy.ts'
import type { Numbers } from './use-numbers.ts'
import { useNumbers } from './use-numbers.ts'
import { WhatIfLine } from './what-if-line.tsx'
import type { Period } from './working-days.ts'
import { PERIODS } from './working-days.ts'

/** The agent's own figures: one period, small multiples, each figure with all that made it. */
export function NumbersPage() {
  const words = useWords()
  const [period, setPeriod] = useState<Period>('today')
  const numbers = useNumbers(period)
  const { figures, days, now } = numbers
  const of = periodWords(words, period, numbers)
  const [today] = days
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
        <ExportButtons figures={figures === null ? [] : SHOWN_FIGURES.map((metric) => figures[metric])} of={of} />
      </header>
      {figures === null ? (
        <p className="numbers-none">{words(days.length === 0 ? 'numbers.noDay' : 'numbers.making')}</p>
      ) : (
        <>
          {period === 'today' && today !== undefined ? <WhatIfLine figures={figures} day={today} now={now} /> : null}
          {FIGURE_GROUPS.map(({ id, metrics }) => (
            <section key={id} className="numbers-group" data-group={id} aria-label={words(`numbers.group.${id}`)}>
              <h2 className={id === 'shift' ? 'vh' : undefined}>{words(`numbers.group.${id}`)}</h2>
              <div className="numbers-grid">
                {metrics.map((metric) => (
                  <Card key={metric} metric={metric} numbers={numbers} figures={figures} of={of} />
                ))}
              </div>
            </section>
          ))}
        </>
      )}
    </section>
  )
}

type CardProps = { metric: AgentMetric; numbers: Numbers; figures: AgentFigures; of: string }

function Card({ metric, numbers, figures, of }: CardProps) {
  const words = useWords()
  const disputes = useDisputes()
  const { ofVersion } = useMetricPolicy()
  const figure = figures[metric]
  const target = targetOf(metric, ofVersion(figure.policyVersion))
  const open = countDisputed(figure, disputes.list)
  const { series } = numbers
  const [first, last] = [series[0], series.at(-1)]
  return (
    <article className="number-card">
      <header>
        <h3>{shortName(words, figure)}</h3>
        {open === 0 ? null : (
          <span className="tag-state number-disputed">
            <Icon name="flag" size={14} />
            {words('numbers.disputed', { count: open })}
          </span>
        )}
      </header>
      <FigureButton figure={figure} days={numbers.days} of={of} className="number-figure num" />
      <p className="number-beside">{sayBeside(words, metric, figures)}</p>
      <DayChart
        metric={figure}
        days={series.map(({ day, figures: ofDay }) => ({ day, figure: ofDay[metric] }))}
        target={target}
        isSparse={isGrey(figure) || series.length < 3 || series.some(({ figures: ofDay }) => isFew(ofDay[metric]))}
      />
      <p className="number-foot">
        <span>{sayTarget(words, metric, target)}</span>
        {first === undefined || last === undefined ? null : (
          <span>
            {words('numbers.span', { from: sayShortDay(words, first.day), to: sayShortDay(words, last.day) })}
          </span>
        )}
      </p>
    </article>
  )
}

/** Days of a handful of ratings each are dots, also where all of them together may be judged. */
const isFew = ({ standing }: Figure): boolean => standing === 'small-sample'

function periodWords(words: ReturnType<typeof useWords>, period: Period, { days }: Numbers): string {
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
