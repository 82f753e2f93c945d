import type { OrderRecord } from '../../../domain/cases/order.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import { isSettled, lateSince } from './case-facts.ts'
import { stepWords } from './line-entry.tsx'

/** The parcel's way as a line from top to bottom: done, where it is now, what is still to come. */
export function OrderWay({ order, now }: { order: OrderRecord; now: EpochMs }) {
  const words = useWords()
  const format = useFormat()
  const isLate = lateSince(order, now) !== null
  const { steps, deliveryDueAt } = order
  return (
    <ol className="case-way-line" aria-label={words('order.way')}>
      {steps.map((step, place) => {
        const isStuck = place === steps.length - 1 && (isLate || step.kind === 'held-up') && !isSettled(order)
        const said = stepWords(words, step, null)
        return (
          // Steps have no id and are only ever added.
          <li key={place} data-state={isStuck ? 'stuck' : 'done'}>
            <Icon name={isStuck ? 'alert' : 'check'} size={14} />
            <span className="grow">{isStuck ? words('order.no-scan', { step: said }) : said}</span>
            <time className="num" dateTime={new Date(step.at).toISOString()}>
              {format.day(step.at, now)}
            </time>
          </li>
        )
      })}
      {deliveryDueAt === null || isSettled(order) ? null : (
        <li data-state="ahead">
          <Icon name="ahead" size={14} />
          <span className="grow">{words(isLate ? 'order.due' : 'order.due.ahead')}</span>
          <time className="num" dateTime={new Date(deliveryDueAt).toISOString()}>
            {format.day(deliveryDueAt, now)}
          </time>
        </li>
      )}
    </ol>
  )
}
