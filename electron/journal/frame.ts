import { createCipheriv, createDecipheriv } from 'node:crypto'
import { crc32 } from '../../protocol/sync/crc32.ts'

// Frame: length of the sealed part u32 | CRC-32 of length, sequence and sealed part u32 | sequence u64 | sealed part.
// Sealed part: cipher id u8 | iv 12 | AES-256-GCM ciphertext | tag 16, bound to its sequence and profile. Little-endian.
const HEAD_BYTES = 16
const SEAL_BYTES = 1 + 12 + 16
const CIPHER_AES_256_GCM = 1
/** Larger is damage: the bridge lets no such entry through. */
export const MAX_SEALED_BYTES = 48 * 1_024 * 1_024

/** What seals a journal: 32 bytes of key, the profile it belongs to, and 12 fresh random bytes for each frame. */
export type Seal = { key: Uint8Array; profileId: string; newIv(): Uint8Array }

const boundTo = (seal: Seal, seq: number): Buffer => Buffer.from(`evenkeel journal 1|${seal.profileId}|${seq}`)

export function encodeFrame(seal: Seal, seq: number, plain: Uint8Array): Buffer {
  const iv = seal.newIv()
  const cipher = createCipheriv('aes-256-gcm', seal.key, iv).setAAD(boundTo(seal, seq))
  const sealed = [Buffer.from([CIPHER_AES_256_GCM]), iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]
  const frame = Buffer.concat([Buffer.alloc(HEAD_BYTES), ...sealed])
  frame.writeUInt32LE(frame.length - HEAD_BYTES, 0)
  frame.writeBigUInt64LE(BigInt(seq), 8)
  frame.writeUInt32LE(crcOf(frame), 4)
  return frame
}

const crcOf = (frame: Uint8Array): number => crc32(frame.subarray(8), crc32(frame.subarray(0, 4)))

export type Frame = { seq: number; start: number; end: number; plain: Buffer }

/** Whether the head at `start` speaks of a frame that ends within the bytes. */
function frameEnd(bytes: Buffer, start: number): number | null {
  if (start + HEAD_BYTES > bytes.length) return null
  const length = bytes.readUInt32LE(start)
  if (length < SEAL_BYTES || length > MAX_SEALED_BYTES) return null
  const end = start + HEAD_BYTES + length
  return end > bytes.length ? null : end
}

/** The frame that begins at `start`, if it is whole, undamaged and sealed by this key for this profile. */
export function readFrame(seal: Seal, bytes: Buffer, start: number): Frame | null {
  const end = frameEnd(bytes, start)
  if (end === null) return null
  // Cheap signs first: searching through damage asks this at every byte.
  if (bytes[start + HEAD_BYTES] !== CIPHER_AES_256_GCM || bytes.readUInt16LE(start + 14) !== 0) return null
  const whole = bytes.subarray(start, end)
  if (crcOf(whole) !== whole.readUInt32LE(4)) return null
  const seq = Number(whole.readBigUInt64LE(8))
  const sealed = whole.subarray(HEAD_BYTES)
  try {
    const opened = createDecipheriv('aes-256-gcm', seal.key, sealed.subarray(1, 13))
      .setAAD(boundTo(seal, seq))
      .setAuthTag(sealed.subarray(sealed.length - 16))
    const plain = Buffer.concat([opened.update(sealed.subarray(13, sealed.length - 16)), opened.final()])
    return { seq, start, end, plain }
  } catch {
    return null
  }
}

export type Scan = {
  frames: Frame[]
  /** Stretches that are no frames, with frames or a whole-looking damaged frame behind their beginning. */
  damaged: { start: number; end: number }[]
  /** Bytes of a last frame that was never finished. */
  tornBytes: number
}

/** Every frame that can be read, wherever damage lies between them. */
export function scanFrames(seal: Seal, bytes: Buffer): Scan {
  const scan: Scan = { frames: [], damaged: [], tornBytes: 0 }
  let at = 0
  let lastSeq = 0
  while (at < bytes.length) {
    const frame = readFrame(seal, bytes, at)
    if (frame !== null && frame.seq > lastSeq) {
      scan.frames.push(frame)
      lastSeq = frame.seq
      at = frame.end
      continue
    }
    const next = findFrame(seal, bytes, frame === null ? at + 1 : frame.end, lastSeq)
    const end = next ?? bytes.length
    if (next === null && isTorn(bytes, at)) scan.tornBytes = end - at
    else scan.damaged.push({ start: at, end })
    at = end
  }
  return scan
}

function findFrame(seal: Seal, bytes: Buffer, from: number, lastSeq: number): number | null {
  for (let start = from; start + HEAD_BYTES < bytes.length; start++) {
    const frame = readFrame(seal, bytes, start)
    if (frame !== null && frame.seq > lastSeq) return start
  }
  return null
}

/** A write that power cut short leaves a frame without its end, or room that was never filled. Anything else is damage. */
function isTorn(bytes: Buffer, start: number): boolean {
  return frameEnd(bytes, start) === null || bytes.subarray(start).every((byte) => byte === 0)
}
