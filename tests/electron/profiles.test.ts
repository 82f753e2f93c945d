import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { subkey } from '../../electron/keys/derive.ts'
import type { Profiles } from '../../electron/profile/open-profiles.ts'
import { settleFolder, tidyProfiles } from '../../electron/profile/retire-folder.ts'
import type { ProfilePlace } from '../../electron/profile/sessions.ts'
import { draft } from './journal-kit.ts'
import { closeProfiles, newPlace, profilesOf, shareServer, someKeyring } from './profile-kit.ts'

afterEach(closeProfiles)

const opened = async (profiles: Profiles, place: ProfilePlace) => {
  const answer = await profiles.open(place)
  if (!answer.ok) throw new Error(answer.failure.kind)
  return answer.value
}
const entriesOf = async (profiles: Profiles, place: ProfilePlace) => {
  const read = await (await opened(profiles, place)).journal.read()
  return read.ok ? read.value.entries : null
}
const keyText = (folder: string) => readFile(join(folder, 'keys.json'), 'utf8')

describe('a personal profile', () => {
  it('opens again with the keyring alone', async () => {
    const place = await newPlace()
    const { key } = await opened(profilesOf(), place)
    expect(key.protection).toBe('os')
    expect((await opened(profilesOf(), place)).key).toEqual(key)
  })

  it.each(['basic_text', 'unknown'])('is called unprotected where the keyring is %s', async (backend) => {
    const place = await newPlace()
    const { key } = await opened(profilesOf('personal', { vault: someKeyring(backend) }), place)
    expect(key.protection).toBe('unprotected')
    expect(await keyText(place.folder)).not.toContain('"os"')
  })

  it.each(['basic_text', 'unknown', 'gnome_libsecret'])(
    'says which keyring it needs when another one (%s) is there, and writes nothing in the clear',
    async (backend) => {
      const place = await newPlace()
      const said: string[] = []
      await opened(profilesOf(), place)
      const before = await keyText(place.folder)
      const answer = await profilesOf('personal', { vault: someKeyring(backend) }).open(place)
      if (!answer.ok && 'detail' in answer.failure) said.push(answer.failure.detail)
      expect(said).toEqual([expect.stringMatching(new RegExp(`"kwallet6".*"${backend}"`))])
      expect(await keyText(place.folder)).toBe(before)
      expect((await opened(profilesOf(), place)).key.protection).toBe('os')
    },
  )

  it('lets go of its key when it is shut, and what was being written is on the disk', async () => {
    const place = await newPlace()
    const profiles = profilesOf()
    const profile = await opened(profiles, place)
    const writing = profile.journal.append([draft(1)])
    await profiles.shut(place)
    expect(await writing).toMatchObject({ ok: true })
    expect(profile.key.key).toEqual(new Uint8Array(32))
    expect(await entriesOf(profiles, place)).toEqual([draft(1)])
  })
})

describe('a secret of the person', () => {
  it('opens the profile without the keyring or the server', async () => {
    const server = shareServer()
    const place = await newPlace()
    const profiles = profilesOf('shared', { server })
    const { key } = await opened(profiles, place)
    const bytes = new Uint8Array(key.key)
    await profiles.setSecret(place, 'pin', '4711')
    await profiles.shut(place)
    server.refusal = { kind: 'unreachable', detail: '' }
    expect(await profiles.open(place)).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
    expect(await profiles.unlock(place, 'pin', '4712')).toEqual({ is: 'wrong', triesLeft: 4 })
    expect(await profiles.unlock(place, 'pin', '4711')).toEqual({ is: 'right' })
    expect((await opened(profiles, place)).key.key).toEqual(bytes)
  })

  it('is dropped after five wrong ones in a row, counted over restarts', async () => {
    const place = await newPlace()
    await profilesOf().setSecret(place, 'pin', '4711')
    for (const left of [4, 3, 2, 1])
      expect(await profilesOf().unlock(place, 'pin', '0000')).toEqual({ is: 'wrong', triesLeft: left })
    expect(await profilesOf().secrets(place)).toEqual({ pin: 1 })
    expect(await profilesOf().unlock(place, 'pin', '0000')).toEqual({ is: 'wrong', triesLeft: 0 })
    expect(await profilesOf().unlock(place, 'pin', '4711')).toEqual({ is: 'none' })
    // The keyring still opens it, for whoever the server knows.
    expect((await profilesOf().open(place)).ok).toBe(true)
  })

  it('begins with five tries again after a right one', async () => {
    const place = await newPlace()
    const profiles = profilesOf()
    await profiles.setSecret(place, 'pin', '4711')
    for (let nth = 0; nth < 4; nth++) await profiles.unlock(place, 'pin', '0000')
    expect(await profiles.unlock(place, 'pin', '4711')).toEqual({ is: 'right' })
    expect(await profiles.secrets(place)).toEqual({ pin: 5 })
  })

  it('is worth nothing on another machine: the keyring has a part of it', async () => {
    const place = await newPlace()
    await profilesOf().setSecret(place, 'pin', '4711')
    const elsewhere = profilesOf('personal', { vault: someKeyring('gnome_libsecret') })
    for (let nth = 0; nth < 6; nth++) expect(await elsewhere.unlock(place, 'pin', '4711')).toEqual({ is: 'no-keyring' })
    // Nothing was looked at, so nothing was wrong.
    expect(await profilesOf().secrets(place)).toEqual({ pin: 5 })
  })

  it('leaves no trace on the disk of a shared machine, nor does a password on an unprotected one', async () => {
    const shared = await newPlace()
    await profilesOf('shared').setSecret(shared, 'pin', '4711')
    expect(await keyText(shared.folder)).not.toContain('"secret"')
    const bare = await newPlace()
    const profiles = profilesOf('personal', { vault: someKeyring('basic_text') })
    await profiles.setSecret(bare, 'password', 'ana')
    expect(await keyText(bare.folder)).not.toContain('"secret"')
    await profiles.shut(bare)
    expect(await profiles.unlock(bare, 'password', 'ana')).toEqual({ is: 'right' })
  })
})

describe('a shared profile', () => {
  it('opens with the share of the server and with nothing on the machine', async () => {
    const server = shareServer()
    const place = await newPlace()
    const { key } = await opened(profilesOf('shared', { server }), place)
    expect(key.protection).toBe('server')
    expect(await keyText(place.folder)).not.toContain(Buffer.from(key.key).toString('base64'))
    expect((await opened(profilesOf('shared', { server }), place)).key).toEqual(key)
    server.shares.clear()
    expect(await profilesOf('shared', { server }).open(place)).toMatchObject({ failure: { code: 'not_found' } })
  })

  it('takes over what was personal, and the keyring opens it no more', async () => {
    const server = shareServer()
    const place = await newPlace()
    const before = await opened(profilesOf(), place)
    const after = await opened(profilesOf('shared', { server }), place)
    expect(after.key.key).toEqual(before.key.key)
    expect(await keyText(place.folder)).not.toContain('"os"')
    expect((await profilesOf().open(place)).ok).toBe(false)
  })

  it('is taken over by the keyring where the machine has become personal, as long as the server gives its share', async () => {
    const server = shareServer()
    const place = await newPlace()
    const shared = await opened(profilesOf('shared', { server }), place)
    await shared.journal.append([draft(1)])
    server.refusal = { kind: 'unreachable', detail: '' }
    const before = await keyText(place.folder)
    expect(await profilesOf('personal', { server }).open(place)).toMatchObject({ failure: { kind: 'unreachable' } })
    expect(await keyText(place.folder)).toBe(before)
    server.refusal = null
    expect(await entriesOf(profilesOf('personal', { server }), place)).toEqual([draft(1)])
    expect(await keyText(place.folder)).not.toContain('"server"')
    server.refusal = { kind: 'unreachable', detail: '' }
    expect(await entriesOf(profilesOf('personal', { server }), place)).toEqual([draft(1)])
  })
})

describe('a profile in memory', () => {
  it('leaves nothing on the disk, and is there again after it was shut', async () => {
    const place = await newPlace()
    const profiles = profilesOf('vdi')
    const profile = await opened(profiles, place)
    await profile.journal.append([draft(1)])
    await profile.files.keep('f-1', new Uint8Array(10))
    await profiles.setSecret(place, 'pin', '4711')
    await profiles.shut(place)
    expect(await profiles.unlock(place, 'pin', '4711')).toEqual({ is: 'right' })
    expect(await entriesOf(profiles, place)).toEqual([draft(1)])
    await expect(readdir(place.folder)).rejects.toThrow('ENOENT')
  })
})

describe('signing out', () => {
  const left = async (place: ProfilePlace) => readdir(place.folder).catch(() => null)

  it('leaves nothing where nothing waits', async () => {
    const place = await newPlace()
    const profiles = profilesOf()
    await opened(profiles, place)
    await mkdir(join(place.folder, 'session', 'old'), { recursive: true })
    await profiles.retire(place, true)
    expect(await left(place)).toBeNull()
  })

  it.each(['personal', 'shared'] as const)('keeps unsent work for its owner under another key (%s)', async (kind) => {
    const server = shareServer()
    const place = await newPlace()
    const profiles = profilesOf(kind, { server })
    const before = await opened(profiles, place)
    const { keyId } = before.key
    const oldKey = new Uint8Array(before.key.key)
    await before.journal.append([draft(1)])
    await before.files.keep('f-1', new Uint8Array([1, 2, 3]))
    const copy = await newPlace(place.profileId)
    await cp(place.folder, copy.folder, { recursive: true })
    await profiles.retire(place, true)
    const after = await opened(profilesOf(kind, { server }), place)
    expect(after.key.keyId).not.toBe(keyId)
    expect(subkey(after.key.key, place.profileId, 'store')).not.toEqual(subkey(oldKey, place.profileId, 'store'))
    expect(await entriesOf(profilesOf(kind, { server }), place)).toEqual([draft(1)])
    expect(await after.files.read('f-1')).toEqual(Buffer.from([1, 2, 3]))
    // A copy taken before opens nowhere any more: the server has forgotten its part.
    if (kind === 'shared')
      expect(await profilesOf(kind, { server }).open(copy)).toMatchObject({ failure: { code: 'not_found' } })
  })

  it('drops unsent work only where it is told to', async () => {
    const place = await newPlace()
    const profiles = profilesOf()
    await (await opened(profiles, place)).journal.append([draft(1)])
    await profiles.retire(place, false)
    expect(await left(place)).toBeNull()
  })

  it('keeps everything sealed as it is where the server does not give a new share', async () => {
    const server = shareServer()
    const place = await newPlace()
    const profiles = profilesOf('shared', { server })
    await (await opened(profiles, place)).journal.append([draft(1)])
    server.refusal = { kind: 'unreachable', detail: '' }
    await expect(profiles.retire(place, true)).rejects.toThrow()
    server.refusal = null
    expect(await entriesOf(profilesOf('shared', { server }), place)).toEqual([draft(1)])
  })

  it.each([0, 1, 2, 3, 4, 5])(
    'is carried out to its end when it was cut short, and loses nothing (%i)',
    async (steps) => {
      const place = await newPlace()
      const before = profilesOf()
      await (await opened(before, place)).journal.append([draft(1)])
      await before.close()
      // The kept work is made by a sign-out of a copy, and laid beside the profile as one that was cut short leaves it.
      const other = await newPlace(place.profileId)
      await cp(place.folder, other.folder, { recursive: true })
      await profilesOf().retire(other, true)
      await cp(other.folder, `${place.folder}.next`, { recursive: true })
      const next = `${place.folder}.next`
      if (steps > 0) await writeFile(join(place.folder, 'retired'), '1')
      if (steps > 1) for (const name of ['keys.json', 'keys.json.bak']) await rm(join(place.folder, name))
      const moved = ['keys.json', 'keys.json.bak', 'journal'].slice(0, Math.max(0, steps - 2))
      if (steps > 2) await rm(join(place.folder, 'journal'), { recursive: true })
      for (const name of moved) {
        await cp(join(next, name), join(place.folder, name), { recursive: true })
        await rm(join(next, name), { recursive: true })
      }
      await tidyProfiles(join(place.folder, '..'), (line) => expect(line).toBe(''))
      expect(await entriesOf(profilesOf(), place)).toEqual([draft(1)])
      expect((await readdir(join(place.folder, '..'))).filter((name) => name.endsWith('.next'))).toEqual([])
    },
  )

  it('touches nothing of a profile whose key file is away but was not destroyed', async () => {
    const place = await newPlace()
    const profiles = profilesOf()
    await (await opened(profiles, place)).journal.append([draft(1)])
    await profiles.close()
    const spare = await keyText(place.folder)
    for (const name of ['keys.json', 'keys.json.bak']) await rm(join(place.folder, name))
    await settleFolder(place.folder)
    await tidyProfiles(join(place.folder, '..'), () => undefined)
    await writeFile(join(place.folder, 'keys.json'), spare)
    expect(await entriesOf(profilesOf(), place)).toEqual([draft(1)])
  })
})
