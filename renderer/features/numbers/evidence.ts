import type { IntervalRecord } from '../../../domain/agent-time/interval.ts'
import { correctedAt, MINUTE_MS } from '../../../domain/kernel/time.ts'
import type { FigureLine } from '../../../domain/metrics/figure.ts'

/** The log of the device is sent along for so long before and after the line. */
const AROUND_MS = 10 * MINUTE_MS
/** More lines than these say no more. */
const MOST = 40

/** The entries of the device's log around a line, in order of time: what an agent may send along as evidence. */
export function logAround(log: readonly IntervalRecord[], { from, to }: Pick<FigureLine, 'from' | 'to'>) {
  return log
    .filter(({ startedAt, endedAt }) => {
      const begins = correctedAt(startedAt)
      const ends = endedAt === null ? begins : correctedAt(endedAt)
      return ends >= from - AROUND_MS && begins <= to + AROUND_MS
    })
    .toSorted((a, b) => correctedAt(a.startedAt) - correctedAt(b.startedAt) || (a.id < b.id ? -1 : 1))
    .slice(0, MOST)
}

/** As text, one entry a line, by the device's own clock and with what it knows of that clock. For people and for the lead's screen. */
export function evidenceOf(
  log: readonly IntervalRecord[],
  line: Pick<FigureLine, 'from' | 'to'>,
  say: {
    clock(at: number): string
    state(state: IntervalRecord['state']): string
    source(source: IntervalRecord['source']): string
  },
): string {
  return logAround(log, line)
    .map(({ startedAt, endedAt, state, source, isOffline, isCutShort }) => {
      const offset = startedAt.offsetMs === null ? '?' : `${Math.round(startedAt.offsetMs / 1_000)} s`
      const marks = [isOffline ? 'offline' : '', isCutShort ? 'cut short' : '', `clock ${offset}`].filter(Boolean)
      const until = endedAt === null ? '...' : say.clock(correctedAt(endedAt))
      return `${say.clock(correctedAt(startedAt))}-${until} ${say.state(state)}, ${say.source(source)} (${marks.join(', ')})`
    })
    .join('\n')
}
