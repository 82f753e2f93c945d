import { createHmac, hkdfSync } from 'node:crypto'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** Crockford's base 32, lower case: fit for file names on every system. */
export function base32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let rest = 0
  for (const byte of bytes) {
    rest = (rest << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET[(rest >>> bits) & 31]
    }
    rest &= (1 << bits) - 1
  }
  return bits > 0 ? text + ALPHABET[(rest << (5 - bits)) & 31] : text
}

/** A name for a person's folder on this device that tells nobody whose it is. */
export function profileIdOf(deviceSalt: Uint8Array, who: { tenantId: string; userId: string }): string {
  return base32(
    createHmac('sha256', deviceSalt)
      .update(JSON.stringify([who.tenantId, who.userId]))
      .digest()
      .subarray(0, 20),
  )
}

/** A key of its own for each purpose: what the page holds opens no journal. */
export function subkey(
  profileKey: Uint8Array,
  profileId: string,
  purpose: 'store' | 'journal' | 'files',
): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hkdfSync('sha256', profileKey, profileId, `evenkeel ${purpose} 1`, 32))
}
