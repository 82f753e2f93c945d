import type { EpochMs } from '../../domain/kernel/time.ts'
import type { Failure } from '../../protocol/bridge-kit.ts'

export type EngineState = {
  /** resting, waiting: a timer runs. mending: the local store is being put right. halted: only a sign-in helps. */
  phase: 'resting' | 'pulling' | 'pushing' | 'mending' | 'waiting' | 'halted'
  /** Names the work under way; an answer to an older one is not heard. */
  turn: number
  /** Somebody asked while the engine was busy. */
  isWanted: boolean
  isSignedIn: boolean
  /** The turn during which the agent signed in: that its request was refused for the old session says nothing. */
  renewedIn: number | null
  failures: number
  /** Times the local store was put right since a pull last succeeded. */
  mendings: number
  damagedPages: number
  /** How many actions at most go with one push. */
  batch: number
  offlineSince: EpochMs | null
  because: 'unreachable' | 'server-busy' | 'update-needed'
  /** Since when the server's answers cannot be read, and to what. Null: they can. */
  unreadable: { since: EpochMs; during: 'pull' | 'push' | 'mend' } | null
  isCatchingUp: boolean
  /** Changes taken over since catching up began. */
  caughtUp: number
  /** The server asked for peace from `since` for `forMs`. */
  peace: { since: EpochMs; forMs: number } | null
  /** When the engine last got somewhere, or was started anew. Null: not started. */
  movedAt: EpochMs | null
  /** When a pull was last completed, or the engine was started anew. */
  completedAt: EpochMs | null
}
export type EngineEvent = { at: EpochMs } & (
  | { kind: 'wanted' }
  | { kind: 'timer' }
  /** The watchdog looks. `oldestUnsentAt`: when the oldest unsent action was done. `isDamaged`: rows cannot be opened. */
  | { kind: 'tick'; oldestUnsentAt: EpochMs | null; isDamaged: boolean }
  | { kind: 'session'; isSignedIn: boolean }
  | { kind: 'pulled'; turn: number; more: boolean; changes: number; unsent: number; minIntervalMs: number }
  | { kind: 'pushed'; turn: number }
  | { kind: 'nothing-to-push'; turn: number }
  | { kind: 'mended'; turn: number }
  | { kind: 'failed'; turn: number; during: 'pull' | 'push' | 'mend'; failure: Failure }
)
export type Mending =
  | { mend: 'epoch'; failure: Extract<Failure, { kind: 'epoch' | 'cursor-ahead' | 'cursor-expired' }> }
  | { mend: 'number-anew' }
  /** Fetch every row of the held scopes again. */
  | { mend: 'fetch-anew' }
  /** The server will not even look at the next action: it goes back to the agent, the others go on. */
  | { mend: 'set-aside' }
export type EngineEffect =
  | { do: 'pull'; turn: number }
  | { do: 'push'; turn: number; batch: number }
  | { do: 'wait'; ceilingMs: number; floorMs: number }
  | ({ do: 'mend'; turn: number } & Mending)

export const REST_MS = 30_000
export const UNSENT_TOO_LONG_MS = 60_000
export const PULL_TOO_LONG_MS = 90_000
const FULL_BATCH = 50

export const startState: EngineState = {
  phase: 'resting',
  turn: 0,
  isWanted: false,
  isSignedIn: true,
  renewedIn: null,
  failures: 0,
  mendings: 0,
  damagedPages: 0,
  batch: FULL_BATCH,
  offlineSince: null,
  because: 'unreachable',
  unreadable: null,
  isCatchingUp: true,
  caughtUp: 0,
  peace: null,
  movedAt: null,
  completedAt: null,
}

type Step = { state: EngineState; effects: EngineEffect[] }
const isBusy = (state: EngineState) =>
  state.phase === 'pulling' || state.phase === 'pushing' || state.phase === 'mending'
const stay = (state: EngineState): Step => ({ state, effects: [] })
const halt = (state: EngineState): Step => stay({ ...state, phase: 'halted', turn: state.turn + 1, isWanted: false })

/** What the engine does next. Pure: the runner does the effects and brings their outcome back as the next event. */
export function step(state: EngineState, event: EngineEvent): Step {
  const { at } = event
  if ('turn' in event) {
    if (event.turn !== state.turn) return stay(state)
    if (!state.isSignedIn) return halt(state)
  }
  switch (event.kind) {
    case 'wanted':
      if (isBusy(state)) return stay({ ...state, isWanted: true })
      return state.phase === 'halted' ? stay(state) : pull(state, at)
    case 'timer':
      return state.phase === 'waiting' || state.phase === 'resting' ? pull(state, at) : stay(state)
    case 'tick':
      if (event.isDamaged && !isBusy(state) && state.phase !== 'halted') return mend(state, { mend: 'fetch-anew' })
      return watch(state, at, event.oldestUnsentAt)
    case 'session': {
      const known = { ...state, isSignedIn: event.isSignedIn }
      if (!event.isSignedIn) return isBusy(state) ? stay(known) : halt(known)
      if (isBusy(state)) return stay({ ...known, isWanted: true, renewedIn: state.turn })
      return state.phase === 'halted' ? pull({ ...known, failures: 0 }, at) : stay(known)
    }
    case 'pulled': {
      const caughtUp = event.more || state.isCatchingUp ? state.caughtUp + event.changes : 0
      const peace = event.minIntervalMs > 0 ? { since: at, forMs: event.minIntervalMs } : null
      // Pages can be read; whether the answers to what is sent can, only the next push tells.
      const isPushUnread = state.unreadable?.during === 'push' && event.unsent > 0
      const unreadable = isPushUnread ? state.unreadable : null
      const failures = isPushUnread ? state.failures : 0
      const well = {
        ...state,
        failures,
        unreadable,
        mendings: 0,
        damagedPages: 0,
        offlineSince: null,
        movedAt: at,
        peace,
      }
      const reached: EngineState = { ...well, because: 'unreachable' }
      if (event.more) return pull({ ...reached, isCatchingUp: true, caughtUp }, at)
      const complete = { ...reached, isCatchingUp: false, caughtUp: 0, completedAt: at }
      if (event.unsent > 0) return push(complete)
      return state.isWanted ? pull(complete, at) : rest(complete)
    }
    case 'pushed': {
      const grown = {
        ...state,
        failures: 0,
        unreadable: null,
        batch: Math.min(FULL_BATCH, state.batch + 10),
        movedAt: at,
      }
      // After 426 nothing can be pulled any more, but what is unsent still goes.
      return state.because === 'update-needed' ? push(grown) : pull(grown, at)
    }
    case 'nothing-to-push': {
      const well = { ...state, unreadable: null }
      return state.isWanted ? pull(well, at) : rest(well)
    }
    case 'mended':
      return state.mendings <= 1 ? pull(state, at) : pause(state, ceilingOf(state.mendings), 0)
    case 'failed':
      return fail(state, event)
  }
}

/** Begins the next turn with a pull, as soon as the server may be asked again. */
function pull(state: EngineState, at: EpochMs): Step {
  // A clock that was put back must not make the pause longer than was asked for: it counts from here.
  const peace = state.peace !== null && at < state.peace.since ? { ...state.peace, since: at } : state.peace
  const leftMs = peace === null ? 0 : peace.since + peace.forMs - at
  if (leftMs > 0) return pause({ ...state, peace }, 0, leftMs)
  const turn = state.turn + 1
  const movedAt = state.movedAt ?? at
  const completedAt = state.completedAt ?? at
  return {
    state: { ...state, phase: 'pulling', turn, isWanted: false, peace: null, movedAt, completedAt },
    effects: [{ do: 'pull', turn }],
  }
}

function push(state: EngineState): Step {
  const turn = state.turn + 1
  return { state: { ...state, phase: 'pushing', turn }, effects: [{ do: 'push', turn, batch: state.batch }] }
}

const rest = (state: EngineState): Step => ({
  state: { ...state, phase: 'resting' },
  effects: [{ do: 'wait', ceilingMs: 0, floorMs: REST_MS }],
})
const pause = (state: EngineState, ceilingMs: number, floorMs: number): Step => ({
  state: { ...state, phase: 'waiting', isWanted: false },
  effects: [{ do: 'wait', ceilingMs, floorMs }],
})
const ceilingOf = (failures: number) => Math.min(60_000, 1_000 * 2 ** Math.min(failures, 6))

/** An engine that gets nowhere although it could is started anew: whatever it waits for will not come. */
function watch(state: EngineState, at: EpochMs, oldestUnsentAt: EpochMs | null): Step {
  const { movedAt, completedAt } = state
  if (state.phase === 'halted' || movedAt === null || completedAt === null) return stay(state)
  // The clock was put back: count from here.
  if (at < movedAt || at < completedAt) return stay({ ...state, movedAt: at, completedAt: at })
  // While backing off the timer is what moves it.
  if (state.phase === 'waiting') return stay(state)
  const isOnline = state.offlineSince === null
  const isUnsentStuck =
    isOnline && oldestUnsentAt !== null && at - Math.max(oldestUnsentAt, movedAt) > UNSENT_TOO_LONG_MS
  const isPullStuck = at - Math.max(completedAt, movedAt) > PULL_TOO_LONG_MS
  if (!isUnsentStuck && !isPullStuck) return stay(state)
  return pull({ ...state, movedAt: at, completedAt: at }, at)
}

function backOff(state: EngineState, at: EpochMs, because: EngineState['because'], floorMs = 1_000): Step {
  const failures = state.failures + 1
  const offlineSince = state.offlineSince ?? at
  return pause({ ...state, failures, because, offlineSince, movedAt: at }, ceilingOf(failures), floorMs)
}

function fail(before: EngineState, event: Extract<EngineEvent, { kind: 'failed' }>): Step {
  const { failure, at, during } = event
  const isUnreadable = failure.kind === 'damaged' && failure.isUnreadable === true
  const since = before.unreadable?.since ?? at
  const state: EngineState = { ...before, unreadable: isUnreadable ? { since, during } : null }
  switch (failure.kind) {
    case 'auth':
    case 'account':
    case 'wrong-credentials':
      if (failure.kind === 'auth' && state.renewedIn === state.turn) return backOff(state, at, 'unreachable')
      return halt({ ...state, isSignedIn: false })
    case 'epoch':
    case 'cursor-ahead':
    case 'cursor-expired':
      return mend(state, { mend: 'epoch', failure })
    case 'client-forked':
      return mend(state, { mend: 'number-anew' })
    case 'damaged': {
      const damagedPages = event.during === 'pull' ? state.damagedPages + 1 : state.damagedPages
      if (damagedPages < 3) return backOff({ ...state, damagedPages }, at, 'unreachable')
      return mend({ ...state, damagedPages: 0 }, { mend: 'fetch-anew' })
    }
    case 'overloaded': {
      const peace = { since: at, forMs: failure.retryAfterMs }
      return backOff({ ...state, peace }, at, 'server-busy', Math.max(1_000, failure.retryAfterMs))
    }
    case 'upgrade':
      if (event.during === 'push') return backOff(state, at, 'update-needed')
      return push({ ...state, because: 'update-needed', offlineSince: state.offlineSince ?? at })
    case 'refused':
      if (event.during === 'push' && state.batch === 1) return mend(state, { mend: 'set-aside' })
      return backOff(event.during === 'push' ? halved(state) : state, at, 'unreachable')
    default:
      return backOff(event.during === 'push' ? halved(state) : state, at, 'unreachable')
  }
}

const halved = (state: EngineState): EngineState => ({ ...state, batch: Math.max(1, Math.floor(state.batch / 2)) })

/** Puts something right in the local store; then pulls, after a pause that grows while it does not help. */
function mend(state: EngineState, mending: Mending): Step {
  const turn = state.turn + 1
  return {
    state: { ...state, phase: 'mending', turn, mendings: state.mendings + 1 },
    effects: [{ do: 'mend', turn, ...mending }],
  }
}
