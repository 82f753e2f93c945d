import { useObservable } from 'dexie-react-hooks'
import { memo } from 'react'
import { useDeps } from '../deps/deps.ts'
import { useFormat } from '../words/format.ts'
import { useWords } from '../words/use-words.ts'
import { PlanBar, StripFigures, UrgentChip, sayNext, useToday } from './slots.ts'

/** The foot of the window: the time, the plan, what comes next, the figures so far. True without any connection. */
export const ShiftStrip = memo(function ShiftStrip() {
  const words = useWords()
  const format = useFormat()
  const { repository, account, agentTime, breaks } = useDeps()
  const today = useToday()
  const { now, plan, day, figures } = today
  const promises = useObservable(() => repository.promises(), [repository])
  const my = useObservable(() => agentTime.my, [agentTime])
  const promise = promises?.find(({ promise: each }) => each.ownerId === account.userId)?.promise
  const view = useObservable(() => breaks.view, [breaks]) ?? null
  const isHandling = my?.state === 'on-contact' || my?.state === 'wrap-up'
  const planned = sayNext(words, format, plan, view, now, isHandling)
  // Whichever comes first; a promise that is late before anything else.
  const isPromise = promise !== undefined && promise.dueAt < planned.at
  const promised = promise && {
    time: format
      .moment(promise.dueAt, now)
      .replace(words('time.today', { time: format.clock(promise.dueAt) }), format.clock(promise.dueAt)),
    length: format.length(promise.dueAt - now),
    words: promise.words,
  }
  return (
    <section className="strip" aria-label={words('shift.name')} data-area="strip">
      <time className="strip-clock num">{format.clock(now)}</time>
      {plan === null ? null : <PlanBar plan={plan} />}
      <UrgentChip />
      <span className="clip strip-next" dir="auto" data-late={!isPromise && planned.isLate}>
        {promises === undefined
          ? ''
          : isPromise
            ? words(promise.dueAt < now ? 'shift.latePromise' : 'shift.nextPromise', promised)
            : planned.words}
      </span>
      <span className="grow" />
      <StripFigures figures={figures} day={day} />
    </section>
  )
})
