import type { CustomerRecord } from '../../../domain/cases/customer.ts'
import { customerName } from '../../../domain/cases/customer.ts'
import type { CaseView } from '../../data/repository.ts'
import { useWords } from '../../words/use-words.ts'
import { OrderPart } from './order-part.tsx'
import { paymentWords } from './payment-words.ts'

/** Who writes, and what they bought: the order of this case first. */
export function CustomerSide({ view }: { view: CaseView }) {
  const words = useWords()
  const { customer, case: kase } = view
  const orders = view.orders.toSorted(
    (a, b) => Number(b.id === kase.orderId) - Number(a.id === kase.orderId) || b.placedAt - a.placedAt,
  )
  return (
    <>
      <div className="case-side-part">
        {customer === null ? (
          <p className="soft">{words('customer.missing')}</p>
        ) : (
          <>
            <h2 className="case-side-name">{customerName(customer)}</h2>
            <p className="muted">
              {words('customer.writes', { language: languageName(words.locale, customer.language) })}
            </p>
            <dl className="case-facts">
              <dt>{words('customer.email')}</dt>
              <dd className="clip" title={customer.email}>
                {customer.email}
              </dd>
              <dt>{words('customer.address')}</dt>
              <dd>
                {addressLines(customer).map((line) => (
                  <span key={line} className="case-side-line">
                    {line}
                  </span>
                ))}
              </dd>
              {customer.paymentMethods.length === 0 ? null : (
                <>
                  <dt>{words('customer.paid-with')}</dt>
                  <dd>
                    {customer.paymentMethods.map((method) => (
                      <span key={method.id} className="case-side-line num">
                        {paymentWords(words, method)}
                      </span>
                    ))}
                  </dd>
                </>
              )}
            </dl>
          </>
        )}
      </div>
      {orders.map((order) => (
        <OrderPart
          key={order.id}
          order={order}
          isOfCase={order.id === kase.orderId}
          methods={customer?.paymentMethods ?? []}
        />
      ))}
      {orders.length === 0 ? <p className="case-side-part soft">{words('order.none')}</p> : null}
    </>
  )
}

const languageName = (locale: string, tag: string): string =>
  new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' }).of(tag) ?? tag

function addressLines({ address }: CustomerRecord): string[] {
  const { line1, line2, city, region, postcode, country } = address
  const lines = [line1, line2, [postcode, city].filter(Boolean).join(' '), [region, country].filter(Boolean).join(', ')]
  return [...new Set(lines.filter((line) => line !== ''))]
}
