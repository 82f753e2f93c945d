import type { Outcome } from '../../../protocol/bridge-kit.ts'
import type { SessionState } from '../../../protocol/desk-bridge.ts'
import type { Account, SignInRequest, WebSessionResponse } from '../../../protocol/session.ts'
import { type KeptAccount, readAccount, writeAccount } from './kept-account.ts'
import type { WebPorts } from './ports.ts'

export type WebAuth = {
  current(): Promise<Outcome<WebSessionResponse>>
  signIn(request: SignInRequest): Promise<Outcome<WebSessionResponse>>
  signOut(csrf: string): Promise<Outcome<unknown>>
}

export type WebSession = {
  current(): Promise<SessionState>
  signIn(login: string, password: string): Promise<Outcome<SessionState>>
  signOut(): Promise<SessionState>
  /** Null: nobody is known here. */
  account(): Account | null
  /** Asks with the value that the server wants beside the cookie; a wrong one is fetched anew once. */
  withCsrf<Value>(work: (csrf: string) => Promise<Outcome<Value>>): Promise<Outcome<Value>>
}

/** The cookie of someone who left without a connection is still there and must not sign them in again. */
const LEFT = 'evenkeel.left'
const noSession: Outcome<never> = { ok: false, failure: { kind: 'auth' } }

export function createWebSession(ports: WebPorts, auth: WebAuth, onChange: (state: SessionState) => void): WebSession {
  let known = readAccount(ports)
  let csrf: string | null = null

  const state = (): SessionState =>
    known === null ? { state: 'none' } : { state: known.isExpired ? 'expired' : 'signed-in', account: known.account }

  const know = (next: KeptAccount | null): void => {
    const before = JSON.stringify(state())
    known = next
    writeAccount(ports, next)
    if (JSON.stringify(state()) !== before) onChange(state())
  }

  /** Asks the server who this cookie is. */
  const look = async (): Promise<Outcome<string>> => {
    const answer = await auth.current()
    if (!answer.ok) {
      if (answer.failure.kind === 'auth' && known !== null) know({ ...known, isExpired: true })
      return answer
    }
    csrf = answer.value.csrf
    know({ account: answer.value.account, isExpired: false })
    return { ok: true, value: csrf }
  }

  const leaveAtLast = async (): Promise<void> => {
    const answer = await auth.current()
    const isGone = answer.ok ? (await auth.signOut(answer.value.csrf)).ok : answer.failure.kind === 'auth'
    if (isGone) ports.storage.removeItem(LEFT)
  }

  return {
    account: () => known?.account ?? null,
    async current() {
      if (ports.storage.getItem(LEFT) !== null) {
        await leaveAtLast()
        return state()
      }
      await look()
      return state()
    },
    async signIn(login, password) {
      const answer = await auth.signIn({ login, password, device: `Browser: ${ports.userAgent}`.slice(0, 200) })
      if (!answer.ok) return answer
      ports.storage.removeItem(LEFT)
      csrf = answer.value.csrf
      know({ account: answer.value.account, isExpired: false })
      return { ok: true, value: state() }
    },
    async signOut() {
      const leaving = csrf
      csrf = null
      ports.storage.setItem(LEFT, '1')
      know(null)
      if (leaving !== null && (await auth.signOut(leaving)).ok) ports.storage.removeItem(LEFT)
      return state()
    },
    async withCsrf(work) {
      if (known === null || known.isExpired) return noSession
      const mine = known.account.userId
      const first: Outcome<string> = csrf === null ? await look() : { ok: true, value: csrf }
      if (!first.ok) return first
      // Someone else has signed in meanwhile, perhaps in another tab: their cookie must not carry this person's work.
      const isStillMe = (): boolean => known?.account.userId === mine
      if (!isStillMe()) return noSession
      let answer = await work(first.value)
      if (!answer.ok && isAboutTheSession(answer.failure)) {
        const again = await look()
        if (!again.ok) return again
        if (!isStillMe()) return noSession
        answer = await work(again.value)
      }
      return isStillMe() ? answer : noSession
    },
  }
}

const isAboutTheSession = (failure: { kind: string; code?: string }): boolean =>
  failure.kind === 'auth' || (failure.kind === 'refused' && failure.code === 'forbidden')
