/** A sealed value as it lies on the disk. */
export type Sealed = { c: 'aes-256-gcm'; k: string; iv: Uint8Array<ArrayBuffer>; ct: ArrayBuffer }
export type Sealer = {
  seal(place: string, value: unknown): Promise<Sealed>
  /** Undefined: damaged, moved from another place, or sealed with another key. */
  open(place: string, sealed: Sealed): Promise<unknown>
  /** The same name always gives the same index, and the index does not tell the name. */
  blind(name: string): Promise<string>
}

/** Seals with AES-256-GCM; the place (table, id, schema, profile) is part of the seal, so that no value can be moved. */
export async function makeSealer(
  crypto: Crypto,
  keyId: string,
  rawKey: Uint8Array,
  profileId: string,
): Promise<Sealer> {
  const raw = new Uint8Array(rawKey)
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
  const mac = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const encoder = new TextEncoder()
  const bound = (place: string) => encoder.encode(`${place}|1|${profileId}`)
  const known = new Map<string, string>()
  return {
    async seal(place, value) {
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const plain = encoder.encode(JSON.stringify(value))
      const ct = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bound(place) }, key, plain)
      return { c: 'aes-256-gcm', k: keyId, iv, ct }
    },
    async open(place, sealed) {
      try {
        const { iv, ct } = sealed
        const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: bound(place) }, key, ct)
        return JSON.parse(new TextDecoder().decode(plain))
      } catch {
        return undefined
      }
    },
    async blind(name) {
      const before = known.get(name)
      if (before !== undefined) return before
      const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', mac, encoder.encode(`index|${name}`)))
      const index = [...bytes.subarray(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
      known.set(name, index)
      return index
    },
  }
}
