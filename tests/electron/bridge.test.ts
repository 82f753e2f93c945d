import { beforeEach, describe, expect, it } from 'vitest'
import { answerCall, type DeskCallName, type Sender } from '../../electron/bridge/answer-call.ts'
import type { DeskHandlers } from '../../protocol/desk-bridge.ts'
import { deskCalls } from '../../protocol/desk-channels.ts'
import { draft } from './journal-kit.ts'

let handled: string[] = []
const handlers = Object.fromEntries(
  deskCalls.map((name) => [
    name,
    async () => {
      handled.push(name)
      return { ok: true, value: {} }
    },
  ]),
) as unknown as DeskHandlers
beforeEach(() => {
  handled = []
})

const ours = { url: 'app://desk/index.html', origin: 'app://desk', isMainFrame: true }
const page: Sender = { frame: ours, isRegisteredWindow: true }
const call = (name: DeskCallName, args: readonly unknown[], sender: Sender = page) =>
  answerCall(handlers, name, args, sender, () => undefined)

const pull = {
  proto: 1,
  schema: 1,
  epoch: null,
  reqId: 'r-1',
  clientId: 'c-1',
  cursor: {},
  scopes: [],
  pins: [],
  backfill: null,
  limits: { rows: 200, bytes: 262_144 },
}
const mutation = {
  id: 'm-1',
  name: 'case.claim',
  v: 1,
  lane: 'c-1',
  args: { caseId: 'c-1' },
  pre: null,
  baseRev: null,
  stamp: { at: 1_773_144_000_000, offsetMs: null, monotonicMs: 5 },
}
const honest: Record<DeskCallName, unknown> = {
  'desk.info': {},
  'desk.help': {},
  'desk.theme': { theme: 'dark' },
  'session.current': {},
  'session.signIn': { login: 'ana', password: 'ana' },
  'session.signOut': {},
  'session.lock': {},
  'session.unlock': { secret: 'pin', text: '1234' },
  'session.setPin': { pin: '1234' },
  'session.pin': {},
  'session.stir': { isOnCall: false },
  'store.key': {},
  'journal.append': { entries: [draft(1)] },
  'journal.read': {},
  'journal.compact': { entries: [], mark: 'm' },
  'file.keep': { id: 'f-1', bytes: new Uint8Array(10) },
  'file.upload': { id: 'f-1', sizeBytes: 10, sha256: '0'.repeat(64) },
  'file.save': { id: 'f-1', name: 'a.pdf', sizeBytes: 10, mediaType: 'application/pdf', sha256: '0'.repeat(64) },
  'export.save': { name: 'Adherence', kind: 'csv', bytes: new Uint8Array(10) },
  'key.begin': {},
  'key.finish': { client: { kind: 'client', clientId: 'desk-1', generation: 'g1', database: 'evenkeel-x' } },
  'file.retain': { ids: ['f-1'] },
  'sync.pull': pull,
  'sync.push': {
    proto: 1,
    schema: 1,
    epoch: 'e-1',
    clientId: 'c-1',
    mutations: [{ n: 1, replay: false, mutation }],
  },
  'presence.set': { caseId: 'c-1', state: 'viewing' },
  'mail.layOut': { html: '<p>Hello</p>' },
  'clock.offset': {},
  'power.idle': {},
  'link.open': { address: 'https://shop.example/' },
  'log.write': { level: 'info', line: 'desk: queue shown' },
}

const strangers: [string, Sender][] = [
  ['a frame that is gone', { ...page, frame: null }],
  ['a window that is not ours', { ...page, isRegisteredWindow: false }],
  ['a frame inside our page', { ...page, frame: { ...ours, isMainFrame: false } }],
  ['a website', { ...page, frame: { ...ours, url: 'https://evil.example/', origin: 'https://evil.example' } }],
  ['another host of our scheme', { ...page, frame: { ...ours, url: 'app://mail/1', origin: 'app://mail' } }],
  ['a page that only looks like ours', { ...page, frame: { ...ours, url: 'app://desk@evil/index.html' } }],
  ['a sandboxed page', { ...page, frame: { ...ours, origin: 'null' } }],
]

const cyclic: Record<string, unknown> = {}
cyclic['self'] = cyclic
const malformed: [string, readonly unknown[]][] = [
  ['nothing', []],
  ['undefined', [undefined]],
  ['null', [null]],
  ['a number', [Number.NaN]],
  ['a string', ['x']],
  ['a list', [[]]],
  ['a key too many', [{ surplus: 1 }]],
  ['a prototype', [JSON.parse('{"__proto__":{"isAdmin":true}}')]],
  ['a second argument', [{}, {}]],
  ['itself', [cyclic]],
  ['a map', [new Map()]],
  ['a date', [new Date(0)]],
  ['something huge', [{ line: 'x'.repeat(40_000_000) }]],
]

describe.each(deskCalls.map((name) => [name] as const))('the channel %s', (name) => {
  it('reaches its handler from our page with honest arguments', async () => {
    expect(await call(name, [honest[name]])).toMatchObject({ ok: true })
    expect(handled).toEqual([name])
  })

  it.each(strangers)('refuses %s', async (_who, sender) => {
    expect(await call(name, [honest[name]], sender)).toMatchObject({ ok: false, failure: { kind: 'denied' } })
    expect(handled).toEqual([])
  })

  it.each(malformed)('refuses %s', async (_what, args) => {
    expect(await call(name, args)).toMatchObject({ ok: false, failure: { kind: 'invalid' } })
    expect(handled).toEqual([])
  })

  it('answers a fault of its own as data that loses nothing', async () => {
    const broken = { ...handlers, [name]: () => Promise.reject(new Error('boom: secret words')) }
    const reports: string[] = []
    const answer = await answerCall(broken, name, [honest[name]], page, (message) => reports.push(message))
    expect(answer.ok).toBe(false)
    expect(JSON.stringify(answer)).not.toContain('boom')
    expect(reports.join()).toContain('boom')
    if (!answer.ok && name.startsWith('sync.')) expect(answer.failure.kind).toBe('overloaded')
    if (!answer.ok && name.startsWith('journal.')) expect(answer.failure.kind).toBe('disk')
  })
})

it('never repeats what a malformed call held, because it may be a customer’s words', async () => {
  const reports: string[] = []
  const args = [{ entries: [{ kind: 'draft', caseId: 'Nadia Osei, card 4111', draft: null }] }]
  const answer = await answerCall(handlers, 'journal.append', args, page, (message) => reports.push(message))
  expect(answer.ok).toBe(false)
  expect(JSON.stringify([answer, reports])).not.toContain('Nadia')
})
