import type { ChosenState } from '../../domain/agent-time/kinds.ts'
import type { KeyRefusal } from '../../domain/breaks/break-effect.ts'
import type { BreakKey } from '../../domain/breaks/break-event.ts'
import type { BreakPolicy } from '../../domain/breaks/break-policy.ts'
import { nameSession } from '../../domain/agent-time/session-name.ts'
import { isAllowed } from '../../domain/people/permissions.ts'
import type { Actor } from '../../domain/people/person.ts'
import type { Stamp } from '../../domain/kernel/time.ts'
import { correctedAt } from '../../domain/kernel/time.ts'
import type { DeskClient } from '../../protocol/desk-bridge.ts'
import type { Account } from '../../protocol/session.ts'
import type { BreakDiary } from '../data/break-diary.ts'
import { liveFrom } from '../data/live.ts'
import type { DeskRepository } from '../data/repository.ts'
import type { Store } from '../data/store.ts'
import type { Told } from '../data/store-port.ts'
import type { BreaksPort, BreaksView } from '../deps/breaks-port.ts'
import type { AgentTime, Timers } from '../deps/deps.ts'
import { breakView } from './break-view.ts'
import type { BreakKeeper } from './keep-breaks.ts'
import { keepBreaks } from './keep-breaks.ts'
import { keepBlocks } from './keep-blocks.ts'
import type { Timekeeper } from './keep-time.ts'
import { keepTime } from './keep-time.ts'
import { readMyTime } from './read-my-time.ts'
import type { WindowHearer, WindowTeller } from './tell-windows.ts'

type Ports = {
  store: Store
  repository: DeskRepository
  desk: DeskClient
  account: Account
  actor: Actor
  line: { isOffline(): boolean; watch(changed: () => void): () => void }
  diary: BreakDiary
  policy: BreakPolicy
  /** Null: there is no other window. */
  windows: WindowTeller | null
  isLeading(): boolean
  closing: AbortSignal
  timers: Timers
  zone(): string
  stamp(): Stamp
  lookAtClock(): Promise<void>
  newId(): string
  failed(error: unknown): void
}

/** The agent's time and breaks: kept in the window that leads, shown in each, whose keys reach the one that leads. */
export type OwnTime = {
  agentTime: AgentTime
  breaks: BreaksPort
  /** Whether the program that dials took the last number. */
  heardOfSoftphone(isThere: boolean): void
  /** What other windows say is done here, if this one keeps. */
  hears: Pick<WindowHearer, 'chose' | 'consults' | 'heardOfSoftphone' | 'pressed' | 'typed' | 'answered'>
  /** This window leads: it keeps both from now on. */
  keep(): Promise<void>
  /** The agent signs out. Resolves when both have ended and are written. */
  end(): Promise<void>
  stop(): void
}

export function openOwnTime(ports: Ports): OwnTime {
  const { store, repository, desk, account, policy, windows, closing } = ports
  let timekeeper: Timekeeper | null = null
  let breakKeeper: BreakKeeper | null = null
  let blockKeeper: ReturnType<typeof keepBlocks> | null = null
  /** Keys pressed while this desk is still opening: the screen of a break that goes on is there before its keeper. */
  const pressedEarly: BreakKey[] = []
  const breakWatchers = new Set<() => void>()
  const refusalHearers = new Set<(key: BreakKey, refusal: KeyRefusal) => void>()
  const tellBreakWatchers = () => {
    for (const changed of breakWatchers) changed()
  }
  const readIdle = async () => {
    const reading = await desk.call('power.idle', {})
    return reading.ok ? reading.value : ({ kind: 'unknown', why: 'failed' } as const)
  }
  // In the first moments of a desk nothing keeps breaks yet.
  const chooseState = (state: ChosenState) => (breakKeeper ?? timekeeper)?.choose(state)
  const view = liveFrom<BreaksView | null>(
    (changed) => {
      breakWatchers.add(changed)
      const stop = store.shelf.watch((told) => breakKeeper === null && concernsMeta(told) && changed())
      return () => {
        breakWatchers.delete(changed)
        stop()
      }
    },
    async () => {
      const state = breakKeeper?.state() ?? (await store.meta()).breaks?.state
      return state === undefined ? null : breakView(state, policy)
    },
  )
  const myTime = readMyTime(store, repository, account.userId)
  return {
    agentTime: {
      ...myTime,
      choose: (state) => (timekeeper === null ? windows?.chose(state) : chooseState(state)),
      consult: (contactId) => (timekeeper === null ? windows?.consults(contactId) : timekeeper.consult(contactId)),
      readIdle,
    },
    heardOfSoftphone: (isThere) =>
      timekeeper === null ? windows?.heardOfSoftphone(isThere) : timekeeper.heardOfSoftphone(isThere),
    breaks: {
      view,
      press(key) {
        if (breakKeeper !== null) breakKeeper.press(key)
        else if (ports.isLeading()) pressedEarly.push(key)
        else windows?.pressed(key)
      },
      typed: () => (breakKeeper === null ? windows?.typed() : breakKeeper.typed()),
      answerUnknown: (wasRest) =>
        breakKeeper === null ? windows?.answered(wasRest) : breakKeeper.answerUnknown(wasRest),
      hearRefusals(told) {
        refusalHearers.add(told)
        return () => void refusalHearers.delete(told)
      },
    },
    hears: {
      chose: chooseState,
      consults: (contactId) => timekeeper?.consult(contactId),
      heardOfSoftphone: (isThere) => timekeeper?.heardOfSoftphone(isThere),
      pressed: (key) => breakKeeper?.press(key),
      typed: () => breakKeeper?.typed(),
      answered: (wasRest) => breakKeeper?.answerUnknown(wasRest),
    },
    async keep() {
      if (!isAllowed(account.role, 'interval.record')) return
      const { line, timers, zone, stamp, lookAtClock, failed } = ports
      const pen = { userId: account.userId, newId: ports.newId }
      const deskId = (await store.meta()).clientId
      const newSession = () => nameSession(deskId, ports.newId())
      const clock = { zone, stamp, lookAtClock }
      const opened = await keepTime({ store, repository, line, desk, timers, pen, newSession, ...clock, failed })
      timekeeper = opened
      if (closing.aborted) opened.stop()
      const keeper = await keepBreaks({
        store,
        repository,
        timekeeper: opened,
        line,
        desk,
        readIdle,
        policy,
        me: account.userId,
        deskId,
        log: myTime.log,
        timers,
        stamp,
        newId: ports.newId,
        note: ports.diary.note,
        changed: tellBreakWatchers,
        refused(key, refusal) {
          for (const told of refusalHearers) told(key, refusal)
        },
        failed,
      })
      breakKeeper = keeper
      for (const key of pressedEarly.splice(0)) keeper.press(key)
      tellBreakWatchers()
      if (closing.aborted) keeper.stop()
      if (closing.aborted || !isAllowed(account.role, 'urgentBlock.reserve')) return
      blockKeeper = keepBlocks({ repository, actor: ports.actor, timers, now: () => correctedAt(stamp()), failed })
    },
    async end() {
      await breakKeeper?.end()
      await timekeeper?.end()
    },
    stop() {
      blockKeeper?.stop()
      breakKeeper?.stop()
      timekeeper?.stop()
    },
  }
}

const concernsMeta = (told: Told) => told === null || told.some(({ table }) => table === 'meta')
