import { useObservable } from 'dexie-react-hooks'
import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import type { EpochMs, Ms } from '../../../domain/kernel/time.ts'
import { SECOND_MS } from '../../../domain/kernel/time.ts'
import { USUAL_METRIC_POLICY } from '../../../domain/metrics/metric-policy.ts'
import { useDeps } from '../../deps/deps.ts'
import { useOwnBlocks } from '../../deps/urgent-time.ts'
import { useNow } from '../../deps/use-now.ts'
import type { OwnFigures } from './make-figures.ts'
import { makeFigures } from './make-figures.ts'
import { entriesFor, spansWithin } from './own-time.ts'
import type { ShiftPlan } from './shift-plan.ts'
import { planOf } from './shift-plan.ts'
import { deviceZone, useOwnFacts } from './use-own-facts.ts'
import type { WorkingDay } from './working-days.ts'
import { daysOf } from './working-days.ts'

/** The plan is never older than this. */
const EVERY_MS = (5 * SECOND_MS) as Ms
/** The figures are never older than this. */
const ADD_UP_EVERY_MS = (2 * SECOND_MS) as Ms
/** A day may reach back for ever where it is the first one; nobody answered anybody that long ago. */
const LONGEST_DAY_MS = 36 * 3_600_000

/** The moment from which answers may count on a day. */
export const answersFrom = ({ from, startsAt }: WorkingDay): EpochMs =>
  Math.max(from, startsAt - LONGEST_DAY_MS) as EpochMs

/** The very same object while it is the same day, so that nothing is gathered again at every look at the clock. */
function useSameDay(now: WorkingDay): WorkingDay {
  const [day, keep] = useState(now)
  const isSame = day.shiftId === now.shiftId && day.from === now.from && day.to === now.to && day.zone === now.zone
  if (isSame && day.startsAt === now.startsAt) return day
  keep(now)
  return now
}

export type Today = { now: EpochMs; plan: ShiftPlan | null; day: WorkingDay; figures: OwnFigures | null }

/** The shift that goes on, with its figures up to now. Only its own entries are read, never the whole log. */
export function useToday(): Today {
  const { repository, account, now: readClock, timers, info } = useDeps()
  const now = useNow(() => EVERY_MS)
  const facts = useOwnFacts()
  const blocks = useOwnBlocks()
  const shifts = facts?.shifts
  const day = useSameDay(daysOf('today', shifts ?? [], now, deviceZone())[0]!)
  const since = answersFrom(day)
  const conversations = useObservable(() => repository.ownConversations(since), [repository, since])
  const log = facts?.log
  const entries = useMemo(() => (log === undefined ? null : entriesFor(log, day)), [log, day])
  const contacts = facts?.contacts
  const plan = shifts === undefined ? null : planOf(shifts, now, blocks)

  const addUp = useEffectEvent((): OwnFigures | null => {
    if (entries === null || contacts === undefined || shifts === undefined) return null
    const upTo = (readClock() + (info.clockOffsetMs ?? 0)) as EpochMs
    return makeFigures({
      me: account.userId,
      days: [day],
      spans: spansWithin(entries, day, upTo, contacts),
      shifts,
      conversations: conversations ?? [],
      policy: USUAL_METRIC_POLICY,
      now: upTo,
    })
  })
  const [figures, setFigures] = useState<OwnFigures | null>(null)
  const isKnown = entries !== null && contacts !== undefined && shifts !== undefined
  // By the clock alone, not at every change: the sum of a day is too long to stand between a key and what it writes.
  useEffect(() => {
    if (!isKnown) return undefined
    let stop = () => {}
    const look = () => {
      setFigures(addUp())
      stop = timers.after(ADD_UP_EVERY_MS, look)
    }
    look()
    return () => stop()
  }, [isKnown, day, timers])
  return { now, plan, day, figures }
}
