import type { Failure, Outcome } from '../../protocol/bridge-kit.ts'
import type { JournalEntry } from '../../protocol/journal.ts'
import type { LockReason, SessionState } from '../../protocol/desk-bridge.ts'
import { diskFailure } from '../journal/journal.ts'
import { unsettled } from '../journal/unsettled.ts'
import { keyringSilent } from '../keys/open-profile-key.ts'
import type { SecretKind } from '../keys/secret-slot.ts'
import type { MachinePolicy } from '../policy/machine-policy.ts'
import type { Device } from '../profile/device.ts'
import type { Profile, Profiles } from '../profile/open-profiles.ts'
import type { ProfilePlace, Sessions } from '../profile/sessions.ts'

/** What a window is for: the door (nobody, or a locked desk), or one person's desk. */
export type Seat = { at: 'door' } | { at: 'desk'; profileId: string }

export type GatePorts = {
  sessions: Pick<Sessions, 'state' | 'place' | 'signIn' | 'signOut'>
  profiles: Profiles
  device: Pick<Device, 'get' | 'change'>
  policy: MachinePolicy
  /** Puts a window for this seat in front. The page of the one before is gone when this answers. */
  show(seat: Seat, profile: Profile | null): Promise<void>
  /** Whatever pages have kept of this profile, as far as the system lets go of it. */
  clearPages(place: ProfilePlace): Promise<void>
  /** Whoever comes next is, or may be, somebody else: nothing may lie about for them. */
  handedOver(): void
  /** Tells the door that its state has changed. */
  changed(): void
  /** Somebody has come before the desk, with word from the server or without. */
  entered(): void
  report(message: string): void
}

export type Gate = {
  /** Where the desk begins after a start. */
  start(): Promise<void>
  /** The profile that is open for this seat. Null: the desk is locked, or somebody else's by now. */
  placeOf(seat: Seat): ProfilePlace | null
  doorState(): Promise<SessionState>
  enter(login: string, password: string): Promise<Outcome<SessionState>>
  unlock(secret: SecretKind, text: string): Promise<Outcome<SessionState>>
  /** Locks what is open. `needsServer`: only a sign-in at the server unlocks it. */
  lock(why: LockReason, needsServer?: boolean): Promise<void>
  leave(): Promise<Outcome<SessionState>>
  /** The server wants nothing of this person's to stay here. */
  wipe(): Promise<void>
  setPin(pin: string | null): Promise<Outcome<unknown>>
  /** Another key takes the place of this one's, while nobody locks, leaves or comes. */
  finishRenewal(client: JournalEntry): Promise<Outcome<unknown>>
  pin(): Promise<{ isSet: boolean; isAllowed: boolean }>
}

const refused = (failure: Failure): Outcome<never> => ({ ok: false, failure })

/** Who is before the desk: sign-in, lock, change of agent and sign-out, one after the other. */
export function createGate(ports: GatePorts): Gate {
  const { sessions, profiles, device, policy } = ports
  let lock = device.get().lock
  /** Whose desk is in front. Null: the door. */
  let front: string | null = null
  let isMoving = false
  let hasShown = false
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const next = last.then(work)
    last = next.catch(() => undefined)
    return next
  }

  const keepLock = async (next: typeof lock): Promise<void> => {
    lock = next
    // A full disk must not leave a desk open.
    await device.change({ lock }).catch((error: unknown) => ports.report(`The lock was not kept: ${String(error)}`))
  }

  const showDoor = async (): Promise<void> => {
    front = null
    hasShown = true
    await ports.show({ at: 'door' }, null)
  }

  const showDesk = async (place: ProfilePlace): Promise<void> => {
    if (front === place.profileId) return
    const opened = await profiles.open(place)
    front = place.profileId
    isMoving = true
    try {
      await ports.show({ at: 'desk', profileId: place.profileId }, opened.ok ? opened.value : null)
    } finally {
      isMoving = false
    }
  }

  const doorState = async (): Promise<SessionState> => {
    const known = sessions.state()
    const place = sessions.place()
    if (isMoving) return { state: 'entering' }
    if (known.state === 'none' || place === null || lock === null) return { state: 'none' }
    const { name, login } = known.account
    const tries = (await profiles.secrets(place)).pin ?? null
    return { state: 'locked', name, login, ...lock, pinTriesLeft: lock.needsServer ? null : tries }
  }

  const unlockNow = async (secret: SecretKind, text: string): Promise<Outcome<SessionState>> => {
    const place = sessions.place()
    if (place === null || lock === null || lock.needsServer) return refused({ kind: 'auth' })
    const tried = await profiles.unlock(place, secret, text)
    if (tried.is === 'none') return refused({ kind: 'auth' })
    if (tried.is === 'no-keyring') return diskFailure(keyringSilent())
    if (tried.is === 'wrong') {
      if (tried.triesLeft === 0) {
        await profiles.dropSecrets(place)
        await keepLock({ why: 'tries', needsServer: true })
      }
      return refused({ kind: 'wrong-credentials' })
    }
    await keepLock(null)
    await showDesk(place)
    ports.entered()
    return { ok: true, value: sessions.state() }
  }

  const lockNow = async (why: LockReason, needsServer: boolean): Promise<void> => {
    const place = sessions.place()
    if (place === null) return
    if (lock !== null) {
      if (needsServer && !lock.needsServer) {
        await keepLock({ why, needsServer })
        ports.changed()
      }
      return
    }
    lock = { why, needsServer }
    if (policy['storage.keyProtection'] !== 'personal') ports.handedOver()
    // The page ends with this call; what it had begun to keep is waited for, then the key goes.
    const shown = showDoor()
    await keepLock(lock)
    await profiles.shut(place)
    await shown
  }

  /** The keys of the profile are destroyed. What was not sent stays for its owner, if it is to. */
  const retire = async (place: ProfilePlace, keepsWork: boolean): Promise<void> => {
    ports.handedOver()
    await ports.clearPages(place)
    try {
      await profiles.retire(place, keepsWork)
    } catch (error) {
      // Unsent work could not be sealed anew. It stays sealed as it is, and from memory its key goes in any case.
      ports.report(`The profile was closed, not destroyed, because unsent work lies in it: ${String(error)}`)
      await profiles.shut(place)
    }
  }

  return {
    start: () =>
      inTurn(async () => {
        const place = sessions.place()
        if (place === null && lock !== null) await keepLock(null)
        // A desk that may not be opened has been locked by now.
        if (hasShown) return
        await (place === null || lock !== null ? showDoor() : showDesk(place))
      }),
    placeOf(seat) {
      const place = sessions.place()
      const isOpen = seat.at === 'desk' && lock === null && place?.profileId === seat.profileId
      return isOpen ? place : null
    },
    doorState,
    enter: (login, password) =>
      inTurn(async () => {
        const before = sessions.place()
        const known = sessions.state()
        const answer = await sessions.signIn(login, password)
        if (!answer.ok) {
          const isTheirs = known.state !== 'none' && known.account.login === login
          if (answer.failure.kind !== 'unreachable' || !isTheirs || lock === null) return answer
          const unlocked = await unlockNow('password', password)
          return unlocked.ok || unlocked.failure.kind !== 'auth' ? unlocked : answer
        }
        const place = sessions.place()
        if (place === null) return refused({ kind: 'auth' })
        if (before !== null && before.profileId !== place.profileId) {
          ports.handedOver()
          await profiles.shut(before)
        }
        let opened = await profiles.open(place)
        if (!opened.ok && opened.failure.kind === 'refused' && opened.failure.code === 'not_found') {
          ports.report('The server has revoked the key of this profile. What it had sealed is destroyed.')
          await profiles.retire(place, false)
          opened = await profiles.open(place)
        }
        if (!opened.ok && policy['storage.keyProtection'] !== 'personal') {
          await sessions.signOut()
          await keepLock(null)
          if (front !== null) await showDoor()
          return opened
        }
        await keepLock(null)
        await showDesk(place)
        ports.entered()
        // Last: it takes long on purpose, and nobody waits for it.
        if (opened.ok) await profiles.setSecret(place, 'password', policy['offline.unlock'] ? password : null)
        return answer
      }),
    unlock: (secret, text) => inTurn(() => unlockNow(secret, text)),
    lock: (why, needsServer = false) => inTurn(() => lockNow(why, needsServer)),
    leave: () =>
      inTurn(async () => {
        const place = sessions.place()
        if (place === null) return { ok: true, value: sessions.state() }
        if (policy['storage.unsentAtSignOut'] === 'send-first' && (await hasUnsent(place))) {
          return refused({ kind: 'refused', code: 'unsent', message: 'Something is not sent yet: send it first.' })
        }
        lock = null
        isMoving = true
        try {
          await showDoor()
          await retire(place, true)
          return await sessions.signOut()
        } finally {
          isMoving = false
          ports.changed()
        }
      }),
    wipe: () =>
      inTurn(async () => {
        const place = sessions.place()
        if (place === null) return
        ports.report('The server has this person signed out for good: what this device holds of them is destroyed.')
        lock = null
        await showDoor()
        await retire(place, policy['storage.unsentAtWipe'] === 'keep')
        await sessions.signOut()
        ports.changed()
      }),
    setPin: (pin) =>
      inTurn(async () => {
        const place = sessions.place()
        if (place === null || lock !== null) return refused({ kind: 'locked' })
        if (!policy['auth.pin'] && pin !== null) return refused({ kind: 'not-available' })
        return profiles.setSecret(place, 'pin', pin)
      }),
    finishRenewal: (client) =>
      inTurn(async () => {
        const place = sessions.place()
        return place === null || lock !== null ? refused({ kind: 'locked' }) : profiles.finishRenewal(place, client)
      }),
    async pin() {
      const place = sessions.place()
      const isSet = place !== null && (await profiles.secrets(place)).pin !== undefined
      return { isSet, isAllowed: policy['auth.pin'] }
    },
  }

  async function hasUnsent(place: ProfilePlace): Promise<boolean> {
    const opened = await profiles.open(place)
    if (!opened.ok) return false
    const read = await opened.value.journal.read()
    return !read.ok || unsettled(read.value.entries).some(({ kind }) => kind === 'intent')
  }
}
