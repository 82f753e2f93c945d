import { inflateSync } from 'fflate'
import { type Deflate, deflateWithWords, inflateWithWords } from './deflate.ts'

/**
 * A sealed value as it lies on the disk. The cipher marker also says which key, and how it was deflated first. Two are still
 * opened and never made again: `aes-256-gcm` is from before rows and blind indexes had keys of their own, `/deflate` from before
 * there were words to deflate with.
 */
export type Sealed = {
  c: 'aes-256-gcm' | 'aes-256-gcm/rows' | 'aes-256-gcm/rows/deflate' | 'aes-256-gcm/rows/deflate/1'
  k: string
  iv: Uint8Array<ArrayBuffer>
  ct: ArrayBuffer
}
export type Sealer = {
  seal(place: string, value: unknown): Promise<Sealed>
  /** The same in less than a third of the room, for what is to stay: what is sealed no database can make smaller any more. */
  sealSmall(place: string, value: unknown): Promise<Sealed>
  /** Undefined: damaged, moved from another place, or sealed with another key. */
  open(place: string, sealed: Sealed): Promise<unknown>
  /** What is written down already. It is told from a value by its place. */
  sealBytes(place: string, bytes: Uint8Array): Promise<Sealed>
  /** Undefined: as for `open`. */
  openBytes(place: string, sealed: Sealed): Promise<Uint8Array | undefined>
  /** The same name always gives the same index, and the index does not tell the name. */
  blind(name: string): Promise<string>
}

const KEY_BITS = { name: 'AES-GCM', length: 256 } as const
/** So many names that were made blind stay in memory. */
const BLINDED_HELD = 5_000
const MAC = { name: 'HMAC', hash: 'SHA-256', length: 256 } as const

function inflate(c: Sealed['c'], bytes: Uint8Array): Uint8Array {
  if (c === 'aes-256-gcm/rows/deflate/1') return inflateWithWords(bytes)
  return c === 'aes-256-gcm/rows/deflate' ? inflateSync(bytes) : bytes
}

/**
 * Seals with AES-256-GCM; the place (table, id, schema, profile) is part of the seal, so that no value can be moved.
 * `storeKey` itself seals nothing any more: rows and blind indexes have keys of their own, made of it by HKDF-SHA256, which no
 * script can read. The caller overwrites its copy of `storeKey` afterwards. `deflate`: by default in this thread.
 */
export async function makeSealer(
  crypto: Crypto,
  keyId: string,
  storeKey: Uint8Array,
  profileId: string,
  deflate: Deflate = async (bytes) => deflateWithWords(bytes),
): Promise<Sealer> {
  const encoder = new TextEncoder()
  // What was zeroed after its use seals nothing, and nobody would ever see it.
  if (storeKey.every((byte) => byte === 0)) throw new Error('The key of the local store is empty. Sign in again.')
  const raw = new Uint8Array(storeKey)
  const root = await crypto.subtle.importKey('raw', raw, 'HKDF', false, ['deriveKey'])
  const before = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt'])
  raw.fill(0)
  const derivation = (purpose: string) => ({
    name: 'HKDF',
    hash: 'SHA-256',
    salt: encoder.encode(profileId),
    info: encoder.encode(`evenkeel store ${purpose} 1`),
  })
  const [rows, index] = await Promise.all([
    crypto.subtle.deriveKey(derivation('rows'), root, KEY_BITS, false, ['encrypt', 'decrypt']),
    crypto.subtle.deriveKey(derivation('index'), root, MAC, false, ['sign']),
  ])
  const bound = (place: string) => encoder.encode(`${place}|1|${profileId}`)
  const known = new Map<string, string>()
  const encode = (value: unknown) => encoder.encode(JSON.stringify(value))
  async function encrypt(c: Sealed['c'], place: string, plain: Uint8Array): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const ct = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv, additionalData: bound(place) },
      rows,
      plain as Uint8Array<ArrayBuffer>,
    )
    return { c, k: keyId, iv, ct }
  }
  async function decrypt(place: string, { c, iv, ct }: Sealed): Promise<Uint8Array> {
    const key = c === 'aes-256-gcm' ? before : rows
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: bound(place) }, key, ct))
  }
  return {
    seal: (place, value) => encrypt('aes-256-gcm/rows', place, encode(value)),
    sealSmall: async (place, value) => encrypt('aes-256-gcm/rows/deflate/1', place, await deflate(encode(value))),
    async open(place, sealed) {
      try {
        const opened = await decrypt(place, sealed)
        return JSON.parse(new TextDecoder().decode(inflate(sealed.c, opened)))
      } catch {
        return undefined
      }
    },
    sealBytes: (place, bytes) => encrypt('aes-256-gcm/rows', place, bytes),
    openBytes: (place, sealed) => decrypt(place, sealed).catch(() => undefined),
    async blind(name) {
      const told = known.get(name)
      if (told !== undefined) return told
      const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', index, encoder.encode(`index|${name}`)))
      const hex = [...bytes.subarray(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
      if (known.size >= BLINDED_HELD) known.clear()
      known.set(name, hex)
      return hex
    },
  }
}
