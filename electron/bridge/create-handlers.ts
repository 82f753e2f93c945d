import type { HelpContacts } from '../../domain/people/help-contacts.ts'
import type { IdleReading } from '../../domain/agent-time/idle.ts'
import type { Outcome } from '../../protocol/bridge-kit.ts'
import type { DeskHandlers, DeskInfo, SessionState } from '../../protocol/desk-bridge.ts'
import { saveExport, saveFile } from '../attachments/save-file.ts'
import { uploadFile } from '../attachments/upload-file.ts'
import { subkey } from '../keys/derive.ts'
import type { MailShelf } from '../mail/mail-shelf.ts'
import { openOutside } from '../mail/open-outside.ts'
import type { Device } from '../profile/device.ts'
import type { Profile, Profiles } from '../profile/open-profiles.ts'
import type { Sessions } from '../profile/sessions.ts'
import type { ServerLink } from '../server-link/server-link.ts'

export type HandlerPorts = {
  facts: Pick<DeskInfo, 'version' | 'electron' | 'chromium' | 'developmentOnly' | 'serverUrl'>
  link: Pick<ServerLink, 'info' | 'pull' | 'push' | 'presence' | 'putPart' | 'fetchFile' | 'clockOffsetMs'>
  sessions: Sessions
  profiles: Profiles
  device: Device
  /** Signs in when nobody is: for demonstrations. Null: people sign in themselves. */
  demoSignIn: { login: string; password: string } | null
  help: HelpContacts
  mails: Pick<MailShelf, 'layOut'>
  /** Asks the person where a file is to be written. Null: nowhere. */
  choosePath(name: string): Promise<string | null>
  /** What the system knows of input to the machine. */
  readIdle(): IdleReading
  /** The system's way to open an address; gets checked ones only. */
  openExternal(address: string): Promise<void>
  after(ms: number, run: () => void): () => void
  writeLine(level: 'info' | 'warn' | 'error', line: string): void
}

/** So long the first screen waits to learn whether the server serves the demo world. */
const DEMO_WAIT_MS = 1_000

/** What each call of the bridge does. Who may call, and with what, is settled before. */
export function createHandlers(ports: HandlerPorts): DeskHandlers {
  const { sessions, link, device } = ports
  let demo: boolean | null = device.get().demo
  let hasSignedOut = false

  const learnDemo = async (): Promise<void> => {
    const answer = await link.info()
    if (!answer.ok || answer.value.demo === demo) return
    demo = answer.value.demo
    await device.change({ demo })
  }

  const profile = async (): Promise<Outcome<Profile>> => {
    const place = sessions.place()
    return place === null ? { ok: false, failure: { kind: 'auth' } } : ports.profiles.open(place)
  }

  const withProfile = async <Value>(work: (profile: Profile) => Promise<Outcome<Value>>): Promise<Outcome<Value>> => {
    const opened = await profile()
    return opened.ok ? work(opened.value) : opened
  }

  const current = async (): Promise<SessionState> => {
    const state = sessions.state()
    if (state.state === 'signed-in' || ports.demoSignIn === null || hasSignedOut) return state
    await sessions.signIn(ports.demoSignIn.login, ports.demoSignIn.password)
    return sessions.state()
  }

  return {
    'desk.info': async () => {
      const learning = learnDemo()
      if (demo === null) {
        let stop = (): void => undefined
        const enough = new Promise<void>((resolve) => {
          stop = ports.after(DEMO_WAIT_MS, resolve)
        })
        await Promise.race([learning, enough])
        stop()
      }
      const value: DeskInfo = {
        carrier: 'electron',
        ...ports.facts,
        hasJournal: true,
        reopensOffline: true,
        demo,
        clockOffsetMs: link.clockOffsetMs(),
      }
      return { ok: true, value }
    },
    'desk.help': async () => ({ ok: true, value: ports.help }),
    'session.current': async () => ({ ok: true, value: await current() }),
    'session.signIn': ({ login, password }) => sessions.signIn(login, password),
    'session.signOut': () => {
      hasSignedOut = true
      return sessions.signOut()
    },
    'store.key': async () => {
      const opened = await profile()
      if (!opened.ok) return opened
      const { key, place } = opened.value
      const sent = subkey(key.key, place.profileId, 'store')
      // By then the page has its copy.
      ports.after(0, () => sent.fill(0))
      return {
        ok: true,
        value: { profileId: place.profileId, keyId: key.keyId, key: sent, protection: key.protection },
      }
    },
    'journal.append': ({ entries }) => withProfile(({ journal }) => journal.append(entries)),
    'journal.read': () => withProfile(({ journal }) => journal.read()),
    'journal.compact': ({ entries }) => withProfile(({ journal }) => journal.compact(entries)),
    'file.keep': ({ id, bytes }) => withProfile(({ files }) => files.keep(id, bytes)),
    'file.upload': (file) =>
      withProfile(async ({ files }) => {
        const putPart = (facts: typeof file, at: number, bytes: Uint8Array) =>
          sessions.withToken((token) => link.putPart(token, facts, at, bytes))
        const uploaded = await uploadFile(files, file, putPart)
        return uploaded.ok ? { ok: true, value: {} } : uploaded
      }),
    'file.save': (file) =>
      withProfile(({ files }) =>
        saveFile(
          {
            store: files,
            fetchFile: (id, sizeBytes) => sessions.withToken((token) => link.fetchFile(token, id, sizeBytes)),
            choosePath: ports.choosePath,
          },
          file,
        ),
      ),
    'export.save': (table) => saveExport(ports, table),
    'file.retain': ({ ids }) => withProfile(({ files }) => files.retain(ids)),
    'sync.pull': (request) => sessions.withToken((token) => link.pull(token, request)),
    'sync.push': (request) => sessions.withToken((token) => link.push(token, request)),
    'presence.set': (request) => sessions.withToken((token) => link.presence(token, request)),
    'mail.layOut': async ({ html }) => ({ ok: true, value: ports.mails.layOut(html) }),
    'link.open': ({ address }) => openOutside(address, ports.openExternal),
    'clock.offset': async () => ({ ok: true, value: { offsetMs: link.clockOffsetMs() } }),
    'power.idle': async () => ({ ok: true, value: ports.readIdle() }),
    'log.write': async ({ level, line }) => {
      ports.writeLine(level, line)
      return { ok: true, value: {} }
    },
  }
}
