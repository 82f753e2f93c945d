import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import { join } from 'node:path'
import { FILE_LIMIT_BYTES, isProgramStart } from '../../domain/replying/plan-attachment.ts'
import type { Outcome } from '../../protocol/bridge-kit.ts'
import type { Disk } from '../journal/disk.ts'
import { diskFailure } from '../journal/journal.ts'

// A kept file: cipher id u8 | iv 12 | AES-256-GCM ciphertext | tag 16, bound to its id and profile.
const CIPHER_AES_256_GCM = 1
const HEAD_BYTES = 1 + 12
const TAG_BYTES = 16
export const FILE_ENDING = '.file'

/** The bytes of files that agents have attached and that a draft, a waiting reply or one sent lately names. */
export type FileStore = {
  /** Answers when the bytes survive a power cut. The same id again replaces what is there. */
  keep(id: string, bytes: Uint8Array): Promise<Outcome<{ sizeBytes: number; sha256: string }>>
  /** Null: there is none, or it is damaged; nothing can be told from it then. Throws where the disk fails. */
  read(id: string): Promise<Buffer | null>
  /**
   * Removes all that are not named. One that was kept since the desk was started and has not been named yet stays: the page may
   * be about to name it.
   */
  retain(ids: readonly string[]): Promise<Outcome<{ removed: number }>>
}

export type FileStorePorts = {
  disk: Disk
  folder: string
  seal: { key: Uint8Array; profileId: string; newIv(): Uint8Array }
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A store of files in a folder of its own, which must exist. */
export function openFileStore({ disk, folder, seal }: FileStorePorts): FileStore {
  const boundTo = (id: string): Buffer => Buffer.from(`evenkeel file 1|${seal.profileId}|${id}`)
  const pathOf = (id: string): string => join(folder, `${id}${FILE_ENDING}`)
  const fresh = new Set<string>()

  function close(id: string, plain: Uint8Array): Buffer {
    const iv = seal.newIv()
    const cipher = createCipheriv('aes-256-gcm', seal.key, iv).setAAD(boundTo(id))
    const sealed = [Buffer.from([CIPHER_AES_256_GCM]), iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]
    return Buffer.concat(sealed)
  }

  function open(id: string, bytes: Buffer): Buffer | null {
    if (bytes.length < HEAD_BYTES + TAG_BYTES || bytes[0] !== CIPHER_AES_256_GCM) return null
    const end = bytes.length - TAG_BYTES
    try {
      const opened = createDecipheriv('aes-256-gcm', seal.key, bytes.subarray(1, HEAD_BYTES))
        .setAAD(boundTo(id))
        .setAuthTag(bytes.subarray(end))
      return Buffer.concat([opened.update(bytes.subarray(HEAD_BYTES, end)), opened.final()])
    } catch {
      return null
    }
  }

  async function write(path: string, bytes: Uint8Array): Promise<void> {
    const making = `${path}.new`
    try {
      const file = await disk.open(making)
      try {
        await file.truncate(0)
        await file.write(bytes, 0)
        await file.sync()
      } finally {
        await file.close()
      }
      await disk.rename(making, path)
      await disk.syncFolder(folder)
    } catch (error) {
      // What was written of it must not eat what little room is left.
      await disk.remove(making).catch(() => undefined)
      throw error
    }
  }

  return {
    async keep(id, bytes) {
      if (bytes.length === 0 || bytes.length > FILE_LIMIT_BYTES || isProgramStart(bytes))
        return { ok: false, failure: { kind: 'refused', code: 'program', message: 'This file cannot be attached.' } }
      try {
        fresh.add(id)
        await write(pathOf(id), close(id, bytes))
        return { ok: true, value: { sizeBytes: bytes.length, sha256: sha256Of(bytes) } }
      } catch (error) {
        return diskFailure(error)
      }
    },
    async read(id) {
      const bytes = await disk.read(pathOf(id))
      return bytes === null ? null : open(id, bytes)
    },
    async retain(ids) {
      try {
        const found = await disk.list(folder)
        // Only now: what was kept while the disk was asked may be among them.
        const named = new Set([...ids, ...fresh].map((id) => `${id}${FILE_ENDING}`))
        for (const id of ids) fresh.delete(id)
        const gone = found.filter((name) => !named.has(name) && isOurs(name))
        // One that is being written ends in ".new" and is named by what is fresh.
        const idle = gone.filter((name) => !named.has(name.replace(/\.new$/, '')))
        for (const name of idle) await disk.remove(join(folder, name))
        if (idle.length > 0) await disk.syncFolder(folder)
        return { ok: true, value: { removed: idle.length } }
      } catch (error) {
        return diskFailure(error)
      }
    },
  }
}

const isOurs = (name: string): boolean => name.endsWith(FILE_ENDING) || name.endsWith(`${FILE_ENDING}.new`)
