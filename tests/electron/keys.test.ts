import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { profileIdOf, subkey } from '../../electron/keys/derive.ts'
import { KeyLost, openProfileKey } from '../../electron/keys/open-profile-key.ts'
import { createSystemVault, type SafeStorageLike, type SystemVault } from '../../electron/keys/system-vault.ts'
import { storeKey } from '../../protocol/desk-bridge.ts'

/** A keyring that turns bytes around; what it wraps is not readable as it is. */
const turn = (bytes: Uint8Array) => Uint8Array.from(bytes, (byte) => byte ^ 0x55)
const keyring = (isThere = true): SystemVault => ({
  protects: async () => isThere,
  backend: () => (isThere ? 'kwallet6' : 'basic_text'),
  wrap: async (secret) => turn(new TextEncoder().encode(secret)),
  async unwrap(wrapped) {
    if (!isThere) throw new Error('locked')
    return { secret: new TextDecoder().decode(turn(wrapped)), isStale: false }
  },
})
let seed = 1
const random = (size: number) => Uint8Array.from({ length: size }, () => (seed = (seed * 48_271) % 2_147_483_647) & 255)
const ports = (vault: SystemVault) => ({ vault, random, report: () => undefined, now: () => 1_000 })
const newFolder = () => mkdtemp(join(tmpdir(), 'evenkeel-keys-'))
const keyFile = async (folder: string) => JSON.parse(await readFile(join(folder, 'keys.json'), 'utf8'))

describe("a profile's key", () => {
  it('is made once and stays, wrapped where the system has a keyring', async () => {
    const folder = await newFolder()
    const made = await openProfileKey(folder, ports(keyring()))
    expect(made.protection).toBe('os')
    expect(await openProfileKey(folder, ports(keyring()))).toEqual(made)
    const text = await readFile(join(folder, 'keys.json'), 'utf8')
    expect(text).not.toContain(Buffer.from(made.key).toString('base64'))
    expect((await stat(join(folder, 'keys.json'))).mode & 0o777).toBe(0o600)
  })

  it('says that nothing protects it where there is no keyring', async () => {
    const folder = await newFolder()
    const made = await openProfileKey(folder, ports(keyring(false)))
    expect(made.protection).toBe('unprotected')
    expect(await openProfileKey(folder, ports(keyring(false)))).toEqual(made)
  })

  it('moves into the keyring that has come since, and leaves no readable copy', async () => {
    const folder = await newFolder()
    const before = await openProfileKey(folder, ports(keyring(false)))
    const after = await openProfileKey(folder, ports(keyring()))
    expect(after).toEqual({ ...before, protection: 'os' })
    for (const name of ['keys.json', 'keys.json.bak'])
      expect(await readFile(join(folder, name), 'utf8')).not.toContain(Buffer.from(before.key).toString('base64'))
  })

  it('is not replaced when the keyring refuses it: the work stays openable', async () => {
    const folder = await newFolder()
    const made = await openProfileKey(folder, ports(keyring()))
    const before = await keyFile(folder)
    await expect(openProfileKey(folder, ports(keyring(false)))).rejects.toBeInstanceOf(KeyLost)
    expect(await keyFile(folder)).toEqual(before)
    expect(await openProfileKey(folder, ports(keyring()))).toEqual(made)
  })

  const damages = ['', '{', '{"version":1}', '\0\0\0\0']
  it.each(damages)('comes back from its spare when its file is damaged (%j)', async (text) => {
    const folder = await newFolder()
    const made = await openProfileKey(folder, ports(keyring(false)))
    await writeFile(join(folder, 'keys.json'), text)
    expect(await openProfileKey(folder, ports(keyring(false)))).toEqual(made)
  })

  it.each(damages)('is not replaced by a new one when the spare is damaged too (%j)', async (text) => {
    const folder = await newFolder()
    await openProfileKey(folder, ports(keyring()))
    for (const name of ['keys.json', 'keys.json.bak']) await writeFile(join(folder, name), text)
    await expect(openProfileKey(folder, ports(keyring()))).rejects.toBeInstanceOf(KeyLost)
  })

  it('comes back from the copy beside it', async () => {
    const folder = await newFolder()
    await openProfileKey(folder, ports(keyring(false)))
    const made = await openProfileKey(folder, ports(keyring()))
    await rm(join(folder, 'keys.json'))
    expect(await openProfileKey(folder, ports(keyring()))).toEqual(made)
    expect(await keyFile(folder)).toMatchObject({ keyId: made.keyId })
  })
})

describe('what is derived from it', () => {
  it('differs by purpose and by profile, and fits the contract', () => {
    const key = new Uint8Array(32).fill(3)
    const keys = [subkey(key, 'p1', 'store'), subkey(key, 'p1', 'journal'), subkey(key, 'p2', 'store'), key]
    expect(new Set(keys.map((each) => Buffer.from(each).toString('hex'))).size).toBe(4)
    const profileId = profileIdOf(new Uint8Array(32), { tenantId: 't', userId: 'u' })
    expect(storeKey.safeParse({ profileId, keyId: 'k', key: keys[0], protection: 'os', madeAt: null }).success).toBe(
      true,
    )
  })

  it('names folders by person and device', () => {
    const who = { tenantId: 't', userId: 'u' }
    const id = profileIdOf(new Uint8Array(32), who)
    expect(profileIdOf(new Uint8Array(32), who)).toBe(id)
    expect(profileIdOf(new Uint8Array(32).fill(1), who)).not.toBe(id)
    expect(profileIdOf(new Uint8Array(32), { tenantId: 'tu', userId: '' })).not.toBe(
      profileIdOf(new Uint8Array(32), { tenantId: '', userId: 'tu' }),
    )
  })
})

describe("the system's keyring", () => {
  const sync = (backend: string | undefined, isAvailable = true): SafeStorageLike => ({
    isEncryptionAvailable: () => isAvailable,
    encryptString: (text) => Buffer.from(`sync ${text}`),
    decryptString: (bytes) => bytes.toString().slice(5),
    ...(backend === undefined ? {} : { getSelectedStorageBackend: () => backend as 'basic_text' }),
  })
  const modern = (isAvailable = true): SafeStorageLike => ({
    ...sync('gnome_libsecret'),
    isAsyncEncryptionAvailable: async () => isAvailable,
    encryptStringAsync: async (text) => Buffer.from(`async ${text}`),
    decryptStringAsync: async (bytes) => ({ result: bytes.toString().slice(6), shouldReEncrypt: true }),
  })

  it.each<[string, SafeStorageLike, string, boolean]>([
    ['GNOME', sync('gnome_libsecret'), 'linux', true],
    ['KDE', sync('kwallet6'), 'linux', true],
    ['none on Linux', sync('basic_text'), 'linux', false],
    ['an unknown one on Linux', sync('unknown'), 'linux', false],
    ['one that does not tell, on Linux', sync(undefined), 'linux', false],
    ['a locked one', sync('gnome_libsecret', false), 'linux', false],
    ['Windows', sync(undefined), 'win32', true],
    ['macOS', sync(undefined), 'darwin', true],
    ['Windows without', sync(undefined, false), 'win32', false],
    ['the newer calls', modern(), 'linux', true],
    ['the newer calls, locked', modern(false), 'win32', false],
  ])('with %s protects or says that it does not', async (_name, safe, platform, protects) => {
    expect(await createSystemVault(safe, platform).protects()).toBe(protects)
  })

  it('uses the newer calls where they are, else the older ones', async () => {
    const [old, fresh] = [createSystemVault(sync('kwallet'), 'linux'), createSystemVault(modern(), 'linux')]
    expect(Buffer.from(await old.wrap('x')).toString()).toBe('sync x')
    expect(await old.unwrap(await old.wrap('x'))).toEqual({ secret: 'x', isStale: false })
    expect(Buffer.from(await fresh.wrap('x')).toString()).toBe('async x')
    expect(await fresh.unwrap(await fresh.wrap('x'))).toEqual({ secret: 'x', isStale: true })
  })
})
