import { z } from 'zod'
import { type Account, account } from '../../../protocol/session.ts'
import type { WebPorts } from './ports.ts'

const ACCOUNT = 'evenkeel.account'
const KEY = 'evenkeel.key.'
const kept = z.object({ account, isExpired: z.boolean() })

/** Who used this browser last: enough to open their work again without a connection. No token is in it. */
export type KeptAccount = { account: Account; isExpired: boolean }

export function readAccount(ports: WebPorts): KeptAccount | null {
  try {
    return kept.parse(JSON.parse(ports.storage.getItem(ACCOUNT) ?? 'null'))
  } catch {
    return null
  }
}

export function writeAccount(ports: WebPorts, known: KeptAccount | null): void {
  if (known === null) ports.storage.removeItem(ACCOUNT)
  else ports.storage.setItem(ACCOUNT, JSON.stringify(known))
}

export const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** Stable for a person, and tells nobody whose it is at a glance. */
export async function profileIdOf(ports: WebPorts, { tenantId, userId }: Account): Promise<string> {
  const name = new TextEncoder().encode(JSON.stringify(['evenkeel web', tenantId, userId]))
  return hex(new Uint8Array(await ports.sha256(name)).subarray(0, 20))
}

/** The key of a person's rows. A browser has no keyring to offer: whoever uses this system user's browser can read it. */
export function keyOf(ports: WebPorts, profileId: string): { keyId: string; key: Uint8Array<ArrayBuffer> } {
  const before = /^([0-9a-f]{16}):([0-9a-f]{64})$/.exec(ports.storage.getItem(KEY + profileId) ?? '')
  const [, id, text] = before ?? []
  if (id !== undefined && text !== undefined)
    return { keyId: id, key: Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)) }
  const made = { keyId: hex(ports.randomBytes(8)), key: ports.randomBytes(32) }
  ports.storage.setItem(KEY + profileId, `${made.keyId}:${hex(made.key)}`)
  return made
}
