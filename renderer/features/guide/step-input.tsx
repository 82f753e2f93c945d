import type { GuideInputKind, GuideStep } from '../../../domain/guides/guide.ts'
import { ANSWER_LIMIT } from '../../../domain/guides/read-input.ts'
import type { CaseView } from '../../data/repository.ts'
import { Button } from '../../kit/button.tsx'
import { useWords } from '../../words/use-words.ts'

const MOST_OFFERED = 3
const keyboardOf: Record<GuideInputKind, 'text' | 'decimal' | 'email' | 'tel'> = {
  text: 'text',
  'order-number': 'text',
  date: 'text',
  money: 'decimal',
  email: 'email',
  phone: 'tel',
}

/** What this case knows that the step may be asking for; offered, never filled in unasked. */
function offersFor(kind: GuideInputKind, { case: kase, customer, orders }: CaseView): string[] {
  if (kind === 'email') return customer === null ? [] : [customer.email]
  if (kind !== 'order-number') return []
  return orders
    .toSorted((a, b) => Number(b.id === kase.orderId) - Number(a.id === kase.orderId) || b.placedAt - a.placedAt)
    .slice(0, MOST_OFFERED)
    .map((order) => order.number)
}

/** The field of a step that asks for something to be written. */
export function StepInput(props: {
  step: Extract<GuideStep, { kind: 'ask' }>
  view: CaseView
  text: string
  labelledBy: string
  describedBy: string | undefined
  isRefused: boolean
  onText: (text: string) => void
}) {
  const words = useWords()
  const { input, isRequired } = props.step
  const shared = {
    className: 'field guide-field',
    value: props.text,
    'data-first': '',
    'aria-labelledby': props.labelledBy,
    'aria-describedby': props.describedBy,
    'aria-invalid': props.isRefused || undefined,
    'aria-required': isRequired,
    autoComplete: 'off',
    onChange: (event: { target: { value: string } }) => props.onText(event.target.value),
  }
  const offers = offersFor(input, props.view).filter((offer) => offer !== props.text)
  return (
    <div className="guide-input">
      {input === 'text' ? (
        <textarea {...shared} rows={2} maxLength={ANSWER_LIMIT} dir="auto" />
      ) : (
        <input {...shared} type={input === 'date' ? 'date' : 'text'} inputMode={keyboardOf[input]} spellCheck={false} />
      )}
      {offers.length === 0 ? null : (
        <div className="guide-offers">
          {offers.map((offer) => (
            <Button key={offer} tone="quiet" onPress={() => props.onText(offer)}>
              <span className="num">{offer}</span>
            </Button>
          ))}
        </div>
      )}
      {isRequired ? null : <p className="muted guide-hint">{words('guide.optional')}</p>}
    </div>
  )
}
