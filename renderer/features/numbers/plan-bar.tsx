import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import type { ShiftPlan } from './shift-plan.ts'

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`

/** The shift as a line: work filled up to now, breaks hollow, urgent blocks hatched. Its name says the same. */
export function PlanBar({ plan }: { plan: ShiftPlan }) {
  const words = useWords()
  const format = useFormat()
  const ends = { from: format.clock(plan.startsAt), to: format.clock(plan.endsAt) }
  const parts = plan.stretches.map(({ kind, from }) =>
    words('strip.part', { kind: words(`plan.${kind}`), at: format.clock(from) }),
  )
  const name =
    parts.length === 0 ? words('strip.plan.plain', ends) : words('strip.plan', { ...ends, parts: parts.join(', ') })
  return (
    <span className="plan-bar" role="img" aria-label={name} title={name}>
      <span className="plan-track">
        <i className="plan-done" style={{ inlineSize: percent(plan.now) }} />
        {plan.parts.map(({ kind, at, length }) =>
          kind === 'contacts' ? null : (
            <i key={at} data-kind={kind} style={{ insetInlineStart: percent(at), inlineSize: percent(length) }} />
          ),
        )}
      </span>
      <i className="plan-now" style={{ insetInlineStart: percent(plan.now) }} />
    </span>
  )
}
