import type { ConnectionState } from '../../domain/connection/connection-state.ts'
import type { ClientId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms, Stamp } from '../../domain/kernel/time.ts'
import type { DeskClient, DeskInfo } from '../../protocol/desk-bridge.ts'
import type { Account } from '../../protocol/session.ts'
import { openBreakDiary } from '../data/break-diary.ts'
import type { KeyRefusal } from '../../domain/breaks/break-effect.ts'
import type { BreakKey } from '../../domain/breaks/break-event.ts'
import type { BreakPolicy } from '../../domain/breaks/break-policy.ts'
import { DEFAULT_BREAK_POLICY } from '../../domain/breaks/break-policy.ts'
import type { ChosenState } from '../../domain/agent-time/kinds.ts'
import { CHOSEN_STATES } from '../../domain/agent-time/kinds.ts'
import { isRecordedByDesk } from '../../domain/mutations/mutation.ts'
import { isAllowed } from '../../domain/people/permissions.ts'
import { openDexieShelf } from '../data/dexie/dexie-shelf.ts'
import { neededFiles } from '../data/needed-files.ts'
import { liveFrom } from '../data/live.ts'
import { openRepository } from '../data/open-repository.ts'
import { planReconcile } from '../data/plan-reconcile.ts'
import { makeSealer } from '../data/seal.ts'
import { isHeld } from '../data/is-held.ts'
import { openStore } from '../data/store.ts'
import type { StoreMeta, Told } from '../data/store-port.ts'
import type { BreaksView } from '../deps/breaks-port.ts'
import type { Deps, RestoreReport, Timers } from '../deps/deps.ts'
import { makeComposerPort } from '../deps/composer-port.ts'
import type { SpellingWorker } from '../spelling/open-spelling.ts'
import { openSpelling } from '../spelling/open-spelling.ts'
import { keepForms } from '../deps/form-keeper.ts'
import { connectionOf } from '../sync/connection-of.ts'
import { runEngine } from '../sync/run-engine.ts'
import { startState } from '../sync/step.ts'
import { breakView } from './break-view.ts'
import type { BreakKeeper } from './keep-breaks.ts'
import { keepBreaks } from './keep-breaks.ts'
import { openAttachments } from './open-attachments.ts'
import type { Timekeeper } from './keep-time.ts'
import { keepTime } from './keep-time.ts'
import { openPresence } from './open-presence.ts'
import { readMyTime } from './read-my-time.ts'

export type DeskPorts = {
  desk: DeskClient
  account: Account
  info: DeskInfo
  now(): EpochMs
  monotonicNow(): number
  /** IANA zone of the device as it is now. */
  zone(): string
  newId(): string
  random(): number
  timers: Timers
  crypto: Crypto
  /** Starts the worker that holds the dictionaries. Absent: there is no spelling. */
  startSpellingWorker?: () => SpellingWorker
  /** What the house allows of breaks. Absent: the usual. */
  breakPolicy?: BreakPolicy
  indexedDB?: IDBFactory
  IDBKeyRange?: typeof IDBKeyRange
  /** Absent: this is the only window. */
  locks?: LockManager
  /** Carries the word that something was kept to the other windows. Absent: this is the only one. */
  BroadcastChannel?: typeof BroadcastChannel
}

/** What the windows of one profile tell each other. */
const WANTED = 'wanted'
const CHANGED = 'changed'
const CHOSE = 'chose '
const PRESSED = 'pressed '
const TYPED = 'typed'
const ANSWERED = 'answered '
const BREAK_KEYS = [
  'start',
  'break-next',
  'cancel',
  'postpone',
  'after-next-contact',
  'reset',
  'return',
] as const satisfies readonly BreakKey[]
/** Whoever signs out waits so long for their last entries to reach the server. */
const LAST_WORDS_MS = 2_000

export type OpenDesk = Deps & {
  /** Resolves when the engine of this window has nothing under way. */
  idle(): Promise<void>
  close(): Promise<void>
}

/** Opens the local store of one signed-in agent, brings back what only the journal holds, and starts the engine. */
export async function openDesk(ports: DeskPorts): Promise<OpenDesk> {
  const { desk, account, info } = ports
  const key = await desk.call('store.key', {})
  if (!key.ok) throw new Error(`The key of the local store is not available (${key.failure.kind}). Sign in again.`)
  const report = (error: unknown) =>
    void desk.call('log.write', { level: 'error', line: String(error).slice(0, 4_000) })
  const { profileId, keyId } = key.value
  const sealer = await makeSealer(ports.crypto, keyId, key.value.key, profileId)
  const channel = ports.BroadcastChannel && new ports.BroadcastChannel(`evenkeel-${profileId}`)
  const shelf = await openDexieShelf(`evenkeel-${profileId}`, sealer, {
    indexedDB: ports.indexedDB,
    IDBKeyRange: ports.IDBKeyRange,
    failed: report,
    news: channel && {
      tell: () => channel.postMessage(CHANGED),
      hear(told) {
        const hearing = ({ data }: MessageEvent) => data === CHANGED && told()
        channel.addEventListener('message', hearing)
        return () => channel.removeEventListener('message', hearing)
      },
    },
  })
  const actor = { id: account.userId, name: account.name, role: account.role, queueIds: account.queueIds }
  const fresh: StoreMeta = {
    id: 'meta',
    generation: ports.newId(),
    clientId: ports.newId() as ClientId,
    nextN: 1,
    nextOrder: 1,
    epoch: null,
    cursor: {},
    reach: {},
    scopes: [],
    backfill: null,
    needsSweep: false,
    lastChangeAt: null,
  }
  const store = openStore(shelf, actor, () => fresh)
  const restored = await reconcile(desk, store)
  // Before anybody can attach anything: what nothing names any more lets go of its bytes.
  const needed = await neededFiles(store)
  if (needed !== null) void desk.call('file.retain', { ids: needed })

  const watchers = new Set<() => void>()
  /** Everything that recording time stands on is there. */
  let isOpen = false
  let engineState = startState
  let engine: ReturnType<typeof runEngine> | null = null
  const closing = new AbortController()
  let offsetMs = info.clockOffsetMs as Ms | null
  const stamp = (): Stamp => ({ at: ports.now(), offsetMs, monotonicMs: Math.round(ports.monotonicNow()) as Ms })
  let timekeeper: Timekeeper | null = null
  let breakKeeper: BreakKeeper | null = null
  /** Keys pressed while this desk is still opening: the screen of a break that goes on is there before its keeper. */
  const pressedEarly: BreakKey[] = []
  const breakPolicy = ports.breakPolicy ?? DEFAULT_BREAK_POLICY
  const breakWatchers = new Set<() => void>()
  const refusalHearers = new Set<(key: BreakKey, refusal: KeyRefusal) => void>()
  const line = {
    isOffline: () => engineState.offlineSince !== null,
    watch(changed: () => void) {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
  }
  const readIdle = async () => {
    const reading = await desk.call('power.idle', {})
    return reading.ok ? reading.value : ({ kind: 'unknown', why: 'failed' } as const)
  }
  const breakDiary = openBreakDiary(store)
  const recordTime = async () => {
    if (!isAllowed(account.role, 'interval.record')) return
    const opened = await keepTime({
      store,
      repository,
      line,
      desk,
      timers: ports.timers,
      pen: { userId: account.userId, newId: ports.newId },
      zone: ports.zone,
      stamp,
      async lookAtClock() {
        const measured = await desk.call('clock.offset', {})
        if (measured.ok) offsetMs = measured.value.offsetMs as Ms | null
      },
      failed: report,
    })
    timekeeper = opened
    if (closing.signal.aborted) opened.stop()
    const keeper = await keepBreaks({
      store,
      repository,
      timekeeper: opened,
      line,
      desk,
      readIdle,
      policy: breakPolicy,
      me: account.userId,
      timers: ports.timers,
      stamp,
      newId: ports.newId,
      note: breakDiary.note,
      changed() {
        for (const changed of breakWatchers) changed()
      },
      refused(key, refusal) {
        for (const told of refusalHearers) told(key, refusal)
      },
      failed: report,
    })
    breakKeeper = keeper
    for (const key of pressedEarly.splice(0)) keeper.press(key)
    for (const changed of breakWatchers) changed()
    if (closing.signal.aborted) keeper.stop()
  }
  const lead = () => {
    engine = runEngine({
      store,
      desk,
      now: ports.now,
      random: ports.random,
      newId: ports.newId,
      after: ports.timers.after,
      every: ports.timers.every,
      changed(state) {
        engineState = state
        for (const changed of watchers) changed()
      },
      failed: report,
    })
    engine.wake()
    if (isOpen) recordTime().catch(report)
  }
  if (ports.locks === undefined) lead()
  else {
    const { locks } = ports
    const name = `evenkeel-${profileId}`
    const untilClosed = () => new Promise<void>((resolve) => closing.signal.addEventListener('abort', () => resolve()))
    const failed = (error: unknown) => {
      if (!closing.signal.aborted) report(error)
    }
    const isLeading = await new Promise<boolean>((decided) => {
      const held = locks.request(name, { ifAvailable: true }, (lock) => {
        if (lock === null) return decided(false)
        lead()
        decided(true)
        return untilClosed()
      })
      held.catch(failed)
    })
    if (!isLeading) {
      const next = locks.request(name, { signal: closing.signal }, () => {
        lead()
        return untilClosed()
      })
      next.catch(failed)
    }
  }

  // Another window kept something: whoever leads sends it.
  channel?.addEventListener('message', ({ data }) => data === WANTED && engine?.wake())
  const committed = () => (engine === null ? channel?.postMessage(WANTED) : engine.wake())

  const connection = liveFrom<ConnectionState>(
    (changed) => {
      watchers.add(changed)
      const stop = shelf.watch(changed)
      return () => {
        watchers.delete(changed)
        stop()
      }
    },
    async () => {
      const items = await store.outbox()
      const unsent = items.filter(
        (item) =>
          !isRecordedByDesk(item.mutation) &&
          (item.state === 'sealed' || (item.state === 'waiting' && !isHeld(item, ports.now()))),
      ).length
      const refused = items.filter((item) => item.state === 'rejected').length
      return connectionOf(engineState, { unsent, refused, lastChangeAt: (await store.meta()).lastChangeAt })
    },
  )
  const spelling = ports.startSpellingWorker && openSpelling(ports.startSpellingWorker)
  const presence = openPresence(desk, account.userId, ports.timers)
  const repository = openRepository({
    store,
    desk,
    actor,
    now: ports.now,
    newId: ports.newId,
    stamp,
    committed,
  })
  const forms = await keepForms({ repository, timers: ports.timers, now: ports.now })
  isOpen = true
  // Whoever leads from the beginning; a window that comes to lead later begins then.
  if (engine !== null) await recordTime()
  channel?.addEventListener('message', ({ data }) => {
    const chosen = CHOSEN_STATES.find((each) => data === `${CHOSE}${each}`)
    if (chosen !== undefined) chooseState(chosen)
    const key = BREAK_KEYS.find((each) => data === `${PRESSED}${each}`)
    if (key !== undefined) breakKeeper?.press(key)
    if (data === TYPED) breakKeeper?.typed()
    if (data === `${ANSWERED}true` || data === `${ANSWERED}false`) breakKeeper?.answerUnknown(data.endsWith('true'))
  })
  // In the first moments of a desk nothing keeps breaks yet.
  const chooseState = (state: ChosenState) => (breakKeeper ?? timekeeper)?.choose(state)
  const breaksView = liveFrom<BreaksView | null>(
    (changed) => {
      breakWatchers.add(changed)
      const stop = shelf.watch((told) => breakKeeper === null && concernsMeta(told) && changed())
      return () => {
        breakWatchers.delete(changed)
        stop()
      }
    },
    async () => {
      const state = breakKeeper?.state() ?? (await store.meta()).breaks?.state
      return state === undefined ? null : breakView(state, breakPolicy)
    },
  )
  const idle = async () => {
    await engine?.idle()
    await Promise.all([repository.settled(), connection.settled()])
  }
  const close = async () => {
    await forms.flush()
    closing.abort()
    breakKeeper?.stop()
    timekeeper?.stop()
    presence.close()
    spelling?.close()
    channel?.close()
    engine?.stop()
    // What the server has answered is still written down.
    shelf.close()
  }
  return {
    repository,
    account,
    info,
    connection,
    presence: presence.live,
    setPresence: presence.set,
    forms,
    agentTime: {
      ...readMyTime(store, repository, account.userId),
      choose: (state: ChosenState) =>
        timekeeper === null ? channel?.postMessage(`${CHOSE}${state}`) : chooseState(state),
      readIdle,
    },
    breaks: {
      view: breaksView,
      press(key) {
        if (breakKeeper !== null) breakKeeper.press(key)
        else if (engine !== null) pressedEarly.push(key)
        else channel?.postMessage(`${PRESSED}${key}`)
      },
      typed: () => (breakKeeper === null ? channel?.postMessage(TYPED) : breakKeeper.typed()),
      answerUnknown: (wasRest) =>
        breakKeeper === null ? channel?.postMessage(`${ANSWERED}${wasRest}`) : breakKeeper.answerUnknown(wasRest),
      hearRefusals(told) {
        refusalHearers.add(told)
        return () => void refusalHearers.delete(told)
      },
    },
    composer: makeComposerPort(),
    spelling: spelling ?? { wrongOf: async () => null, suggest: async () => [] },
    attachments: openAttachments(desk, info.carrier === 'electron', ports.newId),
    breakDiary,
    openOutside: async (address) => (await desk.call('link.open', { address })).ok,
    async layOutMail(html) {
      const laidOut = await desk.call('mail.layOut', { html })
      return laidOut.ok ? laidOut.value : null
    },
    hearMailLinks: (told) => desk.on('mail.link', told),
    restored,
    now: ports.now,
    newId: ports.newId,
    timers: ports.timers,
    syncNow: committed,
    async signOut() {
      await breakKeeper?.end()
      await timekeeper?.end()
      // They go with the next sign-in on this desk otherwise; a lead should not have to wait for that.
      await Promise.race([idle(), new Promise<void>((enough) => void ports.timers.after(LAST_WORDS_MS, enough))])
      await close()
      await desk.call('session.signOut', {})
    },
    idle,
    close,
  }
}

const concernsMeta = (told: Told) => told === null || told.some(({ table }) => table === 'meta')

/** Brings what only the journal holds into the store. */
export async function reconcile(desk: DeskClient, store: ReturnType<typeof openStore>): Promise<RestoreReport> {
  const isNew = (await store.shelf.get('meta', ['meta']))[0] === undefined
  const meta = await store.meta()
  const read = await desk.call('journal.read', {})
  if (!read.ok && read.failure.kind !== 'not-available') {
    throw new Error(
      `The journal of unsent work cannot be read (${read.failure.kind}). Check the disk, then start again.`,
    )
  }
  const { generation, clientId } = meta
  const plan = planReconcile(read.ok ? read.value.entries : [], {
    generation,
    clientId,
    isNew,
    outbox: await store.outbox(),
    ackedIds: new Set((await store.shelf.all('acked')).map((each) => each.mutation.id)),
    drafts: await store.drafts(),
    forms: await store.forms(),
  })
  // What an unreadable store has left behind stands in no feed any more.
  if (isNew) await store.clearRows()
  else if (plan.clientId !== clientId) await store.renumber(plan.clientId)
  const edit = (now: StoreMeta) => ({
    ...now,
    clientId: plan.clientId,
    nextOrder: Math.max(now.nextOrder, plan.nextOrder),
  })
  await store.commitIntents(plan.intents, plan.drafts, edit, plan.gone, plan.forms)
  if (read.ok) await desk.call('journal.compact', { entries: plan.compacted })
  const restoredForms = plan.forms.filter(({ form }) => form !== null).length
  const restoredDrafts = plan.drafts.filter(({ draft }) => draft !== null).length + restoredForms
  const restoredActions = plan.intents.filter(({ mutation }) => !isRecordedByDesk(mutation)).length
  if (plan.reason === null || restoredActions + restoredDrafts === 0) return null
  return { reason: plan.reason, restoredActions, restoredDrafts }
}
