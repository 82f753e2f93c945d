import { open, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { type Kept, readSafely, syncFolder, writeSafely } from '../files/write-safely.ts'

/** A key sealed with another one: iv, then ciphertext and tag, base64. */
const sealedKey = z.object({ iv: z.string(), ct: z.string() })
export type SealedKey = z.infer<typeof sealedKey>

const secretSlot = z.object({
  kind: z.literal('secret'),
  secret: z.enum(['pin', 'password']),
  /** Of scrypt: base64, and its cost. */
  salt: z.string(),
  cost: z.object({ n: z.number().int(), r: z.number().int(), p: z.number().int() }),
  /** Base64 of random bytes wrapped by the system, without which the secret opens nothing. Null: the system protects nothing. */
  pepper: z.string().nullable(),
  sealed: sealedKey,
  /**
   * What the secret opens is a key of its own: the profile's key is sealed with it, and it with the profile's key, so that another
   * key can take that one's place without the secret. Absent: the secret opens the profile's key itself.
   */
  inner: z.object({ key: sealedKey, opener: sealedKey }).optional(),
  /** Wrong tries since the last right one; written down before a try is looked at. */
  failed: z.number().int().nonnegative(),
})
export type SecretSlot = z.infer<typeof secretSlot>

const slot = z.discriminatedUnion('kind', [
  /** `backend`: what the system named its keyring when it wrapped the key. Absent: written before it was noted. */
  z.object({ kind: z.literal('os'), wrapped: z.string(), backend: z.string().optional() }),
  z.object({ kind: z.literal('plain'), key: z.string() }),
  /** Sealed with a share that only the server has. */
  z.object({ kind: z.literal('server'), shareId: z.string(), sealed: sealedKey }),
  secretSlot,
])
export type Slot = z.infer<typeof slot>

const keyFile = z.object({
  version: z.literal(1),
  keyId: z.string(),
  /** Absent: named like the key. */
  session: z.string().optional(),
  /** Absent: before that was noted. */
  madeAt: z.number().optional(),
  slots: z.array(slot).min(1),
})
export type KeyFile = z.infer<typeof keyFile>

/** What is known of a key: its name, the folder of the page's own store, and when it was made, ms since 1970 (null: unknown). */
export type KeyFacts = { keyId: string; session: string; madeAt: number | null }

export const factsOf = ({ keyId, session, madeAt }: KeyFile): KeyFacts => ({
  keyId,
  session: session ?? keyId,
  madeAt: madeAt ?? null,
})

export const keyFileOf = ({ keyId, session, madeAt }: KeyFacts, slots: Slot[]): KeyFile => ({
  version: 1,
  keyId,
  ...(session === keyId ? {} : { session }),
  ...(madeAt === null ? {} : { madeAt }),
  slots,
})

/** Where the slots of one profile's key are kept. */
export type KeyShelf = {
  read(): Promise<Kept<KeyFile>>
  write(file: KeyFile): Promise<void>
  /** Nothing sealed with this key can be opened any more. */
  destroy(): Promise<void>
}

const NAME = 'keys.json'
const COPIES = [NAME, `${NAME}.bak`, `${NAME}.new`]

/** Twice, so that the copy beside it is a spare of this one and no longer holds what an older one had. */
export function diskShelf(folder: string): KeyShelf {
  const path = join(folder, NAME)
  return {
    read: () => readSafely(path, (text) => keyFile.parse(JSON.parse(text))),
    async write(file) {
      await writeSafely(path, JSON.stringify(file))
      await writeSafely(path, JSON.stringify(file))
    },
    async destroy() {
      for (const name of COPIES) await shred(join(folder, name))
      await syncFolder(dirname(path))
    },
  }
}

/** Kept in memory only: gone with the process. */
export function memoryShelf(): KeyShelf {
  let kept: KeyFile | null = null
  return {
    read: async () => (kept === null ? { state: 'absent' } : { state: 'good', value: kept, source: 'file' }),
    async write(file) {
      kept = file
    },
    async destroy() {
      kept = null
    },
  }
}

/** Overwrites a file, makes sure of it, and removes it. Also fine when there is none. */
export async function shred(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r+')
    try {
      const { size } = await handle.stat()
      await handle.write(Buffer.alloc(size), 0, size, 0)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await unlink(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
