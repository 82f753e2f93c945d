import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Failure, Outcome } from '../../protocol/bridge-kit.ts'
import type { SessionState } from '../../protocol/desk-bridge.ts'
import type { Account, SignInResponse } from '../../protocol/session.ts'
import { makePrivateFolder } from '../files/write-safely.ts'
import { profileIdOf } from '../keys/derive.ts'
import type { SystemVault } from '../keys/system-vault.ts'
import type { ServerLink } from '../server-link/server-link.ts'
import type { Device } from './device.ts'
import { readSession, removeSession, writeSession } from './session-file.ts'

export type ProfilePlace = { profileId: string; folder: string }

export type SessionPorts = {
  link: Pick<ServerLink, 'signIn' | 'refresh' | 'signOut' | 'clockOffsetMs'>
  device: Device
  vault: SystemVault
  userData: string
  serverUrl: string
  /** Shown to the person in their list of devices. */
  deviceName: string
  now(): number
  report(message: string): void
  /** False: nothing about people or their tokens is written to this machine's disk. */
  remembers: boolean
  onChange(state: SessionState): void
  /** The server has answered somebody's token, or their password, and knows them. */
  onHeard?(): void
  /** The server wants nothing of this person's to stay on this device. */
  onRevoked?(): void
}

/** Who is known here: their session may talk to the server, or has ended. */
export type KnownState = Exclude<SessionState, { state: 'locked' | 'entering' }>

export type Sessions = {
  state(): KnownState
  signIn(login: string, password: string): Promise<Outcome<KnownState>>
  signOut(): Promise<Outcome<KnownState>>
  /** Null: nobody is known here. */
  place(): ProfilePlace | null
  /** An access token that is good for now. */
  token(): Promise<Outcome<string>>
  /** Asks the server to renew the session now. False: it did not. */
  prove(): Promise<boolean>
  /** Another token than this one, which the server has refused. */
  renew(refused: string): Promise<Outcome<string>>
  /** The live stream was refused with this token; as an answer to any other question. */
  refused(token: string, failure: Failure): void
  /** Asks with a token; a refused one is renewed once. An answer for someone who has left meanwhile is dropped. */
  withToken<Value>(work: (token: string) => Promise<Outcome<Value>>): Promise<Outcome<Value>>
}

type Session = ProfilePlace & {
  account: Account
  refreshToken: string | null
  access: { token: string; expiresAt: number } | null
  renewing: Promise<Outcome<string>> | null
}

/** A token is renewed so long before its end, so that it does not end on the way. */
const RENEW_BEFORE_MS = 60_000
const noSession: Outcome<never> = { ok: false, failure: { kind: 'auth' } }

/** Who is signed in. Begins with whoever was when the desk was last closed: that needs no connection. */
export async function openSessions(ports: SessionPorts): Promise<Sessions> {
  let session = ports.remembers ? await last() : await forget()

  /** Before the house decided so, this machine may have remembered people. */
  async function forget(): Promise<null> {
    const profiles = join(ports.userData, 'profiles')
    try {
      for (const name of await readdir(profiles).catch(() => [])) await removeSession(join(profiles, name))
      if (ports.device.get().lastProfile !== null)
        await ports.device.change({ lastProfile: null, lock: null, seen: null })
    } catch (error) {
      ports.report(`Who was here before could not be forgotten: ${String(error)}`)
    }
    return null
  }

  async function last(): Promise<Session | null> {
    const profileId = ports.device.get().lastProfile
    if (profileId === null) return null
    const folder = join(ports.userData, 'profiles', profileId)
    const kept = await readSession(folder, ports)
    return kept === null ? null : { profileId, folder, ...kept, access: null, renewing: null }
  }

  const state = (): KnownState =>
    session === null
      ? { state: 'none' }
      : { state: session.refreshToken === null ? 'expired' : 'signed-in', account: session.account }

  const keep = async (mine: Session): Promise<void> => {
    if (!ports.remembers) return
    // A full disk must not end the session: until the desk is closed the token in memory does.
    await writeSession(mine.folder, mine, ports).catch((error: unknown) =>
      ports.report(`The sign-in could not be kept; it may have to be done again after a restart: ${String(error)}`),
    )
  }

  const take = (mine: Session, { account, tokens }: SignInResponse): void => {
    mine.account = account
    mine.refreshToken = tokens.refreshToken
    mine.access = { token: tokens.accessToken, expiresAt: tokens.accessExpiresAt }
  }

  const hear = (mine: Session, answer: Outcome<unknown>): void => {
    if (mine !== session) return
    if (answer.ok) ports.onHeard?.()
    else if (answer.failure.kind === 'account' && answer.failure.code === 'device_revoked') ports.onRevoked?.()
  }

  const expire = async (mine: Session): Promise<void> => {
    if (mine.refreshToken === null) return
    mine.refreshToken = null
    mine.access = null
    await keep(mine)
    if (mine === session) ports.onChange(state())
  }

  const renewOf = (mine: Session): Promise<Outcome<string>> => {
    mine.renewing ??= (async (): Promise<Outcome<string>> => {
      if (mine.refreshToken === null) return noSession
      const answer = await ports.link.refresh(mine.refreshToken)
      if (!answer.ok) {
        const isOver = answer.failure.kind === 'auth' || answer.failure.kind === 'account'
        if (isOver) await expire(mine)
        hear(mine, answer)
        return answer
      }
      // Signed out while the answer was on its way: nothing of it may be kept.
      if (mine !== session) return noSession
      take(mine, answer.value)
      hear(mine, answer)
      await keep(mine)
      return { ok: true, value: answer.value.tokens.accessToken }
    })().finally(() => {
      mine.renewing = null
    })
    return mine.renewing
  }

  const tokenOf = async (mine: Session): Promise<Outcome<string>> => {
    const serverNow = ports.now() + (ports.link.clockOffsetMs() ?? 0)
    if (mine.access !== null && mine.access.expiresAt - serverNow > RENEW_BEFORE_MS)
      return { ok: true, value: mine.access.token }
    return renewOf(mine)
  }

  const otherThan = async (mine: Session, refused: string): Promise<Outcome<string>> =>
    mine.access !== null && mine.access.token !== refused ? { ok: true, value: mine.access.token } : renewOf(mine)

  return {
    state,
    place: () => session,
    token: () => (session === null ? Promise.resolve(noSession) : tokenOf(session)),
    prove: async () => session !== null && (await renewOf(session)).ok,
    renew: (refused) => (session === null ? Promise.resolve(noSession) : otherThan(session, refused)),

    refused(token, failure) {
      if (session?.access?.token === token) hear(session, { ok: false, failure })
    },

    async signIn(login, password) {
      const answer = await ports.link.signIn({ login, password, device: ports.deviceName })
      if (!answer.ok) return answer
      const profileId = profileIdOf(ports.device.salt, answer.value.account)
      const folder = join(ports.userData, 'profiles', profileId)
      const made: Session = {
        profileId,
        folder,
        account: answer.value.account,
        refreshToken: null,
        access: null,
        renewing: null,
      }
      take(made, answer.value)
      try {
        if (ports.remembers) {
          await makePrivateFolder(join(ports.userData, 'profiles'))
          await makePrivateFolder(folder)
        }
        await ports.device.change({ lastProfile: ports.remembers ? profileId : null })
      } catch (error) {
        const isFull = (error as NodeJS.ErrnoException).code === 'ENOSPC'
        return { ok: false, failure: { kind: 'disk', code: isFull ? 'full' : 'failed', detail: String(error) } }
      }
      await keep(made)
      const before = session
      session = made
      ports.onHeard?.()
      ports.onChange(state())
      // On a machine that remembers nobody, whoever was here before has left with this.
      if (!ports.remembers && before !== null && before.profileId !== profileId && before.access !== null)
        void ports.link.signOut(before.access.token)
      return { ok: true, value: state() }
    },

    async signOut() {
      const leaving = session
      session = null
      if (leaving !== null) {
        await ports.device.change({ lastProfile: null, lock: null, seen: null })
        if (ports.remembers) await removeSession(leaving.folder)
        ports.onChange(state())
        // The server is told if it can be; the token is gone from here either way.
        if (leaving.access !== null) void ports.link.signOut(leaving.access.token)
      }
      return { ok: true, value: state() }
    },

    async withToken(work) {
      const mine = session
      if (mine === null) return noSession
      const token = await tokenOf(mine)
      if (!token.ok) return token
      let answer = await work(token.value)
      if (!answer.ok && answer.failure.kind === 'auth') {
        const renewed = await otherThan(mine, token.value)
        if (!renewed.ok) return renewed
        answer = await work(renewed.value)
        if (!answer.ok && answer.failure.kind === 'auth') await expire(mine)
      }
      hear(mine, answer)
      return mine === session ? answer : noSession
    },
  }
}
