import { rm, statfs } from 'node:fs/promises'
import type { Outcome } from '../../protocol/bridge-kit.ts'
import type { JournalEntry } from '../../protocol/journal.ts'
import type { Disk } from '../journal/disk.ts'
import { diskFailure } from '../journal/journal.ts'
import { diskShelf, keyFileOf, type KeyShelf } from '../keys/key-file.ts'
import { type KeyPorts, type ProfileKey, ShareRefused } from '../keys/open-profile-key.ts'
import { moveSecrets, secretSlotsOf } from '../keys/secret-slot.ts'
import type { Profile, Profiles } from './open-profiles.ts'
import { folderOfKept, markFolder, settleFolder, unmarkFolder } from './retire-folder.ts'
import { type MadeKey, makeKey, sealBeside, shareIdIn } from './seal-beside.ts'
import type { ProfilePlace } from './sessions.ts'

type Ports = {
  disk: Disk
  isInMemory: boolean
  /** The profiles that are open or about to be. */
  opened: Map<string, Promise<Profile>>
  open(place: ProfilePlace): Promise<Outcome<Profile>>
  openWith(place: ProfilePlace, key: ProfileKey): Promise<Profile>
  keyPorts(place: ProfilePlace): KeyPorts
  /** Where secrets lie that are not written to this disk. */
  secretsInMemory(profileId: string): KeyShelf
  random(size: number): Uint8Array
  now(): number
  forgetShares?(profileId: string, except: string | null): Promise<void>
  report(message: string): void
}

export type Renewals = Pick<Profiles, 'use'> & {
  begin: Profiles['beginRenewal']
  finish: Profiles['finishRenewal']
  /** What was begun comes to nothing. */
  drop(profileId: string): void
}

/** Another key takes a second copy of the store; a disk that is full may cost the first one. */
const ROOM_BYTES = 512 * 1_048_576

/** Filling a second store for nothing is not done over and over again. */
const AGAIN_AFTER_MS = 3_600_000

/** Puts other keys in the place of those of open profiles. */
export function openRenewals(ports: Ports): Renewals {
  const { opened, open } = ports
  const begun = new Map<string, MadeKey>()
  const failedAt = new Map<string, number>()
  /** How much is being done with each profile. */
  const uses = new Map<string, number>()

  /** The person's secrets as they open another key. Throws where one of them has to be typed in once before. */
  async function secretsFor({ profileId, folder }: ProfilePlace, from: Uint8Array, to: Uint8Array) {
    const onDisk = moveSecrets(ports, profileId, await secretSlotsOf(diskShelf(folder)), from, to)
    const held = moveSecrets(ports, profileId, await secretSlotsOf(ports.secretsInMemory(profileId)), from, to)
    if (onDisk === null || held === null) throw new Error('A PIN or password of before must be typed in once.')
    return { onDisk, held }
  }

  /** The profile with the other key; with the one of before where that could not be. Throws where only the next opening can tell. */
  async function renew(
    before: Profile,
    { key, file }: MadeKey,
    client: JournalEntry,
    failed: (error: unknown) => void,
  ): Promise<Profile> {
    const { place } = before
    let isSealed = false
    try {
      const { onDisk, held } = await secretsFor(place, before.key.key, key.key)
      const read = await before.journal.read()
      if (!read.ok) throw new Error('The journal cannot be read.')
      const whole = { key, file: keyFileOf(key, [...file.slots, ...onDisk]) }
      await sealBeside(ports.disk, ports.openWith, before, whole, [...read.value.entries, client])
      await before.journal.close()
      await markFolder(place.folder, 'renewed')
      isSealed = true
      if (held.length > 0) await ports.secretsInMemory(place.profileId).write(keyFileOf(key, held))
      await settleFolder(place.folder)
    } catch (error) {
      failed(error)
      if (isSealed) throw error
      await unmarkFolder(place.folder)
      await rm(folderOfKept(place.folder), { recursive: true, force: true })
      key.key.fill(0)
      return before
    }
    before.key.key.fill(0)
    return ports.openWith(place, key)
  }

  const drop = (profileId: string): void => {
    begun.get(profileId)?.key.key.fill(0)
    begun.delete(profileId)
    failedAt.delete(profileId)
  }

  return {
    drop,
    async use(place, work) {
      const count = (by: number): void => void uses.set(place.profileId, (uses.get(place.profileId) ?? 0) + by)
      count(1)
      try {
        const profile = await open(place)
        return profile.ok ? await work(profile.value) : profile
      } finally {
        count(-1)
      }
    },
    async begin(place) {
      if (ports.isInMemory) return { ok: false, failure: { kind: 'not-available' } }
      const againInMs = (failedAt.get(place.profileId) ?? -Infinity) + AGAIN_AFTER_MS - ports.now()
      if (againInMs > 0) return { ok: false, failure: { kind: 'overloaded', retryAfterMs: againInMs } }
      const profile = await open(place)
      if (!profile.ok) return profile
      try {
        const { bavail, bsize } = await statfs(place.folder)
        if (bavail * bsize < ROOM_BYTES) throw Object.assign(new Error('too little room'), { code: 'ENOSPC' })
        const { key } = profile.value
        const made = await makeKey(ports.keyPorts(place), place.profileId, key.session)
        await secretsFor(place, key.key, made.key.key)
        drop(place.profileId)
        begun.set(place.profileId, made)
        return { ok: true, value: made.key }
      } catch (error) {
        failedAt.set(place.profileId, ports.now())
        ports.report(`No other key is made for the profile: ${String(error)}`)
        return error instanceof ShareRefused ? { ok: false, failure: error.failure } : diskFailure(error)
      }
    },
    async finish({ profileId }, client) {
      const before = await opened.get(profileId)?.catch(() => undefined)
      const made = begun.get(profileId)
      if (before === undefined || made === undefined) return { ok: false, failure: { kind: 'not-available' } }
      failedAt.set(profileId, ports.now())
      if ((uses.get(profileId) ?? 0) > 0) return { ok: false, failure: { kind: 'overloaded', retryAfterMs: 1_000 } }
      begun.delete(profileId)
      let failure: Error | null = null as Error | null
      // From here on whoever wants the profile waits for it.
      const failed = (error: unknown): void => {
        failure = error instanceof Error ? error : new Error(String(error))
      }
      const renewing = renew(before, made, client, failed)
      opened.set(profileId, renewing)
      await renewing.catch((error: unknown) => {
        failed(error)
        opened.delete(profileId)
      })
      if (failure !== null) {
        ports.report(`The key of the profile was not renewed: ${failure.message}`)
        return diskFailure(failure)
      }
      failedAt.delete(profileId)
      // What was sealed with the key of before opens nowhere any more, wherever copies of it lie.
      const shareId = shareIdIn(made.file)
      if (shareId !== null) void ports.forgetShares?.(profileId, shareId)
      return { ok: true, value: {} }
    },
  }
}
