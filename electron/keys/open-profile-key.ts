import { join } from 'node:path'
import { z } from 'zod'
import { readSafely, writeSafely } from '../files/write-safely.ts'
import type { SystemVault } from './system-vault.ts'

const slot = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('os'), wrapped: z.string() }),
  z.object({ kind: z.literal('plain'), key: z.string() }),
])
const keyFile = z.object({ version: z.literal(1), keyId: z.string(), slots: z.array(slot).min(1) })
type KeyFile = z.infer<typeof keyFile>

export type ProfileKey = { keyId: string; key: Uint8Array; protection: 'os' | 'unprotected' }

/** The key of a profile cannot be had; its sealed work is still there and must not be written over. */
export class KeyLost extends Error {}

type Ports = { vault: SystemVault; random(size: number): Uint8Array; report(message: string): void }

/**
 * The profile's own random key, made on its first use. An unreadable key file is never replaced by a new one: that would turn
 * an agent's unsent work into noise.
 */
export async function openProfileKey(folder: string, ports: Ports): Promise<ProfileKey> {
  const path = join(folder, 'keys.json')
  const kept = await readSafely(path, (text) => keyFile.parse(JSON.parse(text)))
  if (kept.state === 'damaged')
    throw new KeyLost('The key file of this profile is damaged: restore keys.json from a backup of the profile folder.')
  if (kept.state === 'absent') {
    const made = { keyId: Buffer.from(ports.random(8)).toString('hex'), key: ports.random(32) }
    return write(path, made, ports)
  }
  const opened = await open(kept.value, ports)
  if (opened.isStale || kept.source === 'bak') return write(path, opened.profileKey, ports)
  return opened.profileKey
}

async function open(file: KeyFile, ports: Ports): Promise<{ profileKey: ProfileKey; isStale: boolean }> {
  for (const each of file.slots) {
    if (each.kind === 'plain') {
      const key = new Uint8Array(Buffer.from(each.key, 'base64'))
      // A keyring that has come since is used from now on.
      return {
        profileKey: { keyId: file.keyId, key, protection: 'unprotected' },
        isStale: await ports.vault.protects(),
      }
    }
    try {
      const { secret, isStale } = await ports.vault.unwrap(Buffer.from(each.wrapped, 'base64'))
      const key = new Uint8Array(Buffer.from(secret, 'base64'))
      if (key.length !== 32) throw new Error('not a key')
      return { profileKey: { keyId: file.keyId, key, protection: 'os' }, isStale }
    } catch (error) {
      ports.report(`The system's keyring does not open the profile key: ${String(error)}`)
    }
  }
  throw new KeyLost("The system's keyring does not give out this profile's key: unlock the keyring and start again.")
}

async function write(path: string, made: { keyId: string; key: Uint8Array }, ports: Ports): Promise<ProfileKey> {
  const text = Buffer.from(made.key).toString('base64')
  const isProtected = await ports.vault.protects()
  const kept: KeyFile = {
    version: 1,
    keyId: made.keyId,
    slots: [
      isProtected
        ? { kind: 'os', wrapped: Buffer.from(await ports.vault.wrap(text)).toString('base64') }
        : { kind: 'plain', key: text },
    ],
  }
  await writeSafely(path, JSON.stringify(kept))
  // Twice, so that the copy beside it is a spare of this one and no longer holds in the clear what is wrapped now.
  await writeSafely(path, JSON.stringify(kept))
  return { ...made, protection: isProtected ? 'os' : 'unprotected' }
}
