import type { CaseId, UserId } from '../domain/kernel/ids.ts'
import type { EpochMs } from '../domain/kernel/time.ts'
import type { Presence, PresenceEntry, PresenceState } from '../domain/people/presence.ts'
import { PRESENCE_ENDS_AFTER_MS } from '../protocol/events.ts'

/** Who has what open. In memory only: a server that starts anew knows nobody until their desks say it again. */
export type PresenceRoom = {
  /** `scopes`: who may see the case. A null case: this person has none open any more. */
  say(
    tenant: string,
    who: { id: UserId; name: string },
    open: { caseId: CaseId; scopes: readonly string[]; state: PresenceState } | null,
  ): void
  /** The customer is typing in a chat of this case, for as long as the outside repeats it. */
  customerTypes(tenant: string, caseId: CaseId, scopes: readonly string[]): void
  /** What somebody with these scopes may see. Null: everything of the tenant. */
  seen(tenant: string, scopes: readonly string[] | null): Presence
  /** Calls back after every change. Returns the way to stop. */
  hear(tenant: string, changed: () => void): () => void
  close(): void
}

type Said = { entry: PresenceEntry; scopes: readonly string[]; endsAt: number }
type Typing = { caseId: CaseId; scopes: readonly string[]; endsAt: number }
type Room = { said: Map<UserId, Said>; typing: Map<CaseId, Typing>; hearers: Set<() => void> }

const TYPING_MS = 6_000
const SWEEP_EVERY_MS = 2_000

export function createPresence(ports: {
  now(): EpochMs
  every(ms: number, run: () => void): () => void
}): PresenceRoom {
  const rooms = new Map<string, Room>()
  const roomOf = (tenant: string): Room => {
    const room = rooms.get(tenant) ?? { said: new Map(), typing: new Map(), hearers: new Set() }
    rooms.set(tenant, room)
    return room
  }
  const tell = (room: Room) => {
    for (const changed of room.hearers) changed()
  }
  const sweep = () => {
    const now = ports.now()
    for (const room of rooms.values()) {
      const before = room.said.size + room.typing.size
      for (const [id, { endsAt }] of room.said) if (endsAt <= now) room.said.delete(id)
      for (const [id, { endsAt }] of room.typing) if (endsAt <= now) room.typing.delete(id)
      if (room.said.size + room.typing.size !== before) tell(room)
    }
  }
  const stop = ports.every(SWEEP_EVERY_MS, sweep)
  return {
    say(tenant, who, open) {
      const room = roomOf(tenant)
      const before = room.said.get(who.id)
      if (open === null) {
        if (room.said.delete(who.id)) tell(room)
        return
      }
      const { caseId, scopes, state } = open
      const entry = { caseId, userId: who.id, name: who.name, state }
      room.said.set(who.id, { entry, scopes, endsAt: ports.now() + PRESENCE_ENDS_AFTER_MS })
      if (before?.entry.caseId !== caseId || before.entry.state !== state) tell(room)
    },
    customerTypes(tenant, caseId, scopes) {
      const room = roomOf(tenant)
      const isNew = !room.typing.has(caseId)
      room.typing.set(caseId, { caseId, scopes, endsAt: ports.now() + TYPING_MS })
      if (isNew) tell(room)
    },
    seen(tenant, scopes) {
      const room = roomOf(tenant)
      const now = ports.now()
      const isSeen = (each: { scopes: readonly string[]; endsAt: number }) =>
        each.endsAt > now && (scopes === null || each.scopes.some((scope) => scopes.includes(scope)))
      return {
        entries: [...room.said.values()].filter(isSeen).map(({ entry }) => entry),
        typing: [...room.typing.values()].filter(isSeen).map(({ caseId }) => caseId),
      }
    },
    hear(tenant, changed) {
      const room = roomOf(tenant)
      room.hearers.add(changed)
      return () => room.hearers.delete(changed)
    },
    close: stop,
  }
}
