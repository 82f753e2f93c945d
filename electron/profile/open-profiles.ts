import { join } from 'node:path'
import type { Outcome } from '../../protocol/bridge-kit.ts'
import type { JournalEntry } from '../../protocol/journal.ts'
import { type FileStore, openFileStore } from '../attachments/file-store.ts'
import { makePrivateFolder } from '../files/write-safely.ts'
import type { Disk } from '../journal/disk.ts'
import { diskFailure, type Journal, openJournal } from '../journal/journal.ts'
import { memoryDisk } from '../journal/memory-disk.ts'
import { hasWork, unsettled } from '../journal/unsettled.ts'
import { subkey } from '../keys/derive.ts'
import { diskShelf, factsOf, type KeyShelf, memoryShelf, type SecretSlot } from '../keys/key-file.ts'
import {
  type AskShare,
  type KeyPorts,
  openProfileKey,
  type ProfileKey,
  ShareRefused,
} from '../keys/open-profile-key.ts'
import {
  dropSecrets,
  keepSecretSlot,
  makeSecretSlot,
  type SecretKind,
  type SecretTry,
  secretsOf,
  trySecret,
} from '../keys/secret-slot.ts'
import type { SystemVault } from '../keys/system-vault.ts'
import type { KeyProtection } from '../policy/machine-policy.ts'
import { openRenewals } from './renew-key.ts'
import { markFolder, settleFolder } from './retire-folder.ts'
import { makeKey, sealBeside, shareIdIn } from './seal-beside.ts'
import type { ProfilePlace } from './sessions.ts'

export type Profile = { place: ProfilePlace; key: ProfileKey; journal: Journal; files: FileStore }

type Ports = {
  vault: SystemVault
  disk: Disk
  random(size: number): Uint8Array
  now(): number
  report(message: string): void
  protection: KeyProtection
  /** What a try of a PIN or password costs. Absent: what it must. */
  secretCost?: SecretSlot['cost']
  /** The server's share of a profile's key; asked for where the machine keeps none, or did not until now. */
  askShare(profileId: string): AskShare
  /** The server forgets its shares of this profile's key, the named one apart. */
  forgetShares?(profileId: string, except: string | null): Promise<void>
}

export type Unlocked = { is: 'right' } | Exclude<SecretTry, { is: 'right' }>

export type Profiles = {
  open(place: ProfilePlace): Promise<Outcome<Profile>>
  /** Works with the open profile; until that is done no other key takes the place of this one. */
  use<Value>(place: ProfilePlace, work: (profile: Profile) => Promise<Outcome<Value>>): Promise<Outcome<Value>>
  /** Opens with a secret of the person, without the keyring or the server. */
  unlock(place: ProfilePlace, secret: SecretKind, text: string): Promise<Unlocked>
  /** Lets this profile be opened with a PIN or a password, too. Null: with none. */
  setSecret(place: ProfilePlace, secret: SecretKind, text: string | null): Promise<Outcome<unknown>>
  /** Wrong tries left, by the kinds of secrets that open it. */
  secrets(place: ProfilePlace): Promise<Partial<Record<SecretKind, number>>>
  dropSecrets(place: ProfilePlace): Promise<void>
  /** Another key for the profile, which seals nothing here before `finishRenewal`, and is forgotten with `shut`. */
  beginRenewal(place: ProfilePlace): Promise<Outcome<ProfileKey>>
  /**
   * Journal and files are sealed with the key that was begun, `client` stands last in the journal, and the key of before is
   * destroyed. Cut short or failing anywhere, one of the two keys opens all of it. "overloaded": something is being done with the
   * profile just now.
   */
  finishRenewal(place: ProfilePlace, client: JournalEntry): Promise<Outcome<unknown>>
  /** Waits for what is being written, then overwrites the key in memory. */
  shut(place: ProfilePlace): Promise<void>
  /**
   * The keys of the profile are destroyed, and with them all that was sealed. With `keepsWork` what is not sent, and drafts,
   * stay for their owner, sealed with a new key that opens nothing else.
   */
  retire(place: ProfilePlace, keepsWork: boolean): Promise<void>
  close(): Promise<void>
}

/** Keys and journals of the people at this desk, opened when they are first needed and then kept open until they are shut. */
export function createProfiles(ports: Ports): Profiles {
  const isInMemory = ports.protection === 'vdi'
  const disk = isInMemory ? memoryDisk() : ports.disk
  const opened = new Map<string, Promise<Profile>>()
  const shelves = new Map<string, KeyShelf>()
  const secrets = new Map<string, KeyShelf>()
  const inMemory = (known: Map<string, KeyShelf>, profileId: string): KeyShelf => {
    const shelf = known.get(profileId) ?? memoryShelf()
    known.set(profileId, shelf)
    return shelf
  }
  const shelfOf = ({ profileId, folder }: ProfilePlace): KeyShelf =>
    isInMemory ? inMemory(shelves, profileId) : diskShelf(folder)
  /**
   * Where the person's own secrets lie: on the disk only on a machine that is theirs. The password opens more than this desk, so
   * nothing that could be tried against it lies on a disk that nothing protects.
   */
  const secretShelfOf = async (place: ProfilePlace, secret: SecretKind): Promise<KeyShelf> =>
    ports.protection === 'personal' && (secret === 'pin' || (await ports.vault.protects()))
      ? diskShelf(place.folder)
      : inMemory(secrets, place.profileId)
  const makeFolder = async (folder: string): Promise<void> => {
    if (!isInMemory) await makePrivateFolder(folder)
  }

  const openWith = async ({ profileId, folder }: ProfilePlace, key: ProfileKey): Promise<Profile> => {
    const journalFolder = join(folder, 'journal')
    await makeFolder(journalFolder)
    const filesFolder = join(folder, 'files')
    await makeFolder(filesFolder)
    const seal = { key: subkey(key.key, profileId, 'journal'), profileId, newIv: () => ports.random(12) }
    const journal = await openJournal({ disk, folder: journalFolder, seal, random: ports.random })
    const files = openFileStore({
      disk,
      folder: filesFolder,
      seal: { ...seal, key: subkey(key.key, profileId, 'files') },
    })
    return { place: { profileId, folder }, key, journal, files }
  }
  const keyPorts = ({ profileId }: ProfilePlace): KeyPorts => ({
    ...ports,
    askShare: ports.askShare(profileId),
    isServerKept: ports.protection !== 'personal',
  })
  const keyOf = (place: ProfilePlace, shelf: KeyShelf): Promise<ProfileKey> =>
    openProfileKey(shelf, keyPorts(place), place.profileId)
  const openOne = async (place: ProfilePlace): Promise<Profile> => {
    if (!isInMemory) await settleFolder(place.folder)
    await makeFolder(place.folder)
    return openWith(place, await keyOf(place, shelfOf(place)))
  }
  const open = async (place: ProfilePlace): Promise<Outcome<Profile>> => {
    const opening = opened.get(place.profileId) ?? openOne(place)
    opened.set(place.profileId, opening)
    try {
      return { ok: true, value: await opening }
    } catch (error) {
      // The disk may have room, or the keyring be unlocked, when the page asks again.
      if (opened.get(place.profileId) === opening) opened.delete(place.profileId)
      ports.report(`The profile does not open: ${String(error)}`)
      return error instanceof ShareRefused ? { ok: false, failure: error.failure } : diskFailure(error)
    }
  }

  const renewals = openRenewals({
    ...ports,
    disk,
    isInMemory,
    opened,
    open,
    openWith,
    keyPorts,
    secretsInMemory: (profileId) => inMemory(secrets, profileId),
  })

  const shut = async ({ profileId }: ProfilePlace): Promise<void> => {
    renewals.drop(profileId)
    const opening = opened.get(profileId)
    opened.delete(profileId)
    const profile = await opening?.catch(() => null)
    await profile?.journal.close().catch(() => undefined)
    profile?.key.key.fill(0)
  }

  /** A second folder with a new key and what is not done yet; null where there is nothing of the kind. */
  async function keepWork(place: ProfilePlace): Promise<{ shareId: string | null } | null> {
    const before = await (opened.get(place.profileId) ?? openOne(place))
    const read = await before.journal.read()
    if (!read.ok) throw new Error('The journal of unsent work cannot be read.')
    const entries = unsettled(read.value.entries)
    if (!hasWork(entries)) return null
    const made = await makeKey(keyPorts(place), place.profileId)
    await sealBeside(disk, openWith, before, made, entries)
    made.key.key.fill(0)
    return { shareId: shareIdIn(made.file) }
  }

  return {
    open,
    use: renewals.use,
    beginRenewal: renewals.begin,
    finishRenewal: renewals.finish,
    async unlock(place, secret, text) {
      if (!isInMemory && !opened.has(place.profileId)) await settleFolder(place.folder)
      const shelf = await secretShelfOf(place, secret)
      const [own, key] = [await shelf.read(), await shelfOf(place).read()]
      // A secret for a key of before would read all that lies here as damage.
      if (own.state !== 'good' || key.state !== 'good' || own.value.keyId !== key.value.keyId) return { is: 'none' }
      const tried = await trySecret(ports, shelf, place.profileId, secret, text)
      if (tried.is !== 'right') return tried
      if (!opened.has(place.profileId)) {
        const facts = factsOf(key.value)
        const made: ProfileKey = { ...facts, key: tried.key, protection: await protectionOf(ports) }
        opened.set(place.profileId, openWith(place, made))
      }
      return { is: 'right' }
    },
    async setSecret(place, secret, text) {
      const profile = await open(place)
      if (!profile.ok) return profile
      const shelf = await secretShelfOf(place, secret)
      const { key } = profile.value
      try {
        if (text === null) await dropSecrets(shelf, secret)
        else await keepSecretSlot(shelf, key, await makeSecretSlot(ports, place.profileId, secret, text, key.key))
        return { ok: true, value: {} }
      } catch (error) {
        return diskFailure(error)
      }
    },
    async secrets(place) {
      const [pin, password] = [await secretShelfOf(place, 'pin'), await secretShelfOf(place, 'password')]
      return { ...(await secretsOf(pin)), ...(await secretsOf(password)) }
    },
    async dropSecrets(place) {
      await dropSecrets(await secretShelfOf(place, 'pin'))
      await dropSecrets(await secretShelfOf(place, 'password'))
    },
    shut,
    async retire(place, keepsWork) {
      const { profileId, folder } = place
      const kept = keepsWork && !isInMemory ? await keepWork(place) : null
      await shut(place)
      await secrets.get(profileId)?.destroy()
      if (isInMemory) {
        await shelfOf(place).destroy()
        for (const part of ['journal', 'files'])
          for (const name of await disk.list(join(folder, part))) await disk.remove(join(folder, part, name))
      } else {
        // What was begun before and waits beside it must not be taken for kept work.
        if (kept === null) await settleFolder(folder)
        await markFolder(folder, 'retired')
        await settleFolder(folder)
      }
      if (ports.protection !== 'personal') await ports.forgetShares?.(profileId, kept?.shareId ?? null)
    },
    async close() {
      const all = [...opened.values()]
      opened.clear()
      for (const profile of all) await profile.then(({ journal }) => journal.close()).catch(() => undefined)
    },
  }
}

const protectionOf = async ({ protection, vault }: Ports): Promise<ProfileKey['protection']> =>
  protection !== 'personal' ? 'server' : (await vault.protects()) ? 'os' : 'unprotected'
