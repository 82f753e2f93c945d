import type { HelpContacts } from '../../domain/people/help-contacts.ts'
import type { IdleReading } from '../../domain/agent-time/idle.ts'
import type { Outcome } from '../../protocol/bridge-kit.ts'
import type { DeskHandlers, DeskInfo, SessionState } from '../../protocol/desk-bridge.ts'
import { saveExport, saveFile } from '../attachments/save-file.ts'
import { uploadFile } from '../attachments/upload-file.ts'
import { subkey } from '../keys/derive.ts'
import type { MailShelf } from '../mail/mail-shelf.ts'
import { openOutside } from '../mail/open-outside.ts'
import type { Gate, Seat } from '../gate/gate.ts'
import type { Device } from '../profile/device.ts'
import type { ProfileKey } from '../keys/open-profile-key.ts'
import type { Profile, Profiles } from '../profile/open-profiles.ts'
import type { ProfilePlace, Sessions } from '../profile/sessions.ts'
import type { ServerLink } from '../server-link/server-link.ts'

export type HandlerPorts = {
  facts: Omit<DeskInfo, 'carrier' | 'demo' | 'clockOffsetMs'>
  gate: Gate
  /** The page saw input, or says that the agent is on the phone. */
  stirred(isOnCall: boolean): void
  link: Pick<ServerLink, 'info' | 'pull' | 'push' | 'presence' | 'putPart' | 'fetchFile' | 'clockOffsetMs'>
  sessions: Sessions
  profiles: Profiles
  device: Device
  /** Signs in when nobody is: for demonstrations. Null: people sign in themselves. */
  demoSignIn: { login: string; password: string } | null
  help: HelpContacts
  /** Light or dark for every page of this app that does not say otherwise. */
  paint(theme: 'system' | 'light' | 'dark'): void
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
const locked: Outcome<never> = { ok: false, failure: { kind: 'locked' } }
const done: Outcome<Record<string, never>> = { ok: true, value: {} }

/** What each call of the bridge does, by the seat of the window that calls. Who may call, and with what, is settled before. */
export function createHandlers(ports: HandlerPorts): (seat: Seat) => DeskHandlers {
  const { sessions, link, device, gate } = ports
  let demo: boolean | null = device.get().demo
  let hasSignedOut = false

  const learnDemo = async (): Promise<void> => {
    const answer = await link.info()
    if (!answer.ok || answer.value.demo === demo) return
    demo = answer.value.demo
    await device.change({ demo })
  }

  const enterDemo = async (): Promise<void> => {
    const { demoSignIn } = ports
    if (sessions.state().state === 'signed-in' || demoSignIn === null || hasSignedOut) return
    await gate.enter(demoSignIn.login, demoSignIn.password)
  }

  return (seat) => {
    /** Nothing of anybody's is to be had by a page whose seat is not, or no longer, theirs. */
    const whileOpen = async <Value>(
      work: (place: ProfilePlace) => Promise<Outcome<Value>>,
    ): Promise<Outcome<Value>> => {
      const place = gate.placeOf(seat)
      return place === null ? locked : work(place)
    }

    const withToken = <Value>(work: (token: string) => Promise<Outcome<Value>>): Promise<Outcome<Value>> =>
      whileOpen(() => sessions.withToken(work))

    const current = async (): Promise<SessionState> => {
      const isAtDoor = seat.at === 'door'
      if (isAtDoor ? (await gate.doorState()).state === 'none' : gate.placeOf(seat) !== null) await enterDemo()
      if (isAtDoor) return gate.doorState()
      return gate.placeOf(seat) === null ? { state: 'entering' } : sessions.state()
    }

    const withProfile = <Value>(work: (profile: Profile) => Promise<Outcome<Value>>): Promise<Outcome<Value>> =>
      whileOpen((place) => ports.profiles.use(place, work))

    /** Handed over, and gone from here as soon as the page has its copy. */
    const storeKeyOf = ({ keyId, key }: ProfileKey, { profileId }: ProfilePlace) => {
      const sent = subkey(key, profileId, 'store')
      ports.after(0, () => sent.fill(0))
      return { keyId, key: sent }
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
          demo,
          clockOffsetMs: link.clockOffsetMs(),
        }
        return { ok: true, value }
      },
      'desk.help': async () => ({ ok: true, value: ports.help }),
      'desk.theme': ({ theme }) =>
        whileOpen(async () => {
          ports.paint(theme)
          await device.change({ theme })
          return done
        }),
      'session.current': async () => ({ ok: true, value: await current() }),
      'session.signIn': ({ login, password }) => gate.enter(login, password),
      'session.signOut': () =>
        whileOpen(() => {
          hasSignedOut = true
          return gate.leave()
        }),
      'session.lock': () =>
        whileOpen(async () => {
          hasSignedOut = true
          await gate.lock('agent')
          return done
        }),
      'session.unlock': ({ secret, text }) =>
        seat.at === 'door' ? gate.unlock(secret, text) : Promise.resolve(locked),
      'session.setPin': ({ pin }) =>
        whileOpen(async () => {
          const set = await gate.setPin(pin)
          return set.ok ? done : set
        }),
      'session.pin': () => whileOpen(async () => ({ ok: true, value: await gate.pin() })),
      'session.stir': ({ isOnCall }) =>
        whileOpen(async () => {
          ports.stirred(isOnCall)
          return done
        }),
      'store.key': () =>
        withProfile(async ({ key, place }) => {
          const { protection, madeAt } = key
          return { ok: true, value: { profileId: place.profileId, protection, madeAt, ...storeKeyOf(key, place) } }
        }),
      'key.begin': () =>
        whileOpen(async (place) => {
          const begun = await ports.profiles.beginRenewal(place)
          return begun.ok ? { ok: true, value: storeKeyOf(begun.value, place) } : begun
        }),
      'key.finish': ({ client }) =>
        whileOpen(async () => {
          const finished = await gate.finishRenewal(client)
          return finished.ok ? done : finished
        }),
      'journal.append': ({ entries }) => withProfile(({ journal }) => journal.append(entries)),
      'journal.read': () => withProfile(({ journal }) => journal.read()),
      'journal.compact': ({ entries, mark }) => withProfile(({ journal }) => journal.compact(entries, mark)),
      'file.keep': ({ id, bytes }) => withProfile(({ files }) => files.keep(id, bytes)),
      'file.upload': (file) =>
        withProfile(async ({ files }) => {
          const putPart = (facts: typeof file, at: number, bytes: Uint8Array) =>
            withToken((token) => link.putPart(token, facts, at, bytes))
          const uploaded = await uploadFile(files, file, putPart)
          return uploaded.ok ? { ok: true, value: {} } : uploaded
        }),
      'file.save': (file) =>
        whileOpen(async (place) => {
          // Not `use`: nothing waits for somebody who chooses a folder.
          const opened = await ports.profiles.open(place)
          if (!opened.ok) return opened
          return saveFile(
            {
              store: opened.value.files,
              fetchFile: (id, sizeBytes) => withToken((token) => link.fetchFile(token, id, sizeBytes)),
              choosePath: ports.choosePath,
            },
            file,
          )
        }),
      'export.save': (table) => whileOpen(() => saveExport(ports, table)),
      'file.retain': ({ ids }) => withProfile(({ files }) => files.retain(ids)),
      'sync.pull': (request) => withToken((token) => link.pull(token, request)),
      'sync.push': (request) => withToken((token) => link.push(token, request)),
      'presence.set': (request) => withToken((token) => link.presence(token, request)),
      'mail.layOut': ({ html }) => whileOpen(async () => ({ ok: true, value: await ports.mails.layOut(html) })),
      'link.open': ({ address }) => whileOpen(() => openOutside(address, ports.openExternal)),
      'clock.offset': async () => ({ ok: true, value: { offsetMs: link.clockOffsetMs() } }),
      'power.idle': () => whileOpen(async () => ({ ok: true, value: ports.readIdle() })),
      'log.write': async ({ level, line }) => {
        ports.writeLine(level, line)
        return { ok: true, value: {} }
      },
    }
  }
}
