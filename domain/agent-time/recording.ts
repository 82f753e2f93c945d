import type { ContactRecord } from '../cases/contact.ts'
import { contactState } from '../cases/contact.ts'
import type { ContactId, IntervalId, UserId } from '../kernel/ids.ts'
import type { Ms, Stamp } from '../kernel/time.ts'
import { correctedAt, HOUR_MS, MINUTE_MS } from '../kernel/time.ts'
import type { IntervalRecord, IntervalState } from './interval.ts'
import type { ChosenState, HeldState } from './kinds.ts'
import { isAwayState } from './kinds.ts'
import type { Stretch, WorkFacts } from './work-now.ts'
import { hasLiveContact, openContacts, workNow } from './work-now.ts'

/** A stretch that goes on. */
export type Running = Stretch & {
  /** The id its entry will have when it ends; fixed from the beginning, so that it is written once whoever writes it. */
  id: IntervalId
  /** The entry that was written when it began. Null: none was, it is a short kind. */
  openId: IntervalId | null
  startedAt: Stamp
}

/** What a desk knows of its agent's time between two entries of the log; kept beside the log, so that it outlives a crash. */
export type Recording = {
  session: string
  chosen: HeldState
  /** What begins when the last contact and its wrap-up are over. Null: nothing. */
  next: HeldState | null
  letGo: ContactId[]
  /** The call for which the agent asks a colleague, from when they said so until it is no longer on hold. Absent or null: none. */
  consulting?: ContactId | null | undefined
  running: Running[]
}

/** Where and by what clock entries are written. */
export type Pen = { userId: UserId; zone: string; newId(): string }

type Step = { recording: Recording; entries: IntervalRecord[] }

export const beginRecording = (session: string, chosen: ChosenState = 'available'): Recording => ({
  session,
  chosen,
  next: null,
  letGo: [],
  consulting: null,
  running: [],
})

/**
 * The agent says where they are. With a customer there it is put off until that contact and its wrap-up are over;
 * choosing "available" then takes back what was put off. In wrap-up it ends the wrap-up's time (metrics.md 2.1).
 */
export function choose(recording: Recording, state: ChosenState, contacts: readonly ContactRecord[]): Recording {
  if (hasLiveContact(contacts)) return { ...recording, next: state === 'available' ? null : state }
  const left = openContacts(contacts).map(({ id }) => id)
  return { ...recording, chosen: state, next: null, letGo: left }
}

/** Ends what is over at the stamp, and begins what has begun. Nothing changes where everything goes on as it was. */
export function moveOn(
  before: Recording,
  seen: Omit<WorkFacts, 'chosen' | 'letGo' | 'consulting'>,
  at: Stamp,
  pen: Pen,
): Step {
  const open = openContacts(seen.contacts)
  const letGo = before.letGo.filter((id) => open.some((each) => each.id === id))
  const isFree = !open.some((each) => contactState(each) !== 'wrap-up' || !letGo.includes(each.id))
  const chosen = isFree && before.next !== null ? before.next : before.chosen
  const next = isFree ? null : before.next
  const consulting = stillConsulting(before, open)
  const wanted = workNow({ ...seen, chosen, letGo, consulting })
  const kept = before.running.flatMap((each) => {
    const stretch = wanted.find((one) => isSame(one, each))
    if (stretch === undefined) return []
    if (stretch.isOffline === each.isOffline && stretch.isFaultSeen === each.isFaultSeen) return [each]
    // A line that comes and goes must not cut time into crumbs: a young stretch is offline as a whole.
    return at.monotonicMs - each.startedAt.monotonicMs < CRUMB_MS ? [foundWorse(each, stretch)] : []
  })
  const ended = before.running.filter((each) => !kept.some(({ id }) => id === each.id))
  const begun = wanted
    .filter((stretch) => !kept.some((each) => isSame(stretch, each)))
    .map((stretch): Running => {
      const id = pen.newId() as IntervalId
      return { ...stretch, id, openId: isAwayState(stretch.state) ? (pen.newId() as IntervalId) : null, startedAt: at }
    })
  const recording = { ...before, chosen, next, letGo, consulting, running: [...kept, ...begun] }
  const written = [
    ...ended.flatMap((each) => entryOf(each, at, before.session, pen)),
    ...begun.flatMap((each) => openEntryOf(each, before.session, pen)),
  ]
  return { recording, entries: written }
}

/** Null once the customer is back on the line, or gone. */
function stillConsulting({ consulting, running }: Recording, open: readonly ContactRecord[]): ContactId | null {
  const contact = open.find(({ id }) => id === consulting)
  if (contact === undefined || contactState(contact) === 'wrap-up') return null
  // Said before the call is on hold: that comes with the next look.
  const hasBegun = running.some(({ state, contactId }) => state === 'consult' && contactId === contact.id)
  return hasBegun && contactState(contact) !== 'on-hold' ? null : contact.id
}

const foundWorse = (each: Running, now: Stretch): Running => ({
  ...each,
  isOffline: each.isOffline || now.isOffline,
  isFaultSeen: each.isFaultSeen || now.isFaultSeen,
})

/** Ends everything at the stamp: the agent signs out, or the machine goes to sleep. */
export function endAll(before: Recording, at: Stamp, pen: Pen, isCutShort = false): Step {
  const entries = before.running
    .flatMap((each) => entryOf(each, at, before.session, pen))
    .map((entry) => (isCutShort ? { ...entry, isCutShort } : entry))
  return { recording: { ...before, running: [] }, entries }
}

/** What goes on now, as entries without an end: for figures that are to hold at this moment. */
export const openEntries = (recording: Recording, userId: UserId): IntervalRecord[] =>
  recording.running.map((each) => ({
    ...bare(each, recording.session, userId),
    id: each.id,
    endedAt: null,
    replaces: each.openId,
  }))

/** So long a break is taken to have gone on while the desk was not running; a reset is a minute. */
const AWAY_GAP_MS = 2 * HOUR_MS
const RESET_GAP_MS = MINUTE_MS

/**
 * The time in which the desk did not run, between its last sign of life and its next: the break that was being taken,
 * for up to two hours (a reset: for a minute); otherwise nobody was signed in here. `session`: the one that `to` is read from.
 */
export function gapEntry(left: Recording, from: Stamp, session: string, to: Stamp, pen: Pen): IntervalRecord | null {
  const lengthMs = (correctedAt(to) - correctedAt(from)) as Ms
  if (lengthMs <= 0) return null
  const wentOn = left.running.find((each) => isAwayState(each.state))
  const longestMs = wentOn?.state === 'reset' ? RESET_GAP_MS : AWAY_GAP_MS
  const state: IntervalState = wentOn !== undefined && lengthMs <= longestMs ? wentOn.state : 'logged-out'
  return {
    id: pen.newId() as IntervalId,
    userId: pen.userId,
    state,
    source: 'desk',
    startedAt: from,
    endedAt: to,
    caseId: null,
    replaces: null,
    zone: pen.zone,
    session: left.session,
    endSession: session,
  }
}

/** A stretch shorter than this is not divided where the connection goes or comes back. */
const CRUMB_MS = MINUTE_MS

const isSame = (a: Stretch, b: Stretch): boolean =>
  a.state === b.state && a.contactId === b.contactId && a.caseId === b.caseId

function bare(each: Running, session: string, userId: UserId) {
  const { state, source, startedAt, caseId, contactId, channel, isOffline, isFaultSeen } = each
  const seen = isFaultSeen ? { isFaultSeen } : {}
  return { userId, state, source, startedAt, caseId, contactId, channel, isOffline, session, ...seen }
}

function entryOf(each: Running, at: Stamp, session: string, pen: Pen): IntervalRecord[] {
  if (each.openId === null && at.monotonicMs <= each.startedAt.monotonicMs) return []
  return [{ ...bare(each, session, pen.userId), id: each.id, endedAt: at, replaces: each.openId, zone: pen.zone }]
}

const openEntryOf = (each: Running, session: string, pen: Pen): IntervalRecord[] =>
  each.openId === null
    ? []
    : [{ ...bare(each, session, pen.userId), id: each.openId, endedAt: null, replaces: null, zone: pen.zone }]
