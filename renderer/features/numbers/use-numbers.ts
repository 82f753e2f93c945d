import { useObservable } from 'dexie-react-hooks'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { IntervalRecord } from '../../../domain/agent-time/interval.ts'
import type { TimeSpan } from '../../../domain/agent-time/time-span.ts'
import type { EpochMs, Ms } from '../../../domain/kernel/time.ts'
import { MINUTE_MS, SECOND_MS } from '../../../domain/kernel/time.ts'
import { USUAL_METRIC_POLICY as policy } from '../../../domain/metrics/metric-policy.ts'
import { useDeps } from '../../deps/deps.ts'
import { useNow } from '../../deps/use-now.ts'
import type { OwnFigures } from './make-figures.ts'
import { makeFigures } from './make-figures.ts'
import { entriesFor, spansWithin } from './own-time.ts'
import { deviceZone, useOwnFacts } from './use-own-facts.ts'
import { answersFrom } from './use-today.ts'
import type { Period, WorkingDay } from './working-days.ts'
import { daysOf } from './working-days.ts'

/** One day of the charts. */
export type DayFigures = { day: WorkingDay; figures: OwnFigures }

export type Numbers = {
  days: WorkingDay[]
  /** The last shift that is over. Null: there is none on this desk. */
  lastShift: WorkingDay | null
  /** Null: still being added up, or there is no such day. */
  figures: OwnFigures | null
  /** Four weeks and today, day by day, as far as they are made. */
  series: DayFigures[]
}

type Made = { entries: IntervalRecord[]; of: unknown[]; spans: TimeSpan[]; figures: OwnFigures }
const FOUR_WEEKS_MS = 29 * 24 * 60 * MINUTE_MS

const isSame = (a: readonly unknown[], b: readonly unknown[]) =>
  a.length === b.length && a.every((each, at) => each === b[at])
const keyOf = ({ startsAt }: WorkingDay) => startsAt

/**
 * The figures of a period and the days of four weeks. One day is made at a time, between which the desk is free: nothing
 * that is typed waits. What a day came to is kept until something of it changes.
 */
export function useNumbers(period: Period): Numbers {
  const { repository, account, timers } = useDeps()
  const me = account.userId
  const now = useNow(() => (period === 'today' ? 5 * SECOND_MS : MINUTE_MS) as Ms)
  const facts = useOwnFacts()
  const { log, contacts, shifts } = facts ?? {}
  const zone = deviceZone()
  // Of the desk's opening alone, so that the cases are read once and not at every look at the clock.
  const [since] = useState(() => (now - FOUR_WEEKS_MS) as EpochMs)
  const conversations = useObservable(() => repository.ownConversations(since), [repository, since])
  const [made, setMade] = useState<ReadonlyMap<number, Made>>(new Map())
  const known = useRef(made)
  const { days, wanted, lastShift } = useMemo(() => {
    const of = (each: Period) => daysOf(each, shifts ?? [], now, zone)
    const asked = of(period)
    const all = [...asked, ...of('today'), ...of('weeks')]
    const once = [...new Map(all.map((day) => [keyOf(day), day])).values()]
    return { days: asked, wanted: once, lastShift: of('shift')[0] ?? null }
  }, [period, shifts, now, zone])

  useEffect(() => {
    if (log === undefined || contacts === undefined || shifts === undefined || conversations === undefined)
      return undefined
    const makeDay = (day: WorkingDay): Made | null => {
      const entries = entriesFor(log, day)
      const of = [shifts, conversations, day.to > now ? now : 0]
      const before = known.current.get(keyOf(day))
      if (before !== undefined && isSame(before.entries, entries) && isSame(before.of, of)) return null
      const spans = spansWithin(entries, day, now, contacts)
      const own = conversations.filter(({ words }) => words.some(({ at }) => at >= answersFrom(day) && at < day.to))
      const figures = makeFigures({ me, days: [day], spans, shifts, conversations: own, policy, now })
      return { entries, of, spans, figures }
    }
    const left = [...wanted]
    let stop = () => {}
    const step = () => {
      for (let day = left.shift(); day !== undefined; day = left.shift()) {
        const one = makeDay(day)
        if (one === null) continue
        known.current = new Map(known.current).set(keyOf(day), one)
        setMade(known.current)
        stop = timers.after(0, step)
        return
      }
    }
    step()
    return () => stop()
  }, [log, contacts, shifts, conversations, wanted, now, me, timers])

  const figures = useMemo(() => {
    const ofDays = days.flatMap((day) => made.get(keyOf(day)) ?? [])
    if (days.length === 0 || ofDays.length < days.length) return null
    const [first] = ofDays
    if (days.length === 1 && first !== undefined) return first.figures
    const spans = ofDays.flatMap((each) => each.spans)
    return makeFigures({ me, days, spans, shifts: shifts ?? [], conversations: conversations ?? [], policy, now })
  }, [days, made, me, shifts, conversations, now])
  const series = useMemo(
    () =>
      wanted
        .flatMap((day): DayFigures[] => {
          const one = made.get(keyOf(day))
          return one === undefined ? [] : [{ day, figures: one.figures }]
        })
        .sort((a, b) => a.day.startsAt - b.day.startsAt),
    [wanted, made],
  )
  return { days, lastShift, figures, series }
}
