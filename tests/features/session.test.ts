import { beforeEach, describe, expect, it } from 'vitest'
import type { DeskClient, DeskInfo, SessionState } from '../../protocol/desk-bridge.ts'
import type { Account } from '../../protocol/session.ts'
import type { OpenedDesk } from '../../renderer/app/session.ts'
import { makeSession } from '../../renderer/app/session.ts'
import { NewerStoreError } from '../../renderer/data/store-port.ts'

const person = (login: string): Account =>
  ({ tenantId: 'tenant', userId: login, login, name: login, role: 'agent', teamIds: [], queueIds: [] }) as never

/** The process behind the page, as far as signing in goes; and desks that note what happens to them. */
function world() {
  const log: string[] = []
  let session: SessionState = { state: 'none' }
  let disk: 'whole' | 'broken' | 'newer' = 'whole'
  const listeners: ((state: SessionState) => void)[] = []
  const become = (state: SessionState) => {
    session = state
    for (const listener of listeners) listener(state)
  }
  const answers: Record<string, (args: { login: string; password: string }) => unknown> = {
    'desk.info': () => ({ ok: true, value: { serverUrl: 'http://desk.example' } as DeskInfo }),
    'session.current': () => ({ ok: true, value: session }),
    'session.signIn': ({ login, password }) => {
      if (password !== login) return { ok: false, failure: { kind: 'wrong-credentials' } }
      become({ state: 'signed-in', account: person(login) })
      return { ok: true, value: session }
    },
    'session.signOut': () => {
      become({ state: 'none' })
      return { ok: true, value: session }
    },
    'log.write': () => ({ ok: true, value: {} }),
  }
  const desk = {
    call: async (name: string, args: never) => answers[name]?.(args),
    on: (_name: string, listener: (state: SessionState) => void) => listeners.push(listener),
  } as unknown as DeskClient
  const openFor = async (account: Account): Promise<OpenedDesk> => {
    if (disk === 'newer') throw new NewerStoreError(null)
    if (disk === 'broken') throw new Error('Check the disk, then start again.')
    log.push(`open ${account.login}`)
    const close = async () => void log.push(`close ${account.login}`)
    return {
      account,
      syncNow: () => log.push(`sync ${account.login}`),
      async kept() {
        await new Promise((kept) => setImmediate(kept))
        log.push(`keep ${account.login}`)
      },
      close,
      async signOut() {
        await close()
        await desk.call('session.signOut', {})
      },
    } as unknown as OpenedDesk
  }
  return {
    log,
    become,
    breakDisk: (to: typeof disk) => {
      disk = to
    },
    session: makeSession(desk, openFor, () => log.push('clear')),
  }
}

describe('the window of an agent', () => {
  let window_: ReturnType<typeof world>
  const phase = () => window_.session.store.getState().phase
  beforeEach(() => {
    window_ = world()
  })

  it('asks who is there, keeps asking after a wrong password, and opens the desk after the right one', async () => {
    await window_.session.start()
    expect(phase().at).toBe('signed-out')
    expect(await window_.session.trySignIn('ana', 'wrong')).toEqual({ why: 'wrong-credentials' })
    expect(phase().at).toBe('signed-out')
    expect(await window_.session.trySignIn('ana', 'ana')).toBe(null)
    expect(phase().at).toBe('open')
    expect(window_.log.filter((line) => line.startsWith('open'))).toEqual(['open ana'])
  })

  it('opens the desk of an agent whose session has ended: their work is here', async () => {
    window_.become({ state: 'expired', account: person('ana') })
    await window_.session.start()
    expect(phase().at).toBe('open')
  })

  it('leaves the desk open when the session ends, and goes on with the same desk after signing in again', async () => {
    await window_.session.trySignIn('ana', 'ana')
    window_.become({ state: 'expired', account: person('ana') })
    await window_.session.trySignIn('ana', 'ana')
    expect(phase().at).toBe('open')
    expect(window_.log.filter((line) => /^(open|close)/.test(line))).toEqual(['open ana'])
  })

  it('closes the one desk and clears the screen before it opens the next agent’s', async () => {
    await window_.session.trySignIn('ana', 'ana')
    await window_.session.trySignIn('ben', 'ben')
    const changes = window_.log.filter((line) => !line.startsWith('sync'))
    expect(changes).toEqual(['clear', 'open ana', 'clear', 'close ana', 'open ben'])
  })

  it('shows nothing of the agent after signing out', async () => {
    await window_.session.trySignIn('ana', 'ana')
    const before = phase()
    if (before.at !== 'open') throw new Error('not open')
    await before.deps.signOut()
    expect(phase().at).toBe('signed-out')
    expect(window_.log.at(-1)).not.toBe('open ana')
    expect(window_.log).toContain('close ana')
  })

  it('says why a desk could not be opened, and opens it at the next try', async () => {
    window_.breakDisk('broken')
    await window_.session.trySignIn('ana', 'ana')
    expect(phase()).toEqual({ at: 'failed', reason: 'Check the disk, then start again.', because: 'other' })
    window_.breakDisk('whole')
    await window_.session.start()
    expect(phase().at).toBe('open')
  })

  it('says so when the data are of a newer version', async () => {
    window_.breakDisk('newer')
    await window_.session.trySignIn('ana', 'ana')
    expect(phase()).toMatchObject({ at: 'failed', because: 'newer-data' })
  })

  it('opens a desk anew for the same agent once all that they have typed is kept, and clears nothing', async () => {
    await window_.session.trySignIn('ana', 'ana')
    const before = window_.log.length
    await window_.session.reopen()
    expect(window_.log.slice(before)).toEqual(['keep ana', 'close ana', 'open ana'])
    expect(phase().at).toBe('open')
  })

  it('leaves the page only once all that was typed is kept, and not at all where no desk is open', async () => {
    const go = () => void window_.log.push('go')
    await window_.session.leave(go)
    expect(window_.log).not.toContain('go')
    await window_.session.trySignIn('ana', 'ana')
    const before = window_.log.length
    await window_.session.leave(go)
    expect(window_.log.slice(before)).toEqual(['keep ana', 'go'])
    expect(phase().at).toBe('opening')
  })
})
