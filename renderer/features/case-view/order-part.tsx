import type { PaymentMethod } from '../../../domain/cases/customer.ts'
import type { OrderRecord } from '../../../domain/cases/order.ts'
import { orderTotalMinor } from '../../../domain/cases/order.ts'
import { useDeps } from '../../deps/deps.ts'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import { paymentWords } from './payment-words.ts'

/** One order: what is in it, how far it is, what it cost, what was paid and given back. */
export function OrderPart(props: { order: OrderRecord; isOfCase: boolean; methods: PaymentMethod[] }) {
  const { order, isOfCase, methods } = props
  const words = useWords()
  const format = useFormat()
  const { now } = useDeps()
  const money = (amountMinor: number) => format.money(amountMinor, order.currency)
  return (
    <section className="case-side-part" aria-label={words('order.heading', { number: order.number })}>
      <h3 className="case-order-head">
        <Icon name="order" />
        <span className="grow">{words('order.heading', { number: order.number })}</span>
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
      <dl className="case-facts">
        <dt>{words('order.status')}</dt>
        <dd data-order-status={order.status}>{words(`order.status.${order.status}`)}</dd>
        <dt>{words('order.placed')}</dt>
        <dd className="num">{format.day(order.placedAt, now())}</dd>
        <dt>{words('order.total')}</dt>
        <dd className="num">{money(orderTotalMinor(order))}</dd>
        {order.payments.map((payment, place) => {
          const method = methods.find((each) => each.id === payment.methodId)
          return (
            // Payments have no id and are never reordered.
            <div className="case-facts-pair" key={place}>
              <dt>{words(payment.kind === 'payment' ? 'order.paid' : 'order.refunded')}</dt>
              <dd className="num">
                {money(payment.amountMinor)}
                {method === undefined ? null : <span className="muted"> {paymentWords(words, method)}</span>}
              </dd>
            </div>
          )
        })}
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
