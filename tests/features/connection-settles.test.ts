import { describe, expect, it } from 'vitest'
import type { ConnectionState } from '../../domain/connection/connection-state.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { connectionDetail, connectionWords } from '../../renderer/features/connection/connection-words.ts'
import { showsAtOnce } from '../../renderer/features/connection/settle.ts'
import { english } from '../../renderer/words/catalogue.ts'
import { makeFormat } from '../../renderer/words/format.ts'
import { makeWords } from '../../renderer/words/use-words.ts'

const at = new Date(2026, 2, 10, 10, 31, 5).getTime() as EpochMs
const current: ConnectionState = { state: 'up-to-date', lastChangeAt: at }
const sending = (count: number): ConnectionState => ({ state: 'sending', count })
const offline = (because: 'unreachable' | 'server-busy' | 'update-needed', waiting = 0): ConnectionState => ({
  state: 'offline',
  since: at,
  waiting,
  because,
})

describe('the shown connection', () => {
  const table: [string, ConnectionState | undefined, ConnectionState | undefined, boolean][] = [
    ['the first state that is known', undefined, offline('unreachable'), true],
    ['new figures of the same state', sending(2), sending(1), true],
    ['what needs the agent', sending(1), { state: 'needs-attention', count: 1 }, true],
    ['another state has to hold first', current, sending(1), false],
    ['the end of what needs the agent too', { state: 'needs-attention', count: 1 }, current, false],
    ['nothing known shows nothing', undefined, undefined, false],
  ]
  it.each(table)('%s', (_what, shown, now, isAtOnce) => {
    expect(showsAtOnce(shown, now)).toBe(isAtOnce)
  })
})

describe('the words of the connection', () => {
  const words = makeWords('en-GB', english)
  const format = makeFormat(words)
  const table: [ConnectionState, string, string][] = [
    [current, 'Up to date', 'Last change received 10:31:05'],
    [{ state: 'up-to-date', lastChangeAt: null }, 'Up to date', 'Nothing has changed since you signed in.'],
    [sending(2), 'Sending 2', '2 items are on their way to the server.'],
    [offline('unreachable'), 'Working offline', 'Since 10:31. Everything is kept on this machine.'],
    [
      offline('unreachable', 1),
      'Working offline',
      'Since 10:31. Everything is kept on this machine. 1 item waits to be sent.',
    ],
    [
      offline('server-busy'),
      'Working offline',
      'Since 10:31. The server is busy and asked to come back later. Everything is kept on this machine.',
    ],
    [
      { state: 'catching-up', done: 3_200, total: 9_000 },
      'Catching up',
      '3,200 of 9,000 changes. You can go on working.',
    ],
    [{ state: 'catching-up', done: 120, total: null }, 'Catching up', '120 changes so far. You can go on working.'],
    [{ state: 'sign-in', waiting: 1 }, 'Sign in', ''],
    [{ state: 'needs-attention', count: 3 }, 'Needs attention 3', ''],
    [
      { state: 'needs-attention', count: 0, unreadable: { since: at, waiting: 2 } },
      'Needs attention',
      "The server's answer could not be read, since 10:31. It is asked again by itself; if this stays, tell support. Everything is kept on this machine. 2 items wait to be sent.",
    ],
  ]
  it.each(table)('%j', (connection, name, detail) => {
    expect(connectionWords(words, connection)).toBe(name)
    expect(connectionDetail(words, format, connection).join(' ')).toBe(detail)
  })
})
