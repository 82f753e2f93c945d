import type { SafeStorage } from 'electron'

/** What the operating system offers to wrap a secret with. */
export type SystemVault = {
  /** False where it would only pretend, as Linux does without a keyring. */
  protects(): Promise<boolean>
  /** What the system calls its keyring, for telling when another one has taken its place. */
  backend(): string
  wrap(secret: string): Promise<Uint8Array>
  /** `isStale`: opened, but to be wrapped anew with the system's present key. Throws where it cannot be opened. */
  unwrap(wrapped: Uint8Array): Promise<{ secret: string; isStale: boolean }>
}

/** What different Electrons have of it: the newer asynchronous calls are looked for, never assumed. */
export type SafeStorageLike = Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'> &
  Partial<
    Pick<
      SafeStorage,
      'getSelectedStorageBackend' | 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
    >
  >

const REAL_KEYRINGS: readonly string[] = ['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6']

export function createSystemVault(safe: SafeStorageLike, platform: string): SystemVault {
  const backend = (): string => (platform === 'linux' ? (safe.getSelectedStorageBackend?.() ?? 'unknown') : platform)
  return {
    backend,
    async protects() {
      try {
        if (platform === 'linux' && !REAL_KEYRINGS.includes(backend())) return false
        return safe.isAsyncEncryptionAvailable ? await safe.isAsyncEncryptionAvailable() : safe.isEncryptionAvailable()
      } catch {
        return false
      }
    },
    async wrap(secret) {
      return new Uint8Array(
        safe.encryptStringAsync ? await safe.encryptStringAsync(secret) : safe.encryptString(secret),
      )
    },
    async unwrap(wrapped) {
      const bytes = Buffer.from(wrapped)
      if (!safe.decryptStringAsync) return { secret: safe.decryptString(bytes), isStale: false }
      const { result, shouldReEncrypt } = await safe.decryptStringAsync(bytes)
      return { secret: result, isStale: shouldReEncrypt }
    },
  }
}
