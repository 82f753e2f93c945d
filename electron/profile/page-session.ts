import { cp, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Session, session } from 'electron'
import { cutOffNetwork } from '../policy/lock-down-session.ts'
import { serveDesk } from '../scheme/serve-desk.ts'
import { makePrivateFolder } from '../files/write-safely.ts'
import type { Profile } from './open-profiles.ts'

type Ports = {
  isPackaged: boolean
  /** Nothing of a page is written to the disk. */
  isInMemory: boolean
  userData: string
  scheme: Parameters<typeof serveDesk>[1]
  report(message: string): void
}

export type PageSessions = {
  /** Where nobody's page keeps nothing: in memory. */
  ofDoor(): Session
  ofProfile(profile: Profile): Promise<Session>
  /** Whatever pages have kept of a profile goes, as far as the system lets go of it. */
  clear(profileId: string): Promise<void>
}

/** Parts of a profile of Chromium in which a page's own store lies. */
const STORES = ['IndexedDB', 'Local Storage'] as const

/**
 * A session of Chromium's for each person and key, locked down like any other; the door has one in memory. A key that is gone
 * takes its folder along: the next one begins in a new one.
 */
export function openPageSessions(ports: Ports): PageSessions {
  const ready = new Set<Session>()
  const byProfile = new Map<string, Session>()
  const prepare = (made: Session): Session => {
    if (!ready.has(made)) {
      ready.add(made)
      cutOffNetwork(made, ports.isPackaged)
      serveDesk(made.protocol, ports.scheme)
    }
    return made
  }

  const inMemory = (name: string): Session => session.fromPartition(name, { cache: false })

  async function onDisk({ place, key }: Profile): Promise<Session> {
    const folder = join(place.folder, 'session', key.session)
    const isNew = await stat(folder).then(
      () => false,
      () => true,
    )
    if (isNew) {
      await makePrivateFolder(join(place.folder, 'session'))
      await makePrivateFolder(folder)
      await bringOldStore(folder)
    }
    return session.fromPath(folder, { cache: false })
  }

  /** Desks used to keep everybody's store in the one default session. Each takes a copy: none reads what is not sealed for it. */
  async function bringOldStore(folder: string): Promise<void> {
    for (const name of STORES) {
      try {
        await cp(join(ports.userData, name), join(folder, name), { recursive: true })
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue
        // The journal brings back what is not sent, and the server the rest.
        await rm(join(folder, name), { recursive: true, force: true })
        ports.report(`The store of before could not be brought along: ${String(error)}`)
      }
    }
  }

  return {
    ofDoor: () => prepare(inMemory('door')),
    async ofProfile(profile) {
      const { profileId } = profile.place
      const made = ports.isInMemory ? inMemory(`profile-${profileId}-${profile.key.keyId}`) : await onDisk(profile)
      byProfile.set(profileId, made)
      return prepare(made)
    },
    async clear(profileId) {
      const made = byProfile.get(profileId)
      byProfile.delete(profileId)
      if (made === undefined) return
      await made.closeAllConnections()
      await made.clearStorageData().catch((error: unknown) => ports.report(`A store was not cleared: ${String(error)}`))
    },
  }
}

/** The store of before goes when everybody who had a part in it has taken theirs. Best effort: what lies in it is sealed. */
export async function dropOldStore(userData: string, report: (message: string) => void): Promise<void> {
  const profiles = join(userData, 'profiles')
  for (const name of await readdir(profiles).catch(() => [])) {
    const sessions = await readdir(join(profiles, name, 'session')).catch(() => [])
    if (sessions.length === 0) return
  }
  // What else lies there Chromium has open for the default session, and nothing of anybody's is in it.
  await rm(join(userData, 'IndexedDB'), { recursive: true, force: true }).catch((error: unknown) =>
    report(`The store of before was not removed: ${String(error)}`),
  )
}
