import { flushSync } from 'react-dom'
import { createStore } from 'zustand/vanilla'
import type { Failure } from '../../protocol/bridge-kit.ts'
import type { DeskClient, DeskInfo } from '../../protocol/desk-bridge.ts'
import type { Account } from '../../protocol/session.ts'
import { NewerStoreError } from '../data/store-port.ts'
import type { Deps } from '../deps/deps.ts'
import type { LockFacts, SignInRefusal } from '../features/sign-in/index.ts'
import type { RefusedBecause } from './open-refusal.ts'
import { OpenRefusal } from './open-refusal.ts'

export type OpenedDesk = Deps & { kept(): Promise<void>; close(): Promise<void> }

/** Where this window stands between nobody and an open desk. */
export type Phase =
  | { at: 'opening' }
  | { at: 'signed-out'; info: DeskInfo }
  | { at: 'locked'; info: DeskInfo; lock: LockFacts }
  | { at: 'open'; deps: OpenedDesk }
  | { at: 'failed'; reason: string; because: RefusedBecause }

export type SessionStore = ReturnType<typeof makeSession>

/** Who is signed in, and the desk that is open for them. A session that ends while they work leaves the desk open. */
export function makeSession(
  desk: DeskClient,
  openFor: (account: Account, info: DeskInfo) => Promise<OpenedDesk>,
  /** Nothing of the last agent stays on the screen. */
  cleared: () => void,
) {
  const store = createStore<{ phase: Phase }>()(() => ({ phase: { at: 'opening' } }))
  const show = (phase: Phase) => store.setState({ phase })
  /** One change of agent after the other: two never have the store open at once. */
  let turn: Promise<void> = Promise.resolve()
  const inTurn = (work: () => Promise<void>) => {
    turn = turn.then(work).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error)
      void desk.call('log.write', { level: 'error', line: `desk: could not be opened: ${reason}`.slice(0, 4_000) })
      show({ at: 'failed', reason, because: becauseOf(error) })
    })
    return turn
  }

  async function settle(): Promise<void> {
    const [info, session] = await Promise.all([desk.call('desk.info', {}), desk.call('session.current', {})])
    if (!info.ok) return show(failed(info.failure))
    if (!session.ok) return show(failed(session.failure))
    const { phase } = store.getState()
    const opened = phase.at === 'open' ? phase.deps : null
    if (session.value.state === 'locked') return show({ at: 'locked', info: info.value, lock: session.value })
    // Their desk opens in a window of its own; this one goes, and shows nothing until then.
    if (session.value.state === 'entering') {
      cleared()
      show({ at: 'opening' })
      return opened?.close()
    }
    if (session.value.state !== 'none' && opened !== null && opened.account.userId === session.value.account.userId) {
      return opened.syncNow()
    }
    cleared()
    if (opened !== null) {
      show({ at: 'opening' })
      await opened.close()
    }
    if (session.value.state === 'none') return show({ at: 'signed-out', info: info.value })
    await openAnew(session.value.account, info.value)
  }

  async function openAnew(account: Account, info: DeskInfo): Promise<void> {
    show({ at: 'opening' })
    const deps = await openFor(account, info)
    const signOut = () =>
      inTurn(async () => {
        cleared()
        await deps.signOut()
        // On a desk this window goes, and the door has one of its own; unless the desk is not let go of after all.
        if (info.carrier === 'electron') {
          show({ at: 'opening' })
          return settle()
        }
        const after = await desk.call('desk.info', {})
        show({ at: 'signed-out', info: after.ok ? after.value : info })
      })
    show({ at: 'open', deps: { ...deps, signOut } })
  }

  /** Whatever leaves the screen hands over what is typed in it, and it is kept. Null: no desk is open. */
  async function handOver(): Promise<OpenedDesk | null> {
    const { phase } = store.getState()
    if (phase.at !== 'open') return null
    flushSync(() => show({ at: 'opening' }))
    await phase.deps.kept()
    return phase.deps
  }

  desk.on('session.changed', () => void inTurn(settle))
  return {
    store,
    start: () => inTurn(settle),
    /** The same agent, on the local store as it is now. What they had open stays open. */
    reopen: () =>
      inTurn(async () => {
        const deps = await handOver()
        if (deps === null) return
        await deps.close()
        await openAnew(deps.account, deps.info)
      }),
    /** Hands over what is typed, then leaves the page by `go`. */
    leave: (go: () => void) =>
      inTurn(async () => {
        if ((await handOver()) !== null) go()
      }),
    async trySignIn(login: string, password: string): Promise<SignInRefusal | null> {
      const answer = await desk.call('session.signIn', { login, password })
      if (!answer.ok) return refusalOf(answer.failure)
      await inTurn(settle)
      return null
    },
    async tryUnlock(pin: string): Promise<SignInRefusal | null> {
      const answer = await desk.call('session.unlock', { secret: 'pin', text: pin })
      if (answer.ok) return null
      // How many tries are left has changed.
      await inTurn(settle)
      return refusalOf(answer.failure)
    },
  }
}

function becauseOf(error: unknown): RefusedBecause {
  if (error instanceof NewerStoreError) return 'newer-data'
  return error instanceof OpenRefusal ? error.because : 'other'
}

const failed = (failure: Failure): Phase => ({
  at: 'failed',
  reason: wordsOfFailure(failure),
  because: new OpenRefusal(failure).because,
})

function refusalOf(failure: Failure): SignInRefusal {
  switch (failure.kind) {
    case 'wrong-credentials':
    case 'unreachable':
    case 'upgrade':
      return { why: failure.kind }
    case 'auth':
      return { why: 'wrong-credentials' }
    case 'overloaded':
      return { why: 'too-many', waitMs: failure.retryAfterMs }
    case 'account':
      return { why: failure.code === 'account_disabled' ? 'account-disabled' : 'device-revoked' }
    default:
      return { why: 'other', detail: wordsOfFailure(failure) }
  }
}

const wordsOfFailure = (failure: Failure): string =>
  'message' in failure ? failure.message : 'detail' in failure ? failure.detail : failure.kind
