import { useEffect, useMemo, useState } from 'react'
import type { EpochMs, Ms } from '../../../domain/kernel/time.ts'
import { MINUTE_MS, SECOND_MS } from '../../../domain/kernel/time.ts'
import type { AgentFigures } from '../../../domain/metrics/agent-figures.ts'
import { useDeps } from '../../deps/deps.ts'
import { useNow } from '../../deps/use-now.ts'
import type { Known } from './keep-days.ts'
import { keepDays } from './keep-days.ts'
import { deviceZone, useOwnFacts, useOwnWork } from './use-own-facts.ts'
import type { Period, WorkingDay } from './working-days.ts'
import { daysOf } from './working-days.ts'

/** One day of the charts. */
export type DayFigures = { day: WorkingDay; figures: AgentFigures }

export type Numbers = {
  now: EpochMs
  days: WorkingDay[]
  /** The last shift that is over. Null: there is none on this desk. */
  lastShift: WorkingDay | null
  /** Null: still being added up, or there is no such day. */
  figures: AgentFigures | null
  /** Four weeks and today, day by day, as far as they are made. */
  series: DayFigures[]
}

const FOUR_WEEKS_MS = 29 * 24 * 60 * MINUTE_MS
const keyOf = ({ startsAt }: WorkingDay) => startsAt

/**
 * The figures of a period and the days of four weeks. One day is made at a time, between which the desk is free: nothing
 * that is typed waits. What a day came to is kept until something of it changes (`keepDays`).
 */
export function useNumbers(period: Period): Numbers {
  const { timers } = useDeps()
  const now = useSteadyNow((period === 'today' ? 5 * SECOND_MS : MINUTE_MS) as Ms)
  const facts = useOwnFacts()
  const { log, contacts, shifts } = facts ?? {}
  const zone = deviceZone()
  // Of the desk's opening alone, so that the cases are read once and not at every look at the clock.
  const [since] = useState(() => (now - FOUR_WEEKS_MS) as EpochMs)
  const work = useOwnWork(since)
  const [kept] = useState(() => keepDays())
  const [made, setMade] = useState<ReadonlyMap<number, AgentFigures>>(new Map())
  const [sum, setSum] = useState<{ days: WorkingDay[]; figures: AgentFigures | null } | null>(null)
  const { days, wanted, lastShift } = useMemo(() => {
    const of = (each: Period) => daysOf(each, shifts ?? [], now, zone)
    const asked = of(period)
    const all = [...asked, ...of('today'), ...of('weeks')]
    const once = [...new Map(all.map((day) => [keyOf(day), day])).values()]
    return { days: asked, wanted: once, lastShift: of('shift')[0] ?? null }
  }, [period, shifts, now, zone])

  useEffect(() => {
    if (log === undefined || contacts === undefined || work === null) return undefined
    const known: Known = { log, contacts, work: { ...work, asOf: now } }
    const left = [...wanted]
    const fresh = new Map<number, AgentFigures>()
    let stop = () => {}
    const step = () => {
      for (let day = left.shift(); day !== undefined; day = left.shift()) {
        const held = kept.held(day, known)
        const figures = held ?? kept.make(day, known)
        fresh.set(keyOf(day), figures)
        if (held !== null) continue
        setMade((before) => new Map([...before, ...fresh]))
        stop = timers.after(0, step)
        return
      }
      setMade(fresh)
      setSum({ days, figures: kept.sum(days, known, fresh) })
    }
    step()
    return () => stop()
  }, [log, contacts, work, wanted, days, now, kept, timers])

  const figures = sum !== null && isSameDays(sum.days, days) ? sum.figures : null
  const series = useMemo(
    () =>
      wanted
        .flatMap((day): DayFigures[] => {
          const one = made.get(keyOf(day))
          return one === undefined ? [] : [{ day, figures: one }]
        })
        .sort((a, b) => a.day.startsAt - b.day.startsAt),
    [wanted, made],
  )
  return { now, days, lastShift, figures, series }
}

/** The time as of the last look at the clock: the same however often the page is drawn in between. */
function useSteadyNow(everyMs: Ms): EpochMs {
  const clock = useNow(() => everyMs)
  const [now, look] = useState(clock)
  if (clock - now >= everyMs || clock < now) look(clock)
  return now
}

const isSameDays = (some: readonly WorkingDay[], others: readonly WorkingDay[]): boolean =>
  some.length === others.length && some.every((day, at) => keyOf(day) === keyOf(others[at]!))
