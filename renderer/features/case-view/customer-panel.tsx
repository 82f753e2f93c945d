import { useObservable } from 'dexie-react-hooks'
import { useState } from 'react'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import { MINUTE_MS } from '../../../domain/kernel/time.ts'
import type { CaseView } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useNow } from '../../deps/use-now.ts'
import { useWords } from '../../words/use-words.ts'
import './case-view.css'
import './customer.css'
import { orderOf } from './case-facts.ts'
import { CustomerFacts } from './customer-facts.tsx'
import { OrderPart } from './order-part.tsx'
import { OtherCases, PastContacts } from './past-contacts.tsx'
import { RefusedLine } from './refused-line.tsx'
import { useReveal } from './use-reveal.ts'

/** Who writes, what they bought, and when they came before. */
export function CustomerPanel({ caseId }: { caseId: CaseId }) {
  const words = useWords()
  const { repository } = useDeps()
  const view = useObservable(() => repository.case(caseId), [repository, caseId])
  return (
    // Scrolls by keyboard too.
    <div className="case-side-scroll" role="region" tabIndex={0} aria-label={words('customer.region')}>
      {view ? <Customer key={caseId} view={view} /> : null}
    </div>
  )
}

function Customer({ view }: { view: CaseView }) {
  const words = useWords()
  const now = useNow((at) => (MINUTE_MS - (at % MINUTE_MS)) as typeof MINUTE_MS)
  const { customer, case: kase } = view
  const covered = useReveal(kase.id)
  const [isShowingAll, setShowingAll] = useState(false)
  const order = orderOf(view)
  const others = view.orders.filter(({ id }) => id !== order?.id)
  const parts = { methods: customer?.paymentMethods ?? [], covered, now }
  return (
    <>
      <div className="case-side-part">
        {customer === null ? (
          <p className="soft">{words('customer.missing')}</p>
        ) : (
          <CustomerFacts customer={customer} view={view} covered={covered} now={now} />
        )}
        <RefusedLine refusal={covered.refusal} />
      </div>
      {order === null ? null : <OrderPart order={order} isOfCase {...parts} />}
      {view.orders.length === 0 ? <p className="case-side-part soft">{words('order.none')}</p> : null}
      {others.length === 0 ? null : (
        <div className="case-side-part">
          <button
            type="button"
            className="case-fold"
            aria-expanded={isShowingAll}
            onClick={() => setShowingAll(!isShowingAll)}
          >
            {isShowingAll ? words('customer.orders.hide') : words('customer.orders.show', { count: others.length })}
          </button>
        </div>
      )}
      {isShowingAll ? others.map((each) => <OrderPart key={each.id} order={each} isOfCase={false} {...parts} />) : null}
      <PastContacts view={view} now={now} />
      <OtherCases view={view} now={now} />
    </>
  )
}
