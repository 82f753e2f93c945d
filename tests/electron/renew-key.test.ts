import type * as fs from 'node:fs/promises'
import { cp, link, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sealKey } from '../../electron/keys/seal-key.ts'
import { subkey } from '../../electron/keys/derive.ts'
import { diskShelf } from '../../electron/keys/key-file.ts'
import type { KeyProtection } from '../../electron/policy/machine-policy.ts'
import type { Profiles } from '../../electron/profile/open-profiles.ts'
import { tidyProfiles } from '../../electron/profile/retire-folder.ts'
import type { ProfilePlace } from '../../electron/profile/sessions.ts'
import type { JournalEntry } from '../../protocol/journal.ts'
import { draft } from './journal-kit.ts'
import { closeProfiles, newPlace, profilesOf, shareServer, someKeyring } from './profile-kit.ts'

/** Room on the disk, in bytes. Null: as much as there is. */
const room = vi.hoisted(() => ({ bytes: null as number | null }))
/** The real file system, which fails at one call, and at every one after it if the process dies there. */
const trouble = vi.hoisted(() => ({ calls: 0, at: Infinity, code: 'EIO', isDeath: true }))
vi.mock('node:fs/promises', async (original) => {
  const real = await original<Record<string, unknown>>()
  const changes = [
    'open',
    'rename',
    'rm',
    'rmdir',
    'unlink',
    'mkdir',
    'chmod',
    'write',
    'writeFile',
    'truncate',
    'sync',
  ]
  const watched = <Target extends object>(target: Target): Target =>
    new Proxy(target, {
      get(from, name) {
        const value = Reflect.get(from, name)
        if (typeof value !== 'function') return value
        if (!changes.includes(String(name))) return value.bind(from)
        return async (...args: unknown[]) => {
          const call = trouble.calls++
          if (call === trouble.at || (call > trouble.at && trouble.isDeath))
            throw Object.assign(new Error(`no ${String(name)} any more`), { code: trouble.code })
          const made = await value.apply(from, args)
          return name === 'open' ? watched(made as object) : made
        }
      },
    })
  const all = watched(real)
  const statfs = async (path: string) =>
    room.bytes === null ? (real as Pick<typeof fs, 'statfs'>).statfs(path) : { bavail: room.bytes, bsize: 1 }
  return {
    ...real,
    statfs,
    ...Object.fromEntries(changes.filter((name) => name in real).map((name) => [name, all[name]])),
  }
})
const quiet = { calls: 0, at: Infinity, code: 'EIO', isDeath: true }
beforeEach(() => Object.assign(trouble, quiet))
afterEach(async () => {
  Object.assign(trouble, quiet)
  room.bytes = null
  await closeProfiles()
})

const client: JournalEntry = { kind: 'client', clientId: 'desk-1' as never, generation: 'g2', database: 'evenkeel-x.2' }
const FILE = new Uint8Array([1, 2, 3])

const opened = async (profiles: Profiles, place: ProfilePlace) => {
  const answer = await profiles.open(place)
  if (!answer.ok) throw new Error(`${answer.failure.kind} ${'detail' in answer.failure ? answer.failure.detail : ''}`)
  return answer.value
}
/** All that is to be had of a profile. */
async function heldIn(profiles: Profiles, place: ProfilePlace) {
  const profile = await opened(profiles, place)
  const read = await profile.journal.read()
  if (!read.ok) throw new Error(read.failure.kind)
  return {
    entries: read.value.entries,
    damaged: read.value.report.quarantined,
    file: await profile.files.read('f-1'),
    keyId: profile.key.keyId,
    session: profile.key.session,
  }
}
/** A profile with work, a file and a PIN, whose page has a store. */
async function someProfile(kind: KeyProtection = 'personal', given: Parameters<typeof profilesOf>[1] = {}) {
  const place = await newPlace()
  const profiles = profilesOf(kind, given)
  const { key, journal, files } = await opened(profiles, place)
  await journal.append([draft(1)])
  await files.keep('f-1', FILE)
  await profiles.setSecret(place, 'pin', '4711')
  const session = join(place.folder, 'session', key.session)
  await mkdir(session, { recursive: true })
  await writeFile(join(session, 'page'), 'sealed rows')
  await writeFile(join(place.folder, 'session.json'), 'who')
  return { place, profiles, keyId: key.keyId, session, key: new Uint8Array(key.key) }
}
const renewed = async ({ profiles, place }: { profiles: Profiles; place: ProfilePlace }) => {
  const begun = await profiles.beginRenewal(place)
  if (!begun.ok) return begun
  return profiles.finishRenewal(place, client)
}

describe('another key', () => {
  it.each<[string, KeyProtection, string]>([
    ['the keyring', 'personal', 'kwallet6'],
    ['nothing', 'personal', 'basic_text'],
    ['the server', 'shared', 'kwallet6'],
  ])(
    'takes the place of the one that %s keeps, with all of the work, and the PIN opens it',
    async (_, kind, backend) => {
      const [vault, server] = [someKeyring(backend), shareServer()]
      const before = await someProfile(kind, { vault, server })
      const { place, profiles } = before
      const begun = await profiles.beginRenewal(place)
      const storeKey = begun.ok ? subkey(begun.value.key, place.profileId, 'store') : null
      expect(await profiles.finishRenewal(place, client)).toEqual({ ok: true, value: {} })
      const whole = { entries: [draft(1), client], damaged: 0, file: Buffer.from(FILE), session: before.keyId }
      const now = await heldIn(profiles, place)
      expect(now).toMatchObject(whole)
      expect(now.keyId).not.toBe(before.keyId)
      expect(subkey((await opened(profiles, place)).key.key, place.profileId, 'store')).toEqual(storeKey)
      // After a restart, and with the secret alone.
      expect(await heldIn(profilesOf(kind, { vault, server }), place)).toMatchObject(whole)
      await profiles.shut(place)
      expect(await profiles.unlock(place, 'pin', '4711')).toEqual({ is: 'right' })
      expect(await heldIn(profiles, place)).toMatchObject(whole)
      // Where the page is and who it was stays.
      await tidyProfiles(join(place.folder, '..'), (line) => expect(line).toBe(''))
      expect(await readFile(join(before.session, 'page'), 'utf8')).toBe('sealed rows')
      expect(await readFile(join(place.folder, 'session.json'), 'utf8')).toBe('who')
    },
  )

  it('leaves nothing that the one of before opens', async () => {
    const before = await someProfile()
    const copy = await newPlace(before.place.profileId)
    await cp(before.place.folder, copy.folder, { recursive: true })
    for (const name of ['keys.json', 'keys.json.bak'])
      await link(join(before.place.folder, name), `${copy.folder}.${name}`)
    await renewed(before)
    // Not only let go of: written over.
    for (const name of ['keys.json', 'keys.json.bak'])
      expect((await readFile(`${copy.folder}.${name}`)).every((byte) => byte === 0)).toBe(true)
    for (const name of ['keys.json', 'keys.json.bak'])
      await cp(join(copy.folder, name), join(before.place.folder, name))
    const held = await heldIn(profilesOf(), before.place)
    expect(held).toMatchObject({ keyId: before.keyId, entries: [], file: null })
  })

  it('makes copies worthless that were taken before, where the server keeps a part of it', async () => {
    const server = shareServer()
    const before = await someProfile('shared', { server })
    const copy = await newPlace(before.place.profileId)
    await cp(before.place.folder, copy.folder, { recursive: true })
    await renewed(before)
    expect(await profilesOf('shared', { server }).open(copy)).toMatchObject({ failure: { code: 'not_found' } })
  })

  it('waits until nothing is being done with the profile, and what comes meanwhile waits for it', async () => {
    const before = await someProfile()
    const { profiles, place } = before
    await profiles.beginRenewal(place)
    let done = () => {}
    const using = profiles.use(place, async () => {
      await new Promise<void>((resolve) => (done = resolve))
      return { ok: true, value: {} }
    })
    await opened(profiles, place)
    expect(await profiles.finishRenewal(place, client)).toMatchObject({ failure: { kind: 'overloaded' } })
    done()
    await using
    const finishing = profiles.finishRenewal(place, client)
    await new Promise((resolve) => setImmediate(resolve))
    const writing = profiles.use(place, ({ journal }) => journal.append([draft(2)]))
    expect(await Promise.all([finishing, writing])).toMatchObject([{ ok: true }, { ok: true }])
    expect((await heldIn(profilesOf(), place)).entries).toEqual([draft(1), client, draft(2)])
  })

  it('is forgotten with the lock, and not made where the server gives no share', async () => {
    const server = shareServer()
    const { profiles, place } = await someProfile('shared', { server })
    await profiles.beginRenewal(place)
    await profiles.shut(place)
    await opened(profiles, place)
    expect(await profiles.finishRenewal(place, client)).toMatchObject({ failure: { kind: 'not-available' } })
    server.refusal = { kind: 'unreachable', detail: '' }
    expect(await profiles.beginRenewal(place)).toMatchObject({ failure: { kind: 'unreachable' } })
    // And not asked for again with every minute.
    server.refusal = null
    expect(await profiles.beginRenewal(place)).toMatchObject({ failure: { kind: 'overloaded' } })
    expect((await heldIn(profiles, place)).entries).toEqual([draft(1)])
  })

  it('is not made where the disk has no room for a second store, and not asked for again with every minute', async () => {
    const { profiles, place, keyId } = await someProfile()
    room.bytes = 511 * 1_048_576
    expect(await profiles.beginRenewal(place)).toMatchObject({ failure: { kind: 'disk', code: 'full' } })
    room.bytes = null
    expect(await profiles.beginRenewal(place)).toMatchObject({
      failure: { kind: 'overloaded', retryAfterMs: 3_600_000 },
    })
    expect((await opened(profiles, place)).key.keyId).toBe(keyId)
  })

  it('waits for a PIN of before to be typed in once', async () => {
    const { profiles, place, key } = await someProfile()
    // As an earlier version made it: the PIN opens the profile's key itself.
    const shelf = diskShelf(place.folder)
    const kept = await shelf.read()
    const slot = kept.state === 'good' ? kept.value.slots.find(({ kind }) => kind === 'secret') : undefined
    if (kept.state !== 'good' || slot?.kind !== 'secret') throw new Error('no PIN')
    const { scryptSync } = await import('node:crypto')
    const { n, r, p } = slot.cost
    const pepper = Buffer.from((await someKeyring().unwrap(Buffer.from(slot.pepper ?? '', 'base64'))).secret, 'base64')
    const by = Buffer.concat([scryptSync('4711', Buffer.from(slot.salt, 'base64'), 32, { N: n, r, p }), pepper])
    const sealed = sealKey(key, by, `secret|pin|${place.profileId}`, new Uint8Array(12))
    const { inner: _, ...old } = { ...slot, sealed }
    await shelf.write({ ...kept.value, slots: [...kept.value.slots.filter((each) => each !== slot), old] })
    expect(await profiles.beginRenewal(place)).toMatchObject({ ok: false })
    await profiles.shut(place)
    expect(await profiles.unlock(place, 'pin', '4711')).toEqual({ is: 'right' })
    expect(await renewed({ profiles, place })).toMatchObject({ ok: true })
    await profiles.shut(place)
    expect(await profiles.unlock(place, 'pin', '4711')).toEqual({ is: 'right' })
    expect((await heldIn(profiles, place)).entries).toEqual([draft(1), client])
  })

  it('is not taken for done where what was sealed with it is gone', async () => {
    const { place, profiles, keyId } = await someProfile()
    await profiles.close()
    await writeFile(join(place.folder, 'renewed'), '1')
    expect(await heldIn(profilesOf(), place)).toMatchObject({ keyId, entries: [draft(1)], file: Buffer.from(FILE) })
  })
})

describe('a renewal that ends in the middle', () => {
  /** How many calls of the file system it takes. */
  async function callsOf(): Promise<number> {
    const before = await someProfile()
    await before.profiles.beginRenewal(before.place)
    trouble.calls = 0
    await before.profiles.finishRenewal(before.place, client)
    return trouble.calls
  }
  const isWhole = (held: Awaited<ReturnType<typeof heldIn>>, before: { keyId: string }) => {
    expect(held.entries).toEqual(held.keyId === before.keyId ? [draft(1)] : [draft(1), client])
    expect(held).toMatchObject({ damaged: 0, file: Buffer.from(FILE), session: before.keyId })
  }

  it('by the death of the desk, at whatever step, is carried out or never was, and nothing is lost', async () => {
    const calls = await callsOf()
    expect(calls).toBeGreaterThan(40)
    const keys = new Set<string>()
    for (let nth = 0; nth < calls; nth++) {
      Object.assign(trouble, quiet)
      const before = await someProfile()
      await before.profiles.beginRenewal(before.place)
      Object.assign(trouble, { calls: 0, at: nth })
      await before.profiles.finishRenewal(before.place, client)
      Object.assign(trouble, quiet)
      await tidyProfiles(join(before.place.folder, '..'), (line) => expect(line).toBe(''))
      const held = await heldIn(profilesOf(), before.place)
      isWhole(held, before)
      keys.add(held.keyId === before.keyId ? 'of before' : 'new')
      expect(await profilesOf().unlock(before.place, 'pin', '4711'), `step ${nth}`).toEqual({ is: 'right' })
      expect(await readFile(join(before.session, 'page'), 'utf8')).toBe('sealed rows')
      const beside = await readdir(join(before.place.folder, '..'))
      expect(beside).toEqual([before.place.profileId])
      expect(await readdir(before.place.folder)).not.toContain('renewed')
    }
    expect(keys).toEqual(new Set(['of before', 'new']))
  })

  it.each(['ENOSPC', 'EIO'])(
    'by %s at whatever step leaves a desk that works on, and nothing is lost',
    async (code) => {
      const calls = await callsOf()
      for (let nth = 0; nth < calls; nth++) {
        Object.assign(trouble, quiet)
        const before = await someProfile()
        const { profiles, place } = before
        await profiles.beginRenewal(place)
        Object.assign(trouble, { calls: 0, at: nth, code, isDeath: false })
        const told = await profiles.finishRenewal(place, client)
        const kept = await profiles.use(place, ({ journal }) => journal.append([draft(2)]))
        const again = kept.ok ? kept : await profiles.use(place, ({ journal }) => journal.append([draft(2)]))
        expect(again, `step ${nth}`).toMatchObject({ ok: true })
        await profiles.close()
        const held = await heldIn(profilesOf(), place)
        const { entries } = held
        expect(entries.at(-1)).toEqual(draft(2))
        isWhole({ ...held, entries: entries.slice(0, -1) }, before)
        if (told.ok) expect(held.keyId).not.toBe(before.keyId)
      }
    },
  )

  it('lets no secret in memory open with a key that is not that of the disk any more', async () => {
    const calls = await callsOf()
    const opensBy = new Set<string>()
    for (let nth = 0; nth < calls; nth++) {
      Object.assign(trouble, quiet)
      const server = shareServer()
      const before = await someProfile('shared', { server })
      const { profiles, place } = before
      await profiles.beginRenewal(place)
      Object.assign(trouble, { calls: 0, at: nth })
      await profiles.finishRenewal(place, client)
      Object.assign(trouble, quiet)
      await profiles.shut(place)
      const unlocked = await profiles.unlock(place, 'pin', '4711')
      opensBy.add(unlocked.is)
      isWhole(await heldIn(profiles, place), before)
      await profiles.close()
      isWhole(await heldIn(profilesOf('shared', { server }), place), before)
    }
    expect(opensBy).toEqual(new Set(['right', 'none']))
  })
})
