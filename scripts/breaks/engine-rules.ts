import { accountOf } from '../../domain/breaks/account.ts'
import type { BreakEffect } from '../../domain/breaks/break-effect.ts'
import type { BreakPolicy } from '../../domain/breaks/break-policy.ts'
import type { BreakState } from '../../domain/breaks/break-state.ts'
import { owedMsOf } from '../../domain/breaks/owed-rest.ts'
import type { DeskWorld } from './desk-world.ts'
import { isBusy } from './desk-world.ts'
import type { Scenario } from './scenario.ts'

/** A second book of a shift, kept from the effects and the world alone: what the engine says of itself is held against it. */
export type Ledger = {
  /** Rest of the plan as it was begun and ended, without what was overstayed. */
  restedMs: number
  interruptions: number
  postponements: number
  resets: number
  /** When the planned rest that goes on began, and what was owed then. Null: none does. */
  open: { sinceMs: number; owedMs: number } | null
  restingSinceMs: number | null
  /** What was said to be owed at the end. Null: nothing was said yet. */
  toldOwedMs: number | null
}

export const openLedger = (): Ledger => ({
  restedMs: 0,
  interruptions: 0,
  postponements: 0,
  resets: 0,
  open: null,
  restingSinceMs: null,
  toldOwedMs: null,
})

/** Which rule an effect breaks, in words. Null: none. */
export function checkEffect(
  ledger: Ledger,
  world: DeskWorld,
  ms: number,
  effect: BreakEffect,
  state: BreakState,
  policy: BreakPolicy,
): string | null {
  switch (effect.type) {
    case 'warn':
    case 'offer':
    case 'keep':
    case 'ask-about-unknown': {
      const isTyping = ms - Math.min(world.lastKeyMs, ms) < policy.typingPauseMs && world.lastKeyMs <= ms
      if (!isBusy(world) && !isTyping && !world.isAway) return null
      ledger.interruptions++
      return `${effect.type} ${isBusy(world) ? 'with a contact in hand' : isTyping ? 'while typing' : 'during a rest'}`
    }
    case 'rest-started': {
      ledger.restingSinceMs = ms
      if (effect.target.of === 'plan') ledger.open = { sinceMs: ms, owedMs: effect.lengthMs }
      if (effect.target.of === 'reset' && ++ledger.resets > policy.resetsPerShift) return 'more resets than allowed'
      return isBusy(world) ? 'a rest began with a contact in hand' : null
    }
    case 'rest-ended': {
      const { open } = ledger
      if (open !== null) ledger.restedMs += Math.min(ms - open.sinceMs, open.owedMs)
      ledger.open = null
      ledger.restingSinceMs = null
      return null
    }
    case 'refused':
      return null
    case 'withdraw': {
      if (state.postponements > policy.postponementsPerShift) return 'more postponements than the shift allows'
      const isOver = state.rests.some((rest) => rest.postponements > policy.postponementsPerBreak)
      return isOver ? 'more postponements than the break allows' : null
    }
    case 'owed-at-end':
      ledger.toldOwedMs = effect.lines.reduce((sum, line) => sum + (line.restId === null ? 0 : line.owedMs), 0)
      return isBusy(world) ? 'the end of the shift was told with a contact in hand' : null
    default:
      return null
  }
}

/** What does not add up at the end of a shift: every planned millisecond was had, is told as owed, or was taken out by a plan. */
export function checkEnd(ledger: Ledger, state: BreakState, scenario: Scenario): string[] {
  const { total } = accountOf(state)
  const broken: string[] = []
  if (total.plannedMs !== total.takenMs + total.owedMs + total.removedMs) broken.push('the account does not add up')
  if (total.takenMs !== ledger.restedMs)
    broken.push(`${total.takenMs} ms booked as taken, ${ledger.restedMs} ms were rested`)
  const activities = scenario.plans.at(-1)?.activities ?? []
  const givenMs = activities.reduce(
    (sum, each) => sum + (each.kind === 'break' || each.kind === 'lunch' ? each.endsAt - each.startsAt : 0),
    0,
  )
  const keptMs = state.rests.reduce(
    (sum, rest) => sum + (rest.activityId === null ? 0 : rest.takenMs + owedMsOf(rest)),
    0,
  )
  if (keptMs !== givenMs) broken.push(`the last plan gives ${givenMs} ms, ${keptMs} ms were taken or are owed`)
  if (ledger.toldOwedMs === null) broken.push('nothing was said of what is owed')
  else if (ledger.toldOwedMs !== total.owedMs)
    broken.push(`${ledger.toldOwedMs} ms told as owed, ${total.owedMs} ms are`)
  if (state.areOffersStopped) broken.push('new contacts are held back for ever')
  return broken
}
