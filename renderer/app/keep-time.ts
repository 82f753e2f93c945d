import type { Pen, Recording } from '../../domain/agent-time/recording.ts'
import { beginRecording, choose, endAll, gapEntry, moveOn } from '../../domain/agent-time/recording.ts'
import type { IntervalRecord } from '../../domain/agent-time/interval.ts'
import type { ChosenState, HeldState } from '../../domain/agent-time/kinds.ts'
import type { ContactRecord } from '../../domain/cases/contact.ts'
import { contactState } from '../../domain/cases/contact.ts'
import type { CaseId, ContactId, UserId } from '../../domain/kernel/ids.ts'
import type { Stamp } from '../../domain/kernel/time.ts'
import { correctedAt, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../domain/kernel/time.ts'
import { isRecordedByDesk } from '../../domain/mutations/mutation.ts'
import type { DeskClient } from '../../protocol/desk-bridge.ts'
import type { DeskRepository, QueueRow } from '../data/repository.ts'
import type { Store } from '../data/store.ts'
import type { Told } from '../data/store-port.ts'
import type { Timers } from '../deps/deps.ts'

type Ports = {
  store: Pick<Store, 'meta' | 'saveMeta' | 'shelf'>
  repository: Pick<DeskRepository, 'commit' | 'ownContacts' | 'queue'>
  line: { isOffline(): boolean; watch(changed: () => void): () => void }
  desk: Pick<DeskClient, 'on'>
  timers: Timers
  pen: Omit<Pen, 'zone'>
  /** IANA zone of the device as it is now. */
  zone(): string
  newSession(): string
  stamp(): Stamp
  /** The clock may have been compared with the server's since. */
  lookAtClock(): Promise<void>
  failed(error: unknown): void
}

export type Timekeeper = {
  choose(state: ChosenState): void
  /** The agent asks a colleague while this call is on hold. Null: they are done. It ends by itself when the call goes on. */
  consult(contactId: ContactId | null): void
  /** Whether the program that dials took the last number. */
  heardOfSoftphone(isThere: boolean): void
  /** A rest begins or ends, or shall begin after what is in hand: said by the engine of breaks, not by the agent. */
  follow(state: { chosen: HeldState; next: HeldState | null }): void
  /** Ends everything that goes on: the agent signs out. Resolves when it is written. */
  end(): Promise<void>
  stop(): void
}

/** A sign of life is written down this often: a crash loses no more than that. */
export const ALIVE_EVERY_MS = 15 * SECOND_MS
/** Writing goes on for so long after the last key (metrics.md 2.1). */
const EDIT_TAIL_MS = MINUTE_MS
/** So long after the last thing done the agent still counts as working. */
const ACTIVE_MS = 5 * MINUTE_MS
/** A process that heard no timer for so long was not running: the slowest a browser lets a hidden page tick is a minute. */
const FROZEN_MS = 5 * MINUTE_MS
/** Whoever comes back within this is still in the state they had chosen. */
const SAME_STATE_MS = 2 * HOUR_MS

/**
 * Records where the agent's time goes, from what happens on this desk: contacts, keys in the composer, the connection,
 * what the agent chooses. What goes on lies in the store beside a sign of life, so that the next start can end it there
 * if this one cannot. One window records; the others read.
 */
export async function keepTime(ports: Ports): Promise<Timekeeper> {
  const { store, repository, timers } = ports
  let recording: Recording
  let contacts: readonly ContactRecord[] = []
  let ringing: ContactRecord | null = null
  let isSoftphoneThere = true
  let editing: CaseId | null = null
  let isOffline = ports.line.isOffline()
  let isAsleep = false
  /** What went on when the machine went to sleep. */
  let asleep: Recording | null = null
  let isStopped = false
  let stopEdit: (() => void) | null = null
  let aliveAt = ports.stamp()
  /** The first stretch of a session begins with the session, not when it is first looked at. Null: it has begun. */
  let begunAt: Stamp | null = aliveAt
  let activeAt: Stamp | null = null
  let saved = ''
  const unwritten: IntervalRecord[] = []
  // Asked for its zone only where something is written: it is looked at with each letter, too, and asking is dear.
  const pen = (): Pen => ({
    ...ports.pen,
    get zone() {
      return ports.zone()
    },
  })

  let turn: Promise<void> = Promise.resolve()
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    turn = turn.then(work).catch((error: unknown) => {
      if (!isStopped) ports.failed(error)
    })
    return turn
  }

  /** The entries first, then what goes on: an entry that is written again after a crash between the two has the same id. */
  const write = () =>
    inTurn(async () => {
      for (let entry = unwritten[0]; entry !== undefined && !isStopped; entry = unwritten[0]) {
        const done = await repository.commit('interval.record', { interval: entry })
        // A full disk is tried again with the next sign of life; what is refused for itself would be refused for ever.
        if (!done.ok && (done.refusal === 'disk-full' || done.refusal === 'disk-failed')) return
        if (!done.ok) ports.failed(new Error(`An entry of time was refused: ${done.refusal}`))
        unwritten.shift()
      }
      if (isStopped) return
      const now = { recording, aliveAt }
      await store.saveMeta((meta) => ({ ...meta, timekeeping: now }))
    })

  function take(step: { recording: Recording; entries: IntervalRecord[] }): void {
    recording = step.recording
    unwritten.push(...step.entries)
    const now = JSON.stringify(recording)
    if (now === saved) return
    saved = now
    void write()
  }

  function move(): void {
    if (isAsleep || isStopped) return
    const at = begunAt ?? ports.stamp()
    begunAt = null
    aliveAt = at
    const isActive = activeAt !== null && at.monotonicMs - activeAt.monotonicMs < ACTIVE_MS
    const isFaultSeen = isOffline || !isSoftphoneThere
    take(moveOn(recording, { contacts, ringing, editing, isOffline, isActive, isFaultSeen }, at, pen()))
  }

  /** Goes on after a time in which nothing ran, under a new session. */
  function resume(left: Recording, from: Stamp): void {
    const at = ports.stamp()
    const session = ports.newSession()
    const gap = gapEntry(left, from, session, at, pen())
    if (gap !== null) unwritten.push(gap)
    const isBack = correctedAt(at) - correctedAt(from) <= SAME_STATE_MS
    const { chosen, next, letGo, consulting } = left
    recording = { ...beginRecording(session), ...(isBack ? { chosen, next, letGo, consulting } : {}) }
    activeAt = null
    aliveAt = at
    begunAt = at
  }

  function hear(told: Told): void {
    if (told === null) return
    const sent = new Set<string>()
    for (const change of told) {
      if (change.table !== 'outbox' || 'remove' in change) continue
      const { mutation, state } = change.put
      if (state !== 'waiting' || isRecordedByDesk(mutation)) continue
      activeAt = ports.stamp()
      if (mutation.name === 'reply.send' || mutation.name === 'note.add') sent.add(mutation.args.caseId)
    }
    for (const change of told) {
      if (change.table !== 'drafts' || 'remove' in change || sent.has(change.put.caseId)) continue
      activeAt = ports.stamp()
      editing = change.put.caseId
      stopEdit?.()
      stopEdit = timers.after(EDIT_TAIL_MS, endEdit)
    }
    if (editing !== null && sent.has(editing)) endEdit()
    else move()
  }
  function endEdit(): void {
    stopEdit?.()
    editing = null
    move()
  }

  function tick(): void {
    if (isAsleep || isStopped) return
    const at = ports.stamp()
    if (at.monotonicMs - aliveAt.monotonicMs > FROZEN_MS) {
      const left = recording
      unwritten.push(...endAll(left, aliveAt, pen(), true).entries)
      resume(left, aliveAt)
    }
    move()
    void write()
    void ports.lookAtClock()
  }

  // What the last one left behind.
  const before = (await store.meta()).timekeeping
  recording = beginRecording(ports.newSession())
  if (before !== undefined) {
    const { entries } = endAll(before.recording, before.aliveAt, pen(), true)
    const known = await store.shelf.get(
      'rows',
      entries.map(({ id }) => `interval:${id}`),
    )
    unwritten.push(...entries.filter((_, at) => known[at]?.view === undefined || known[at]?.view === null))
    resume(before.recording, before.aliveAt)
  }

  const watching = [
    repository.ownContacts().subscribe((mine) => {
      contacts = mine
      move()
    }, ports.failed),
    repository.queue().subscribe((rows) => {
      const before = ringing?.id
      ringing = ringingFor(rows, ports.pen.userId)
      if (ringing?.id === before) return
      // Answered: there is no moment between ringing and talking, whichever of the two reads comes first.
      const answered = rows.flatMap(({ live }) =>
        live?.id === before && live?.agentId === ports.pen.userId ? [live] : [],
      )
      contacts = [...contacts.filter(({ id }) => id !== answered[0]?.id), ...answered]
      move()
    }, ports.failed),
  ]
  const stops = [
    store.shelf.watch(hear),
    ports.line.watch(() => {
      if (isOffline === ports.line.isOffline()) return
      isOffline = !isOffline
      if (!isOffline) void ports.lookAtClock()
      move()
    }),
    timers.every(ALIVE_EVERY_MS, tick),
    ports.desk.on('power.suspended', () => {
      if (isAsleep || isStopped) return
      aliveAt = ports.stamp()
      isAsleep = true
      asleep = recording
      take(endAll(recording, aliveAt, pen()))
    }),
    ports.desk.on('power.resumed', () => {
      if (isStopped) return
      if (asleep === null) {
        // It fell asleep without a word.
        asleep = recording
        unwritten.push(...endAll(recording, aliveAt, pen(), true).entries)
      }
      const left = asleep
      asleep = null
      isAsleep = false
      resume(left, aliveAt)
      move()
    }),
  ]
  return {
    choose(state) {
      activeAt = ports.stamp()
      recording = choose(recording, state, contacts)
      move()
    },
    consult(contactId) {
      recording = { ...recording, consulting: contactId }
      move()
    },
    heardOfSoftphone(isThere) {
      isSoftphoneThere = isThere
      move()
    },
    follow({ chosen, next }) {
      recording = { ...recording, chosen, next }
      move()
    },
    end() {
      if (!isAsleep) aliveAt = ports.stamp()
      isAsleep = true
      const { entries, recording: ended } = endAll(recording, aliveAt, pen())
      // Whoever signs in again is there again.
      take({ entries, recording: { ...beginRecording(ended.session), letGo: ended.letGo } })
      return turn
    },
    stop() {
      isStopped = true
      stopEdit?.()
      for (const each of watching) each.unsubscribe()
      for (const stop of stops) stop()
    },
  }
}

/** The call or chat that has rung longest for this agent: offered to them, or to everybody of their queues. Null: none. */
function ringingFor(rows: readonly QueueRow[], me: UserId): ContactRecord | null {
  const offered = rows.flatMap(({ live }) => {
    const isRinging = live !== null && live.channel !== 'email' && contactState(live) === 'offered'
    return isRinging && (live.agentId === null || live.agentId === me) ? [live] : []
  })
  return offered.toSorted((a, b) => a.offeredAt - b.offeredAt)[0] ?? null
}
