import { uuidv7 } from 'uuidv7'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { Timers } from '../deps/deps.ts'
import { pickCarrier } from './carrier.ts'
import { makeBreathSounds } from '../features/breaks/index.ts'
import { makeChime } from './chime.ts'
import { keepStirred } from './keep-stirred.ts'
import { startSearchWorker } from './start-search-worker.ts'
import { startSpellingWorker } from './start-spelling-worker.ts'
import { useDeskState } from './desk-state.ts'
import { openDesk } from './open-desk.ts'
import { makeSession, type SessionStore } from './session.ts'
import { makeTheme } from './theme.ts'
import { watchQuiet } from './watch-quiet.ts'

// The one place of the page where the real clock, chance and timers come in.

const timers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  every(ms, run) {
    const timer = setInterval(run, ms)
    return () => clearInterval(timer)
  },
}

/** Ends when keys and paint that were waiting have had their turn. */
const letOthersComeFirst = (): Promise<void> =>
  'scheduler' in globalThis && 'yield' in globalThis.scheduler
    ? globalThis.scheduler.yield()
    : new Promise((resolve) => void timers.after(0, resolve))

/** Somebody who works without a pause still finds what they have just written. */
const IDLE_WITHIN_MS = 500

/** Kept per machine, not per agent, and read at once: Dexie would answer after the first paint. */
const THEME_KEY = 'evenkeel.theme'
export const theme = makeTheme({
  root: document.documentElement,
  systemDark: matchMedia('(prefers-color-scheme: dark)'),
  read: () => localStorage.getItem(THEME_KEY),
  write: (chosen) => {
    localStorage.setItem(THEME_KEY, chosen)
    void desk.call('desk.theme', { theme: chosen })
  },
})

export const chime = makeChime(() => new AudioContext())
export const breathSounds = makeBreathSounds(() => new AudioContext())

export const desk = pickCarrier()
const isQuiet = watchQuiet(window, () => performance.now())

export const session: SessionStore = makeSession(
  desk,
  (account, info) =>
    openDesk({
      desk,
      account,
      info,
      now: () => Date.now() as EpochMs,
      monotonicNow: () => performance.now(),
      // Asked anew each time: whoever travels takes the desk along.
      zone: () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
      newId: uuidv7,
      random: Math.random,
      timers,
      crypto,
      startSpellingWorker,
      keepStirred: (bridge, repository) =>
        info.rules.locks ? keepStirred(bridge, repository, timers.every, window) : () => undefined,
      isQuiet,
      // As if the page were hidden: everything that keeps drafts writes at that.
      lastWords: () => document.dispatchEvent(new Event('visibilitychange')),
      reopen: (how) => void (how === 'desk' ? session.reopen() : session.leave(() => location.reload())),
      startSearchWorker,
      rest: letOthersComeFirst,
      whenIdle: (run) => void requestIdleCallback(run, { timeout: IDLE_WITHIN_MS }),
      locks: navigator.locks,
      BroadcastChannel,
    }),
  () => useDeskState.getState().clear(),
)
