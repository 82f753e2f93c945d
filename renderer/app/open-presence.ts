import type { CaseId } from '../../domain/kernel/ids.ts'
import type { Presence, PresenceState } from '../../domain/people/presence.ts'
import type { DeskClient } from '../../protocol/desk-bridge.ts'
import { PRESENCE_REPEAT_MS } from '../../protocol/limits.ts'
import type { Live } from '../data/repository.ts'
import type { Timers } from '../deps/deps.ts'

const NOBODY: Presence = { entries: [], typing: [] }

/** What colleagues have open, and what we say of ourselves. Said again while it holds; silence ends it on the server. */
export function openPresence(desk: DeskClient, me: string, timers: Timers) {
  let now = NOBODY
  let own: { caseId: CaseId | null; state: PresenceState } = { caseId: null, state: 'viewing' }
  const hearers = new Set<(presence: Presence) => void>()
  const set = (presence: Presence) => {
    now = presence
    for (const hear of hearers) hear(now)
  }
  const say = () => void desk.call('presence.set', own)
  const stops = [
    desk.on('presence.changed', ({ entries, typing }) => {
      set({ entries: entries.filter(({ userId }) => userId !== me), typing })
    }),
    desk.on('link.changed', ({ stream }) => {
      // Without the line nothing is known of anybody; what is old must not look like now.
      if (stream === 'closed') set(NOBODY)
    }),
    timers.every(PRESENCE_REPEAT_MS, () => own.caseId !== null && say()),
  ]
  const live: Live<Presence> = {
    getValue: () => now,
    subscribe(next) {
      hearers.add(next)
      next(now)
      return { unsubscribe: () => void hearers.delete(next) }
    },
  }
  return {
    live,
    set(caseId: CaseId | null, state: PresenceState) {
      if (own.caseId === caseId && own.state === state) return
      own = { caseId, state }
      say()
    },
    close() {
      if (own.caseId !== null) void desk.call('presence.set', { caseId: null, state: 'viewing' })
      for (const stop of stops) stop()
    },
  }
}
