import { uuidv7 } from 'uuidv7'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { Timers } from '../deps/deps.ts'
import { pickCarrier } from './carrier.ts'
import { makeBreathSounds } from '../features/breaks/index.ts'
import { makeChime } from './chime.ts'
import { openLetters } from './fetch-letters.ts'
import { keepStirred } from './keep-stirred.ts'
import { startDeflateWorker } from './start-deflate-worker.ts'
import { startSearchWorker } from './start-search-worker.ts'
import { startSpellingWorker } from './start-spelling-worker.ts'
import { useDeskState } from './desk-state.ts'
import { openDesk } from './open-desk.ts'
import { makeSession, type SessionStore } from './session.ts'
import { makeTheme } from './theme.ts'
import { watchQuiet } from './watch-quiet.ts'
import { makeWhenIdle, MUCH } from './when-idle.ts'

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

/** Whoever waits for the first screen waits no longer than this: a window may be hidden. */
const FIRST_SCREEN_MS = 1_000
export let firstScreenShown: () => void = () => undefined
const isFirstShown = new Promise<void>((shown) => (firstScreenShown = shown))

const page: Parameters<typeof makeWhenIdle>[0] = {
  after: timers.after,
  monotonicNow: () => performance.now(),
  idle: (run, withinMs) => void requestIdleCallback(run, { timeout: withinMs }),
  hearInput(heard) {
    for (const name of ['keydown', 'pointerdown'] as const)
      window.addEventListener(name, heard, { capture: true, passive: true })
  },
}
const whenIdle = makeWhenIdle(page)
const whenQuiet = makeWhenIdle(page, MUCH)

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

// Chromium opens what lies in the profile at the first question; by the time it is wanted it is there.
void indexedDB.databases().catch(() => undefined)

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
      startDeflateWorker,
      rest: letOthersComeFirst,
      firstScreen: () =>
        Promise.race([isFirstShown, new Promise<void>((late) => void timers.after(FIRST_SCREEN_MS, late))]),
      whenIdle,
      letters: openLetters(document.fonts, timers.after),
      whenQuiet,
      locks: navigator.locks,
      BroadcastChannel,
    }),
  () => useDeskState.getState().clear(),
)
