import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test as base, _electron, type ElectronApplication, type Page } from '@playwright/test'
import type pg from 'pg'
import { openVirtualDisplay } from '../../scripts/display.ts'
import { electronLaunch } from '../../scripts/run-electron.ts'
import { type Cable, layCable } from '../support/cable.ts'
import { discardFolder } from '../support/real-server.ts'
import { openDatabaseOf, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { makeStandingClock, type StandingClock } from './standing-clock.ts'

const root = resolve(import.meta.dirname, '../..')

/** A part of the demo world is enough for most, and every desk catches up in a moment. "all": the whole. */
const CASES = process.env['EVENKEEL_E2E_CASES'] ?? '300'
const demoOf = (cases: string) => (cases === 'all' ? ['--demo'] : ['--demo-cases', cases])

/** The demo server on a folder of its own, behind a cable whose address stays when the server is started again. */
export type World = {
  server: ServerProcess
  cable: Cable
  /** The server's data folder. */
  folder: string
  /** Time as the test lets it pass, for the server and the desks. Null: the machine's. */
  clock: StandingClock | null
  /** Starts the server again on the same folder. */
  restart(): Promise<void>
  /** Runs SQL on the server's PostgreSQL. */
  sql<Row extends pg.QueryResultRow>(text: string, params?: unknown[]): Promise<Row[]>
  /** A connection of its own, for locks. */
  connect(): Promise<pg.Client>
}

/** A desk in a real Electron, with a profile folder that outlives its process. */
export type Desk = {
  app: ElectronApplication
  page: Page
  profile: string
  /** All that this desk has on the disk. */
  userData: string
  /** SIGKILL of the whole desk. */
  kill(): Promise<void>
  /** Opens a desk on the same profile; `switches` of Chromium's and `policy` are as before where they are not given. */
  again(others?: { switches?: readonly string[]; policy?: Policy }): Promise<Desk>
  signIn(login: string): Promise<void>
}

/** What the machine's policy file says. Null: there is none. */
type Policy = Record<string, unknown> | null

/**
 * `server`: an address past the cable, for a desk that stays online while the cable is out. `switches`: Chromium's.
 * `cases`: how many the demo world has at least; null: as usual.
 * `startsAt`, `zone`: where the clock stands when the world begins, ms since 1970, and where its people live; null: the machine's.
 */
type Fixtures = {
  world: World
  openDesk(server?: string, switches?: readonly string[]): Promise<Desk>
  cases: string | null
  startsAt: number | null
  zone: string | null
  policy: Policy
  /** What the environment of the desks says besides. */
  environment: Record<string, string>
}

export const test = base.extend<Fixtures, { ownScreen: void }>({
  /** A screen for each worker: the windows of two tests on one would take the focus from each other. */
  ownScreen: [
    async ({}, provide) => {
      if (process.env['EVENKEEL_SCREEN_EACH'] !== '1') return provide()
      const display = await openVirtualDisplay()
      Object.assign(process.env, display.env)
      await provide()
      await display.stop()
    },
    { scope: 'worker', auto: true },
  ],
  cases: [null, { option: true }],
  startsAt: [null, { option: true }],
  zone: [null, { option: true }],
  policy: [null, { option: true }],
  environment: [{}, { option: true }],
  world: async ({ startsAt, cases }, provide) => {
    const folder = mkdtempSync(join(tmpdir(), 'evenkeel-e2e-'))
    const clock = startsAt === null ? null : makeStandingClock(startsAt)
    const world: World = await openWorld(join(folder, 'server'), clock, demoOf(cases ?? CASES))
    await provide(world)
    await world.cable.close()
    // A killed server leaves its PostgreSQL behind; the next start ends it, and is then stopped cleanly.
    if (world.server.child.signalCode !== null) await world.restart()
    await world.server.stop()
    discardFolder(join(folder, 'server'))
    rmSync(folder, { recursive: true, force: true })
  },
  openDesk: async ({ world, zone, policy: policyAtFirst, environment }, provide, info) => {
    const running: ElectronApplication[] = []
    const folders = new Set<string>()
    const open = async (
      profile: string,
      server: string,
      switches: readonly string[],
      policy: Policy,
    ): Promise<Desk> => {
      const launch = await electronLaunch({
        appDir: root,
        isDriven: true,
        env: {
          EVENKEEL_SERVER_URL: server,
          EVENKEEL_USER_DATA: undefined,
          EVENKEEL_HELP: join(root, 'resources/demo/help.json'),
          EVENKEEL_DEMO_SIGN_IN: undefined,
          EVENKEEL_POLICY: policy === null ? undefined : policyFile(policy, folders),
          ELECTRON_RENDERER_URL: undefined,
          ...(zone === null ? {} : { TZ: zone }),
        },
        before: [
          ...(world.clock === null ? [] : [world.clock.scriptOfDesk()]),
          ...(switches.length === 0 ? [] : [insistOn(switches)]),
        ],
      })
      const userData = launch.userData(profile)
      folders.add(userData)
      const app = await _electron.launch({
        executablePath: launch.executablePath,
        args: [...launch.args, ...switches],
        env: { ...launch.env, ...environment, EVENKEEL_USER_DATA: userData },
        colorScheme: null,
      })
      running.push(app)
      await app.firstWindow()
      const page = pageInFront(app)
      if (world.clock !== null) await world.clock.ofDesk(app, page)
      return {
        app,
        page,
        profile,
        userData,
        kill: async () => {
          const gone = new Promise<void>((done) => app.process().once('exit', () => done()))
          app.process().kill('SIGKILL')
          await gone
        },
        again: (others = {}) => open(profile, server, others.switches ?? switches, others.policy ?? policy),
        signIn: async (login) => {
          await page.getByLabel('Name').fill(login)
          await page.getByLabel('Password').fill(login)
          await followWindow(app, () => page.getByRole('button', { name: 'Sign in', exact: true }).click())
          await page.getByRole('grid', { name: 'Queue' }).waitFor()
        },
      }
    }
    await provide((server = world.cable.url, switches = []) =>
      open(`e2e/${info.testId}-${randomUUID().slice(0, 8)}`, server, switches, policyAtFirst),
    )
    for (const app of running) await app.close().catch(() => undefined)
    // What a test that failed has left is worth a look.
    if (info.status !== info.expectedStatus) return
    // Where a part of a killed desk still writes, it stays, too.
    for (const folder of folders)
      await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined)
  },
})
export { expect } from '@playwright/test'

/**
 * The page in front: another window takes its place when somebody comes before the desk, leaves it or locks it. Locators are
 * of the page that was in front when they were made.
 */
function pageInFront(app: ElectronApplication): Page {
  let front: Page | undefined
  return new Proxy({} as Page, {
    get(_, name) {
      // Windows that a test opens itself come and go beside it.
      if (front === undefined || front.isClosed()) front = app.windows().findLast((each) => !each.isClosed())
      const page = front
      if (page === undefined) throw new Error('The desk has no window.')
      const value: unknown = Reflect.get(page, name)
      return typeof value === 'function' ? value.bind(page) : value
    },
  })
}

/** Playwright's loader sets some switches itself, whatever the command line says ("password-store"): what a test asks for counts. */
const insistOn = (switches: readonly string[]): string => `
const { app } = require('electron')
for (const [name, value] of ${JSON.stringify(switches.map((each) => each.replace(/^--/, '').split(/=(.*)/, 2)))})
  app.commandLine.appendSwitch(name, value)
`

/** Does what brings another window to the front, and waits until it is the only one. */
export async function followWindow(app: ElectronApplication, work: () => Promise<unknown>): Promise<void> {
  const before = app.windows().filter((each) => !each.isClosed())
  const gone = before.map((each) => new Promise<void>((done) => each.once('close', () => done())))
  const next = app.waitForEvent('window')
  await work()
  await next
  await Promise.all(gone)
}

/** A file that nobody but us may write, and every desk may read. */
function policyFile(policy: NonNullable<Policy>, folders: Set<string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-policy-'))
  folders.add(folder)
  chmodSync(folder, 0o755)
  const file = join(folder, 'policy.json')
  writeFileSync(file, JSON.stringify(policy), { mode: 0o644 })
  return file
}

async function openWorld(folder: string, clock: StandingClock | null, demo: readonly string[]): Promise<World> {
  const start = async () => {
    const first = clock === null ? null : `${folder}-clock.cjs`
    if (clock !== null && first !== null) writeFileSync(first, clock.scriptOfServer())
    const started = await startServerProcess(folder, ['--port', '0', ...demo], first)
    clock?.ofServer(started.child)
    return started
  }
  const server = await start()
  const cable = await layCable(server.url)
  clock?.ofCable(cable)
  const connect = () => openDatabaseOf(folder)
  const world: World = {
    server,
    cable,
    folder,
    clock,
    connect,
    async restart() {
      world.server = await start()
      cable.target = world.server.url
    },
    async sql(text, params = []) {
      const client = await connect()
      try {
        return (await client.query(text, params)).rows
      } finally {
        await client.end()
      }
    },
  }
  return world
}
