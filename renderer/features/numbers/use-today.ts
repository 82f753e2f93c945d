import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { EpochMs, Ms } from '../../../domain/kernel/time.ts'
import { SECOND_MS } from '../../../domain/kernel/time.ts'
import type { AgentMetric } from '../../../domain/metrics/agent-figures.ts'
import { dayFigures } from '../../../domain/metrics/agent-figures.ts'
import type { Figure } from '../../../domain/metrics/figure.ts'
import { dayFactsOf, stretchOf } from '../../../domain/metrics/period-figures.ts'
import type { ShiftRecord } from '../../../domain/schedule/shift.ts'
import { useDeps } from '../../deps/deps.ts'
import { useOwnBlocks } from '../../deps/urgent-time.ts'
import { useNow } from '../../deps/use-now.ts'
import { entriesFor, spansWithin } from './own-time.ts'
import type { ShiftPlan } from './shift-plan.ts'
import { planOf } from './shift-plan.ts'
import { deviceZone, useOwnFacts, useOwnWork } from './use-own-facts.ts'
import type { WorkingDay } from './working-days.ts'
import { daysOf } from './working-days.ts'

/** The plan is never older than this. */
const EVERY_MS = (5 * SECOND_MS) as Ms
/** The figures are hardly ever older than this: no key waits for them. */
const ADD_UP_EVERY_MS = (4 * SECOND_MS) as Ms
/** Work that changes their time all the time adds them up no more often. */
const ADD_UP_AT_MOST_EVERY_MS = (2 * SECOND_MS) as Ms
/** What the strip tells. */
const IN_STRIP = [
  'contacts-per-hour',
  'aht-effort',
  'first-response-agent',
  'resolution-accuracy',
  'csat',
  'adherence-protected',
] as const satisfies readonly AgentMetric[]
export type StripFigures = Record<(typeof IN_STRIP)[number], Figure>

/** The very same object while it is the same day, so that nothing is gathered again at every look at the clock. */
function useSameDay(now: WorkingDay): WorkingDay {
  const [day, keep] = useState(now)
  if (day === now) return day
  const isSame = day.shift === now.shift && day.from === now.from && day.to === now.to && day.zone === now.zone
  if (isSame && day.startsAt === now.startsAt) return day
  keep(now)
  return now
}

export type Today = { now: EpochMs; plan: ShiftPlan | null; day: WorkingDay; figures: StripFigures | null }

/** The shift that goes on, with its figures up to now. Only its own entries are read, never the whole log. */
export function useToday(): Today {
  const { now: readClock, timers, info, whenIdle } = useDeps()
  const now = useNow(() => EVERY_MS)
  const facts = useOwnFacts()
  const blocks = useOwnBlocks()
  const shifts = facts?.shifts
  const day = useSameDay(daysOf('today', shifts ?? NONE, now, deviceZone())[0]!)
  const work = useOwnWork(stretchOf(day).from as EpochMs)
  const log = facts?.log
  const entries = useMemo(() => (log === undefined ? null : entriesFor(log, day)), [log, day])
  const plan = shifts === undefined ? null : planOf(shifts, now, blocks)
  const contacts = facts?.contacts

  const addUp = useEffectEvent((): StripFigures | null => {
    if (entries === null || contacts === undefined || work === null) return null
    const asOf = (readClock() + (info.clockOffsetMs ?? 0)) as EpochMs
    const spans = spansWithin(entries, day, asOf, contacts)
    return dayFigures(dayFactsOf({ ...work, asOf }, day, spans), IN_STRIP)
  })
  const [figures, setFigures] = useState<StripFigures | null>(null)
  const isKnown = entries !== null && contacts !== undefined && work !== null
  const added = useRef<{ day: WorkingDay; at: EpochMs } | null>(null)
  /** Looks by what is known when nobody waits for the page. Null: there is nothing to add up any more. */
  const lookNow = useRef<(() => void) | null>(null)
  const isAwaited = useRef(false)
  // By the clock, and soon after the agent's own time has changed. Not at every change of a case, nor whenever the strip
  // is drawn: the sum of a day is too long to stand between a key and what it writes.
  useEffect(() => {
    if (!isKnown) return undefined
    let stop = () => {}
    const look = () => {
      stop()
      added.current = { day, at: readClock() }
      setFigures(addUp())
      stop = timers.after(ADD_UP_EVERY_MS, soon)
    }
    lookNow.current = look
    const soon = () => {
      if (isAwaited.current) return
      isAwaited.current = true
      whenIdle(() => {
        isAwaited.current = false
        lookNow.current?.()
      })
    }
    const last = added.current
    const sinceMs = last === null || last.day !== day ? Infinity : Math.max(0, readClock() - last.at)
    if (last === null) look()
    else if (sinceMs >= ADD_UP_AT_MOST_EVERY_MS) soon()
    else stop = timers.after((ADD_UP_AT_MOST_EVERY_MS - sinceMs) as Ms, soon)
    return () => {
      lookNow.current = null
      stop()
    }
  }, [isKnown, day, timers, readClock, whenIdle, entries, contacts])
  return { now, plan, day, figures }
}

const NONE: ShiftRecord[] = []
