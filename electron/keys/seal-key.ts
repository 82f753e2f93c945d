import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import type { SealedKey } from './key-file.ts'

const TAG_BYTES = 16

/** Seals a profile's key with what the server or the person gives, bound to the profile and to what it is sealed by. */
export function sealKey(key: Uint8Array, by: Uint8Array, boundTo: string, iv: Uint8Array): SealedKey {
  const cipher = createCipheriv('aes-256-gcm', wrappingKey(by, boundTo), iv).setAAD(Buffer.from(boundTo))
  const ct = Buffer.concat([cipher.update(key), cipher.final(), cipher.getAuthTag()])
  return { iv: Buffer.from(iv).toString('base64'), ct: ct.toString('base64') }
}

/** Null: not what it was sealed with, or damaged. */
export function openKey(sealed: SealedKey, by: Uint8Array, boundTo: string): Uint8Array | null {
  try {
    const ct = Buffer.from(sealed.ct, 'base64')
    const decipher = createDecipheriv('aes-256-gcm', wrappingKey(by, boundTo), Buffer.from(sealed.iv, 'base64'))
      .setAAD(Buffer.from(boundTo))
      .setAuthTag(ct.subarray(-TAG_BYTES))
    const key = Buffer.concat([decipher.update(ct.subarray(0, -TAG_BYTES)), decipher.final()])
    return key.length === 32 ? new Uint8Array(key) : null
  } catch {
    return null
  }
}

const wrappingKey = (by: Uint8Array, boundTo: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', by, boundTo, 'evenkeel key slot 1', 32))
