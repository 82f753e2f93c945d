import type { PaymentMethod } from '../../../domain/cases/customer.ts'
import type { OrderRecord } from '../../../domain/cases/order.ts'
import { orderTotalMinor } from '../../../domain/cases/order.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import type { Covered } from './customer-facts.tsx'
import { Cover } from './customer-facts.tsx'
import { maskedPayment } from './masks.ts'
import { OrderWay } from './order-way.tsx'
import { paymentWords } from './payment-words.ts'

type Props = { order: OrderRecord; isOfCase: boolean; methods: PaymentMethod[]; covered: Covered; now: EpochMs }

/** One order: what is in it, how far it is, what was paid and what comes back. */
export function OrderPart({ order, isOfCase, methods, covered, now }: Props) {
  const words = useWords()
  const format = useFormat()
  const money = (amountMinor: number) => format.money(amountMinor, order.currency)
  const heading = words('order.heading', { number: order.number })
  return (
    <section className="case-side-part" aria-label={heading}>
      <h3 className="case-order-head">
        <Icon name="order" />
        <span className="grow">{heading}</span>
        <span className="num">{money(orderTotalMinor(order))}</span>
      </h3>
      {isOfCase ? <p className="muted case-order-mark">{words('order.this-case')}</p> : null}
      <ul className="case-items" aria-label={words('order.items')}>
        {order.items.map((item) => (
          <li key={item.id}>
            <span>
              {item.name}
              {item.variant === '' ? null : <span className="muted case-side-line">{item.variant}</span>}
            </span>
            <span className="num">{money(item.priceMinor)}</span>
          </li>
        ))}
      </ul>
      {order.steps.length === 0 ? null : <OrderWay order={order} now={now} />}
      <dl className="case-facts">
        <dt>{words('order.status')}</dt>
        <dd data-order-status={order.status}>{words(`order.status.${order.status}`)}</dd>
        {order.steps.length > 0 ? null : (
          <>
            <dt>{words('order.placed')}</dt>
            <dd className="num">{format.day(order.placedAt, now)}</dd>
          </>
        )}
        {order.payments.map((payment, place) => {
          const method = methods.find(({ id }) => id === payment.methodId)
          return (
            // Payments have no id and are never reordered.
            <div className="case-facts-pair" key={place}>
              <dt>{words(payment.kind === 'payment' ? 'order.paid' : 'order.refunded')}</dt>
              <dd className="num">
                {money(payment.amountMinor)}{' '}
                {method === undefined ? null : <Method method={method} covered={covered} />}
              </dd>
            </div>
          )
        })}
        {order.refunds.map((refund, place) => (
          <div className="case-facts-pair" key={place}>
            <dt>{words('order.refund')}</dt>
            <dd>
              {words('order.refund.line', {
                amount: money(refund.amountMinor),
                state: words(`refund.${refund.state}`),
                when: format.day(refund.at, now),
              })}
              {refund.why === '' ? null : (
                <span className="muted case-side-line" dir="auto">
                  {refund.why}
                </span>
              )}
            </dd>
          </div>
        ))}
        {order.trackingNumbers.length === 0 ? null : (
          <>
            <dt>{words('order.tracking')}</dt>
            <dd>
              {order.trackingNumbers.map((number) => (
                <span key={number} className="code case-side-line">
                  {number}
                </span>
              ))}
            </dd>
          </>
        )}
      </dl>
    </section>
  )
}

/** With what it was paid; figures of a card are covered. */
function Method({ method, covered }: { method: PaymentMethod; covered: Covered }) {
  const words = useWords()
  if (method.kind !== 'card' || covered.shown.has('payment')) {
    return <span className="muted">{paymentWords(words, method)}</span>
  }
  return <Cover field="payment" masked={maskedPayment(words, method)} covered={covered} />
}
