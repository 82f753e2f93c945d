import { scaleLinear } from '@visx/scale'
import { LinePath } from '@visx/shape'
import type { Figure } from '../../../domain/metrics/figure.ts'
import { Button } from '../../kit/button.tsx'
import { PopoverAt } from '../../kit/overlay.tsx'
import { useWords } from '../../words/use-words.ts'
import { sayDay } from './say-day.ts'
import { sayValue, shortName } from './say-figure.ts'
import type { WorkingDay } from './working-days.ts'

const WIDE = 236
const HIGH = 64
const EDGE = 5

export type ChartDay = { day: WorkingDay; figure: Figure }

type Props = {
  metric: Figure
  days: readonly ChartDay[]
  /** Drawn dashed and told in words below. Null: there is none. */
  target: number | null
  /** As dots: too little to be a line. */
  isSparse: boolean
}

/** A figure day by day in one ink, the last one dotted. Enter shows it as a table. */
export function DayChart({ metric, days, target, isSparse }: Props) {
  const words = useWords()
  const name = shortName(words, metric)
  const told = days.filter(({ figure }) => figure.value !== null)
  if (told.length === 0) return <p className="day-chart-empty">{words('numbers.chart.empty')}</p>
  return (
    <PopoverAt
      label={words('numbers.table', { metric: name })}
      trigger={
        <Button tone="quiet" className="day-chart" label={words('numbers.chart', { metric: name })}>
          <Drawing values={told.map(({ figure }) => figure.value ?? 0)} target={target} isSparse={isSparse} />
        </Button>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also for those who use keys. */}
      <div className="day-table" role="region" aria-label={words('numbers.table', { metric: name })} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words('numbers.table.day')}</th>
              <th scope="col" className="end">
                {words('numbers.table.value')}
              </th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, figure }) => (
              <tr key={day.startsAt}>
                <th scope="row">{sayDay(words, day)}</th>
                <td className="num end">{sayValue(words, figure)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </PopoverAt>
  )
}

function Drawing({ values, target, isSparse }: { values: number[]; target: number | null; isSparse: boolean }) {
  const all = target === null ? values : [...values, target]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const room = high === low ? Math.max(1, Math.abs(high)) * 0.1 : (high - low) * 0.12
  const x = scaleLinear({ domain: [0, Math.max(1, values.length - 1)], range: [EDGE, WIDE - EDGE] })
  const y = scaleLinear({ domain: [low - room, high + room], range: [HIGH - EDGE, EDGE] })
  const points = values.map((value, at): [number, number] => [values.length === 1 ? WIDE - EDGE : x(at), y(value)])
  const last = points.at(-1)
  const dots = isSparse ? points : last === undefined ? [] : [last]
  return (
    <svg viewBox={`0 0 ${WIDE} ${HIGH}`} preserveAspectRatio="none" aria-hidden="true" data-sparse={isSparse}>
      {target === null ? null : <line className="day-target" x1={0} x2={WIDE} y1={y(target)} y2={y(target)} />}
      {isSparse ? null : <LinePath className="day-line" data={points} x={([at]) => at} y={([, to]) => to} />}
      {dots.map(([at, to]) => (
        <path key={at} className="day-dot" d={`M${at} ${to}h.01`} />
      ))}
    </svg>
  )
}
