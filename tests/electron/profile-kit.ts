import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { realDisk } from '../../electron/journal/disk.ts'
import type { SystemVault } from '../../electron/keys/system-vault.ts'
import type { KeyProtection } from '../../electron/policy/machine-policy.ts'
import { createProfiles, type Profiles } from '../../electron/profile/open-profiles.ts'
import type { Failure } from '../../protocol/bridge-kit.ts'

/** A keyring that turns bytes around; what it wraps is not readable as it is. */
const turn = (bytes: Uint8Array) => Uint8Array.from(bytes, (byte) => byte ^ 0x55)
export const someKeyring = (name = 'kwallet6'): SystemVault => ({
  protects: async () => name !== 'basic_text' && name !== 'unknown',
  backend: () => name,
  wrap: async (secret) => turn(new TextEncoder().encode(`${name} ${secret}`)),
  async unwrap(wrapped) {
    const [by, secret = ''] = new TextDecoder().decode(turn(wrapped)).split(' ')
    if (by !== name) throw new Error('wrapped by another keyring')
    return { secret, isStale: false }
  },
})

/** The server's shares, as long as it can be reached. */
export function shareServer() {
  const shares = new Map<string, { profileId: string; share: string }>()
  const server = {
    shares,
    refusal: null as Failure | null,
    ask: (profileId: string) => async (shareId: string | null) => {
      if (server.refusal !== null) return { ok: false as const, failure: server.refusal }
      const id = shareId ?? `s${shares.size + 1}`
      if (shareId === null) shares.set(id, { profileId, share: randomBytes(32).toString('hex') })
      const found = shares.get(id)
      if (found === undefined)
        return { ok: false as const, failure: { kind: 'refused' as const, code: 'not_found', message: 'gone' } }
      return { ok: true as const, value: { shareId: id, share: new TextEncoder().encode(found.share) } }
    },
    async forget(profileId: string, except: string | null) {
      if (server.refusal !== null) return
      for (const [id, each] of shares) if (each.profileId === profileId && id !== except) shares.delete(id)
    },
  }
  return server
}

export const newPlace = async (profileId = 'profile0001') => ({
  profileId,
  folder: join(await mkdtemp(join(tmpdir(), 'evenkeel-profile-')), profileId),
})

const made: Profiles[] = []
/** Lets go of whatever the profiles of a test hold open. */
export const closeProfiles = async () => {
  for (const each of made.splice(0)) await each.close()
}

export function profilesOf(
  protection: KeyProtection = 'personal',
  { vault = someKeyring(), server = shareServer() } = {},
) {
  const profiles = createProfiles({
    vault,
    disk: realDisk,
    random: (size) => new Uint8Array(randomBytes(size)),
    now: () => 1_000,
    report: () => undefined,
    protection,
    secretCost: { n: 16, r: 8, p: 1 },
    askShare: server.ask,
    forgetShares: server.forget,
  })
  made.push(profiles)
  return profiles
}
