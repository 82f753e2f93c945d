import type { Outcome } from '../../protocol/bridge-kit.ts'
import { diskShelf, factsOf, type KeyFacts, type KeyFile, keyFileOf, type KeyShelf, type Slot } from './key-file.ts'
import { openKey, sealKey } from './seal-key.ts'
import type { SystemVault } from './system-vault.ts'

/** os: by the system's keyring. server: by a share that only the server keeps. unprotected: it lies on the disk as it is. */
export type Protection = 'os' | 'server' | 'unprotected'
export type ProfileKey = KeyFacts & { key: Uint8Array; protection: Protection }

/** The key of a profile cannot be had; its sealed work is still there and must not be written over. Its message goes into a sentence. */
export class KeyLost extends Error {}
export const keyringSilent = (): KeyLost =>
  new KeyLost("The system's keyring does not give out this profile's key: unlock the keyring and start again")

/** A part of a profile's key that the server hands out to whoever is signed in. `shareId` null: a new one. */
export type AskShare = (shareId: string | null) => Promise<Outcome<{ shareId: string; share: Uint8Array }>>
/** The server does not hand out its share just now, or never again; which, the failure says. */
export class ShareRefused extends Error {
  readonly failure: (Outcome<never> & { ok: false })['failure']
  constructor(failure: ShareRefused['failure']) {
    super(`The server's share of this profile's key is not to be had (${failure.kind}).`)
    this.failure = failure
  }
}

export type KeyPorts = {
  vault: SystemVault
  random(size: number): Uint8Array
  report(message: string): void
  now(): number
  /** Absent: there is no server that could keep a share. */
  askShare?: AskShare | undefined
  /** The server keeps the key from now on, and nothing on this device opens it. */
  isServerKept?: boolean
}

const boundTo = (profileId: string): string => `server|${profileId}`

/**
 * The profile's own random key, made on its first use. An unreadable key file is never replaced by a new one: that would turn
 * an agent's unsent work into noise.
 */
export async function openProfileKey(where: string | KeyShelf, ports: KeyPorts, profileId = ''): Promise<ProfileKey> {
  const shelf = typeof where === 'string' ? diskShelf(where) : where
  const kept = await shelf.read()
  if (kept.state === 'damaged')
    throw new KeyLost('The key file of this profile is damaged: restore keys.json from a backup of the profile folder')
  if (kept.state === 'absent') return makeProfileKey(shelf, ports, profileId)
  const { slots } = kept.value
  const opened = await open(kept.value, ports, profileId)
  const isWanted = (slot: Slot): boolean =>
    ports.isServerKept === true ? slot.kind === 'server' : slot.kind !== 'server'
  if (opened.isStale || kept.source === 'bak' || !slots.every(isWanted))
    return write(shelf, opened.profileKey, slots, ports, profileId)
  return opened.profileKey
}

/** A new key. `session`: where the page's own store is to stay. */
export function makeProfileKey(
  shelf: KeyShelf,
  ports: KeyPorts,
  profileId: string,
  session?: string,
): Promise<ProfileKey> {
  const keyId = Buffer.from(ports.random(8)).toString('hex')
  const facts: KeyFacts = { keyId, session: session ?? keyId, madeAt: ports.now() }
  return write(shelf, { ...facts, key: ports.random(32) }, [], ports, profileId)
}

async function open(
  file: KeyFile,
  ports: KeyPorts,
  profileId: string,
): Promise<{ profileKey: ProfileKey; isStale: boolean }> {
  const facts = factsOf(file)
  let backend: string | undefined
  for (const each of file.slots) {
    switch (each.kind) {
      case 'plain': {
        const key = new Uint8Array(Buffer.from(each.key, 'base64'))
        // A keyring that has come since is used from now on.
        const isStale = await ports.vault.protects()
        return { profileKey: { ...facts, key, protection: 'unprotected' }, isStale }
      }
      case 'os':
        backend = each.backend
        try {
          const { secret, isStale } = await ports.vault.unwrap(Buffer.from(each.wrapped, 'base64'))
          const key = new Uint8Array(Buffer.from(secret, 'base64'))
          if (key.length !== 32) throw new Error('not a key')
          return { profileKey: { ...facts, key, protection: 'os' }, isStale }
        } catch (error) {
          ports.report(`The system's keyring does not open the profile key: ${String(error)}`)
        }
        break
      case 'server': {
        const given = await ports.askShare?.(each.shareId)
        if (given === undefined) break
        if (!given.ok) throw new ShareRefused(given.failure)
        const key = openKey(each.sealed, given.value.share, boundTo(profileId))
        given.value.share.fill(0)
        if (key !== null) return { profileKey: { ...facts, key, protection: 'server' }, isStale: false }
        break
      }
      case 'secret':
    }
  }
  const now = ports.vault.backend()
  if (backend === undefined || now === backend) throw keyringSilent()
  throw new KeyLost(
    `This profile's key was wrapped by the keyring "${backend}", and the system now offers "${now}": bring "${backend}" back and start again`,
  )
}

async function write(
  shelf: KeyShelf,
  made: KeyFacts & { key: Uint8Array },
  before: readonly Slot[],
  ports: KeyPorts,
  profileId: string,
): Promise<ProfileKey> {
  const { keyId, session, madeAt, key } = made
  if (ports.isServerKept === true && ports.askShare !== undefined) {
    const given = await ports.askShare(null)
    if (!given.ok) throw new ShareRefused(given.failure)
    const { shareId, share } = given.value
    const sealed = sealKey(key, share, boundTo(profileId), ports.random(12))
    share.fill(0)
    await shelf.write(keyFileOf(made, [{ kind: 'server', shareId, sealed }]))
    return { keyId, session, madeAt, key, protection: 'server' }
  }
  const text = Buffer.from(key).toString('base64')
  const isProtected = await ports.vault.protects()
  const own: Slot = isProtected
    ? {
        kind: 'os',
        wrapped: Buffer.from(await ports.vault.wrap(text)).toString('base64'),
        backend: ports.vault.backend(),
      }
    : { kind: 'plain', key: text }
  await shelf.write(keyFileOf(made, [own, ...before.filter(({ kind }) => kind === 'secret')]))
  return { keyId, session, madeAt, key, protection: isProtected ? 'os' : 'unprotected' }
}
