import { useMemo, useState } from 'react'
import type { Figure } from '../../../domain/metrics/figure.ts'
import { Button } from '../../kit/button.tsx'
import { TopDialog } from '../../kit/top-dialog.tsx'
import { sayReason } from '../../words/metric-words.ts'
import type { Words } from '../../words/use-words.ts'
import { useWords } from '../../words/use-words.ts'
import type { Audit } from './audit-rows.ts'
import { auditOf } from './audit-rows.ts'
import { sideWords } from './say-line.ts'
import './audit.css'
import { AuditTable } from './audit-table.tsx'
import { ExportButtons } from './export-buttons.tsx'
import { LinePart } from './line-part.tsx'
import type { Audited } from './numbers-state.ts'
import { useAudited } from './numbers-state.ts'
import { sayDuration, sayFigureDefinition, sayValue, shortName } from './say-figure.ts'
import { useDisputes } from './use-disputes.ts'
import { useMetricPolicy } from './use-metric-policy.ts'

/** The audit of whichever figure is asked about. */
export function AuditPlace() {
  const { audited, show } = useAudited()
  return audited === null ? null : <AuditDialog audited={audited} onClose={() => show(null)} />
}

/** How a number was made: what it is, every line of it, what they add up to, and the way to contest one. */
export function AuditDialog({ audited, onClose }: { audited: Audited; onClose: () => void }) {
  const words = useWords()
  const { figure, days, of } = audited
  const audit = useMemo(() => auditOf(figure), [figure])
  const disputes = useDisputes()
  const { ofVersion } = useMetricPolicy()
  const [at, setAt] = useState<number | null>(null)
  const name = shortName(words, figure)
  const row = at === null ? undefined : audit.rows[at]
  return (
    <TopDialog label={words('audit.name')} className="audit" onClose={onClose}>
      <header className="audit-head">
        <h2>{words('audit.name')}</h2>
        <span className="grow" />
        <ExportButtons figures={[figure]} of={of} />
        <Button tone="quiet" icon="close" label={words('audit.close')} onPress={onClose} />
      </header>
      <div className="audit-sum">
        <p>
          <span className="audit-meta">{words('audit.of', { metric: name, of })}</span>
          <b className="audit-value num">{sayValue(words, figure)}</b>
        </p>
        <p className="num audit-fraction">{fractionWords(words, figure, audit)}</p>
        <p className="audit-definition">{sayFigureDefinition(words, figure, ofVersion(figure.policyVersion))}</p>
      </div>
      <AuditTable
        label={words('audit.lines', { metric: name })}
        audit={audit}
        zone={figure.zone}
        hasDates={days.length !== 1}
        isFew={figure.standing === 'small-sample'}
        disputes={disputes.list}
        at={at}
        onAt={setAt}
      />
      <LinePart key={row?.line.intervalId ?? at} row={row ?? null} figure={figure} days={days} />
      <footer className="audit-foot num">
        {audit.parts.map(({ reason, amount }) => (
          <span key={reason}>
            {words('audit.part', { reason: sayReason(words, reason), amount: amountWords(audit, amount) })}
          </span>
        ))}
        <b data-audit-sum>{sumWords(words, audit)}</b>
      </footer>
    </TopDialog>
  )
}

const time = (seconds: number) => sayDuration(seconds * 1_000)

const amountWords = ({ sides }: Audit, amount: number): string =>
  sides[1] === 'time' || sides[0] === 'time' ? time(amount) : sideWords(sides[0], amount)

function fractionWords(words: Words, { metric, unit }: Figure, { sides, numerator, denominator }: Audit): string {
  const [above, below] = sides
  const [part, whole] = [sideWords(above, numerator), sideWords(below, denominator)]
  if (above === 'points') return words('audit.fraction.points', { part, whole })
  if (unit === 'count') return words('audit.fraction.waits', { whole: numerator })
  if (above === 'count' && below === 'time') return words('audit.fraction.perHour', { part: numerator, whole })
  if (above === 'time' && below === 'count') {
    const kind = metric.startsWith('aht') ? 'contacts' : metric.includes('response') ? 'answers' : 'cases'
    return words(`audit.fraction.${kind}`, { part, whole: denominator })
  }
  return words('audit.fraction', { part, whole })
}

function sumWords(words: Words, { sides, numerator, denominator }: Audit): string {
  if (sides[1] === 'time') return words('audit.sum', { amount: time(denominator) })
  return words('audit.sum.for', { amount: sideWords(sides[0], numerator), count: sideWords(sides[1], denominator) })
}
