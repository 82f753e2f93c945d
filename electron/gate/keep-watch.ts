import type { IdleReading } from '../../domain/agent-time/idle.ts'
import type { LockReason } from '../../protocol/desk-bridge.ts'
import type { MachinePolicy } from '../policy/machine-policy.ts'
import type { Device } from '../profile/device.ts'
import { heardAt, lookAtClock, type Seen } from './time-guard.ts'

export type WatchPorts = {
  policy: MachinePolicy
  device: Pick<Device, 'get' | 'change'>
  /** False: nothing about people is written to this machine's disk, and nobody is known here after a start. */
  remembers: boolean
  /** Whose desk is open. Null: nobody's, or it is locked. */
  openProfileId(): string | null
  readIdle(): IdleReading
  now(): number
  monotonicMs(): number
  after(ms: number, run: () => void): () => void
  /** Whether word comes from the server just now. */
  isOnLine(): boolean
  /** Asks the server to vouch for the person once more. */
  proveOnline(): Promise<boolean>
  lock(why: LockReason, needsServer: boolean): Promise<void>
}

export type Watch = {
  /** The page saw input, or says that the agent is on the phone. */
  stir(isOnCall: boolean): void
  /** Somebody has come before the desk. */
  entered(): void
  /** The server has answered this person. */
  heard(): void
  /** The machine's own screen was locked, or it goes to sleep. */
  systemLocked(): void
  /** Looks now: the machine woke up. */
  look(): Promise<void>
}

const LOOK_EVERY_MS = 10_000
const MINUTE_MS = 60_000
/** A page that is on the phone says so more often than this; one that has crashed does not. */
const CALL_IS_OVER_AFTER_MS = 60_000

/**
 * Locks a desk that nobody touches, that has heard nothing of the server for too long, or whose clock went back. While the
 * agent is on the phone it waits: a call without typing is not an idle one.
 */
export function keepWatch(ports: WatchPorts): Watch {
  const { policy, device } = ports
  const maxHours = policy['offline.maxHours']
  const idleAfterMs = policy['auth.idleLockMinutes'] * MINUTE_MS
  let stirredAt = ports.monotonicMs()
  let onCallAt: number | null = null
  let seen: (Seen & { profileId: string }) | null = device.get().seen
  let keptAt = Number.NEGATIVE_INFINITY
  let due: { why: LockReason; needsServer: boolean } | null = null

  const isOnCall = (): boolean => onCallAt !== null && ports.monotonicMs() - onCallAt < CALL_IS_OVER_AFTER_MS

  const keep = async (): Promise<void> => {
    keptAt = ports.monotonicMs()
    await device.change({ seen: ports.remembers ? seen : null }).catch(() => undefined)
  }
  const hear = (profileId: string): void => {
    const isFirst = seen?.profileId !== profileId
    seen = { profileId, ...heardAt(ports.now()) }
    if (isFirst || ports.monotonicMs() - keptAt > MINUTE_MS) void keep()
  }

  async function lockWhenFree(why: LockReason, needsServer: boolean): Promise<void> {
    if (isOnCall()) {
      due = { why, needsServer: needsServer || due?.needsServer === true }
      return
    }
    due = null
    await ports.lock(why, needsServer)
  }

  async function lookAtTime(profileId: string): Promise<void> {
    if (seen?.profileId !== profileId) return hear(profileId)
    const { seen: next, verdict } = lookAtClock(seen, ports.now(), maxHours)
    seen = { profileId, ...next }
    if (ports.monotonicMs() - keptAt > MINUTE_MS) await keep()
    if (verdict === 'fine') return ports.isOnLine() ? hear(profileId) : undefined
    // Whom the server knows at this moment needs no password for it.
    if (await ports.proveOnline()) return hear(profileId)
    await lockWhenFree(verdict, true)
  }

  async function lookAtInput(): Promise<void> {
    if (isOnCall()) stirredAt = ports.monotonicMs()
    if (idleAfterMs === 0) return
    const unstirredMs = ports.monotonicMs() - stirredAt
    const system = ports.readIdle()
    // Input to another program is somebody at the machine, too; where the system tells nothing, the page's word is all there is.
    const idleMs = system.kind === 'known' ? Math.min(system.idleMs, unstirredMs) : unstirredMs
    if (idleMs >= idleAfterMs) await lockWhenFree('idle', false)
  }

  async function look(): Promise<void> {
    const profileId = ports.openProfileId()
    if (profileId === null) return
    if (due !== null) await lockWhenFree(due.why, due.needsServer)
    if (ports.openProfileId() === profileId) await lookAtTime(profileId)
    if (ports.openProfileId() === profileId) await lookAtInput()
  }

  const again = (): void => {
    ports.after(LOOK_EVERY_MS, () => void look().finally(again))
  }
  again()

  return {
    stir(onCall) {
      stirredAt = ports.monotonicMs()
      onCallAt = onCall ? stirredAt : null
    },
    entered() {
      stirredAt = ports.monotonicMs()
      onCallAt = null
      due = null
    },
    heard() {
      const profileId = ports.openProfileId()
      if (profileId !== null) hear(profileId)
    },
    systemLocked() {
      if (policy['auth.lockWithSystem'] && ports.openProfileId() !== null) void lockWhenFree('system', false)
    },
    look,
  }
}
