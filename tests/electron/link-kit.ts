import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SystemVault } from '../../electron/keys/system-vault.ts'
import { openDevice } from '../../electron/profile/device.ts'
import { openSessions, type Sessions } from '../../electron/profile/sessions.ts'
import type { LinkPorts } from '../../electron/server-link/ask.ts'
import { createServerLink, type ServerLink } from '../../electron/server-link/server-link.ts'
import type { SessionState } from '../../protocol/desk-bridge.ts'
import { NOON } from '../support/records.ts'

export const noKeyring: SystemVault = {
  protects: async () => false,
  backend: () => 'basic_text',
  wrap: () => Promise.reject(new Error('no keyring')),
  unwrap: () => Promise.reject(new Error('no keyring')),
}

export const json = (value: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json', ...headers } })
export const refusal = (status: number, code: string, more: object = {}): Response =>
  json({ error: { code, message: 'words', ...more } }, status)

export const ana = {
  tenantId: 't-1',
  userId: 'u-ana',
  login: 'ana',
  name: 'Ana',
  role: 'agent',
  teamIds: [],
  queueIds: ['orders'],
}

export type Asked = { path: string; token: string | null; body: unknown; init: RequestInit }

/** Time that moves when the test says so, and a cable whose other end the test plays. */
export function createWorld(answer: (asked: Asked) => Response | Promise<Response>) {
  let nowMs: number = NOON
  const timers = new Map<object, { at: number; run: () => void }>()
  const asked: Asked[] = []
  const ports: LinkPorts = {
    async fetch(address, init) {
      const headers = new Headers(init.headers)
      const one: Asked = {
        path: new URL(address).pathname,
        token: headers.get('authorization')?.slice('Bearer '.length) ?? null,
        body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
        init,
      }
      asked.push(one)
      return answer(one)
    },
    serverUrl: 'http://127.0.0.1:4680',
    now: () => nowMs,
    monotonicMs: () => nowMs - NOON,
    random: () => 0.5,
    after(ms, run) {
      const timer = {}
      timers.set(timer, { at: nowMs + ms, run })
      return () => timers.delete(timer)
    },
    report: () => undefined,
  }
  return {
    ports,
    asked,
    count: (path: string) => asked.filter((one) => one.path === path).length,
    pass(ms: number) {
      nowMs += ms
      const due = [...timers].filter(([, { at }]) => at <= nowMs)
      for (const [timer, { run }] of due) {
        timers.delete(timer)
        run()
      }
    },
    waiting: () => [...timers.values()].map(({ at }) => at - nowMs).toSorted((a, b) => a - b),
  }
}

export type TestDesk = {
  sessions: Sessions
  link: ServerLink
  changes: SessionState[]
  userData: string
  reached: number
  heard: number
  revoked: number
}

/** The sessions of a desk, over the given cable; `userData` of an earlier one: the desk was started again. */
export async function openSessionsOf(
  ports: LinkPorts,
  {
    userData,
    vault = noKeyring,
    remembers = true,
  }: { userData?: string; vault?: SystemVault; remembers?: boolean } = {},
): Promise<TestDesk> {
  const folder = userData ?? (await mkdtemp(join(tmpdir(), 'evenkeel-desk-')))
  const desk = { changes: [] as SessionState[], userData: folder, reached: 0, heard: 0, revoked: 0 }
  const link = createServerLink(ports, () => {
    desk.reached += 1
  })
  const sessions = await openSessions({
    link,
    device: await openDevice(folder, (size) => new Uint8Array(size).fill(9)),
    vault,
    userData: folder,
    serverUrl: ports.serverUrl,
    remembers,
    deviceName: 'test',
    now: ports.now,
    report: ports.report,
    onChange: (state) => desk.changes.push(state),
    onHeard: () => (desk.heard += 1),
    onRevoked: () => (desk.revoked += 1),
  })
  return Object.assign(desk, { link, sessions })
}
