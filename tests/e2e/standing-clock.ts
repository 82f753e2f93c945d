import type { ChildProcess } from 'node:child_process'
import type { Disposable, ElectronApplication, Page } from '@playwright/test'
import type { Cable } from '../support/cable.ts'
import type { ClockHand } from '../support/standing-clock.ts'
import { standingClockScript } from '../support/standing-clock.ts'

/** A process whose clock is moved. Whoever answers, answers when at rest, with how much was done so far. */
type Hand = {
  move(by: Parameters<ClockHand['move']>[0]): Promise<unknown>
  fire(): Promise<unknown>
  rest(): Promise<unknown>
}

/** The one clock of a server and its desks. It stands while an agent acts: what is done at a moment is done at that moment. */
export type StandingClock = {
  /** ms since 1970, as the server has it. */
  now(): number
  /** Time goes on everywhere up to the moment, in steps in which no desk takes the line for dead. */
  until(at: number): Promise<void>
  pass(ms: number): Promise<void>
  /** The machine of the desk sleeps up to the moment: its monotonic clock stands, as on Linux, its line is dead, the world goes on. */
  sleepUntil(app: ElectronApplication, at: number): Promise<void>
  /** Somebody sets the clock of the desks' machine, by so many ms; the server's goes on as it was, and so do those of the desks to come. */
  setMachine(byMs: number): Promise<void>
  /** Made anew for each process, which begins at the moment it is. */
  script(): string
  /** The same for a server and a desk, which are then moved. */
  scriptOfServer(): string
  scriptOfDesk(): string
  ofServer(child: ChildProcess): void
  /** To be done before anybody signs in: the page begins anew. */
  ofDesk(app: ElectronApplication, page: Page): Promise<void>
  ofCable(cable: Cable): void
}

/** Whoever shows no sign of life for five minutes takes themself to have been asleep; a busy machine is slow for less. */
const STEP_MS = 4 * 60_000

const LISTEN = `
process.on('message', async ([what, by]) => {
  process.send((await globalThis.clockHand[what](by)) ?? 0)
})
process.channel.unref()
`
/** What a window asks its main process, and what that asks the server, is under way until it is answered. */
const COUNT_CALLS = `
const { ipcMain, session } = require('electron')
const handle = ipcMain.handle.bind(ipcMain)
ipcMain.handle = (name, answer) => handle(name, (...given) => globalThis.clockHand.during(answer(...given)))
const fromPartition = session.fromPartition.bind(session)
session.fromPartition = (...given) => {
  const made = fromPartition(...given)
  const ask = made.fetch.bind(made)
  made.fetch = (...asked) => globalThis.clockHand.during(ask(...asked))
  return made
}
`

type Scope = { clockHand: ClockHand }

export function makeStandingClock(startsAt: number): StandingClock {
  let now = startsAt
  /** What the desks' machine is ahead of the server, ms. */
  let aheadMs = 0
  let cable: Cable | null = null
  let server: Hand | null = null
  const desks = new Map<ElectronApplication, Hand[]>()
  /** Tells the windows to come what time it is. */
  const heralds = new Map<ElectronApplication, () => Promise<void>>()
  const herald = () => Promise.all([...heralds.values()].map((each) => each()))

  const seen = async (asked: (hand: Hand) => Promise<unknown>, hands: readonly Hand[]) =>
    JSON.stringify([await Promise.all(hands.map(asked)), cable?.heard()])

  /** Until nothing is on its way anywhere: what was asked at a moment is answered at that moment. */
  async function quiet(hands: readonly Hand[], last = ''): Promise<void> {
    for (let before = last; ; ) {
      const now = await seen((hand) => hand.rest(), hands)
      if (now === before && (cable?.underWay() ?? 0) === 0) return
      before = now
    }
  }

  /** Each timer runs at most once in a step, late by the rest of it, as on a machine that is busy with something else. */
  async function goOn(at: number, handsOf: () => readonly Hand[]): Promise<void> {
    if (at < now) throw new Error(`It is ${new Date(now).toISOString()} already.`)
    await quiet(handsOf())
    while (now < at) {
      const hands = handsOf()
      const ms = Math.min(STEP_MS, at - now)
      await Promise.all(hands.map((hand) => hand.move({ wallMs: ms, monotonicMs: ms })))
      now += ms
      await herald()
      await quiet(hands, await seen((hand) => hand.fire(), hands))
    }
  }

  const ofServer = () => (server === null ? [] : [server])
  const all = () => [...ofServer(), ...[...desks.values()].flat()]
  return {
    now: () => now,
    until: (at) => goOn(at, all),
    pass: (ms) => goOn(now + ms, all),
    async sleepUntil(app, at) {
      const hands = desks.get(app) ?? []
      const others = () => all().filter((hand) => !hands.includes(hand))
      const wallMs = at - now
      await app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'))
      await goOn(now, all)
      // Its process runs on in truth. Without a line and with its timers standing it does nothing.
      const line = cable?.line ?? 'up'
      if (cable !== null) cable.line = 'down'
      cable?.cut()
      await goOn(now, all)
      await goOn(at, others)
      await Promise.all(hands.map((hand) => hand.move({ wallMs, monotonicMs: 0 })))
      await herald()
      if (cable !== null) cable.line = line
      await app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))
      await goOn(at, all)
    },
    async setMachine(byMs) {
      await goOn(now, all)
      aheadMs += byMs
      await Promise.all([...desks.values()].flat().map((hand) => hand.move({ wallMs: byMs, monotonicMs: 0 })))
      await herald()
    },
    script: () => standingClockScript(now),
    scriptOfServer: () => standingClockScript(now) + LISTEN,
    scriptOfDesk: () => standingClockScript(now + aheadMs) + COUNT_CALLS,
    ofCable: (laid) => (cable = laid),
    ofServer(child) {
      const ask = (...said: [string, unknown?]) =>
        new Promise<unknown>((done, failed) => {
          child.once('message', done)
          child.send(said, (error) => error && failed(error))
        })
      server = { move: (by) => ask('move', by), fire: () => ask('fire'), rest: () => ask('rest') }
      child.once('exit', () => (server = null))
    },
    async ofDesk(app, page) {
      let script: Disposable | null = null
      const tell = async () => {
        const before = script
        script = await app.context().addInitScript({ content: standingClockScript(now + aheadMs) })
        await before?.dispose()
      }
      await tell()
      heralds.set(app, tell)
      await page.waitForLoadState()
      await page.reload()
      // Nobody moves a mouse here, and how long a test takes must not make an agent idle.
      await app.evaluate(({ powerMonitor }) => Object.assign(powerMonitor, { getSystemIdleTime: () => 0 }))
      const main: Hand = {
        move: (by) => app.evaluate((_electron, moved) => (globalThis as unknown as Scope).clockHand.move(moved), by),
        fire: () => app.evaluate(() => (globalThis as unknown as Scope).clockHand.fire()),
        rest: () => app.evaluate(() => (globalThis as unknown as Scope).clockHand.rest()),
      }
      const window: Hand = {
        move: (by) => inFront((moved) => (globalThis as unknown as Scope).clockHand.move(moved), by),
        fire: () => inFront(() => (globalThis as unknown as Scope).clockHand.fire(), null),
        rest: () => inFront(() => (globalThis as unknown as Scope).clockHand.rest(), null),
      }
      /** A window may give way to another while it is asked: then that one is. */
      async function inFront<Given, Value>(work: (given: Given) => Value, given: Given): Promise<unknown> {
        for (let tries = 0; ; tries++)
          try {
            return await page.evaluate(work as never, given)
          } catch (error) {
            const isSwapped = /closed|destroyed|no window|navigation/.test(String(error))
            if (!isSwapped || tries === 50 || !desks.has(app)) throw error
            await new Promise((soon) => setTimeout(soon, 50))
          }
      }
      desks.set(app, [main, window])
      app.once('close', () => {
        desks.delete(app)
        heralds.delete(app)
      })
    },
  }
}
