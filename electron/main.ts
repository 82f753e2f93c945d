import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { app, type BrowserWindow, dialog, powerMonitor, protocol, safeStorage, screen, session, shell } from 'electron'
import { createHandlers } from './bridge/create-handlers.ts'
import { type Bridge, openBridge } from './bridge/open-bridge.ts'
import { makePrivateFolder } from './files/write-safely.ts'
import { realDisk } from './journal/disk.ts'
import { createSystemVault } from './keys/system-vault.ts'
import { openLog } from './log.ts'
import { makeIdleSource } from './power/idle-source.ts'
import { openMailShelf } from './mail/mail-shelf.ts'
import { REFUSED_EXIT_CODE } from './policy/dangerous-switches.ts'
import { cutOffNetwork, lockDownContents, lockDownSession, type MailLink } from './policy/lock-down-session.ts'
import { isDevelopmentOnly, refuseStart, windowTitle } from './policy/release-check.ts'
import { openDevice } from './profile/device.ts'
import { createProfiles } from './profile/open-profiles.ts'
import { openSessions } from './profile/sessions.ts'
import { type RendererFiles, START_URL } from './scheme/find-file.ts'
import { schemePrivileges, serveDesk } from './scheme/serve-desk.ts'
import type { LinkPorts } from './server-link/ask.ts'
import { type LiveStream, openLiveStream } from './server-link/live-stream.ts'
import { createServerLink } from './server-link/server-link.ts'
import { readHelp } from './policy/read-help.ts'
import { readSettings, type Settings } from './settings.ts'
import { createAppWindow } from './windows/create-app-window.ts'
import { keepPlace, readPlace } from './windows/keep-place.ts'
import { watchPage } from './windows/watch-page.ts'
import { words } from './words.ts'

const out = resolve(import.meta.dirname, '..')
const electronVersion = process.versions['electron'] ?? '0'
const random = (size: number): Uint8Array => new Uint8Array(randomBytes(size))
const after = (ms: number, run: () => void): (() => void) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

// Before anything asynchronous: Chromium reads these once.
protocol.registerSchemesAsPrivileged([schemePrivileges])
app.enableSandbox()
// Chromium's own fields for dates and times follow the system; the sentences around them are in the desk's language.
app.commandLine.appendSwitch('lang', words.locale)

const refusal = refuseStart({ isPackaged: app.isPackaged, electronVersion, argv: process.argv })
const settings = readSettings(process.env)
if (refusal !== null) leave(refusal)
else if (typeof settings === 'string') leave(settings)
else start(settings)

function leave(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
  app.exit(REFUSED_EXIT_CODE)
}

function start(settings: Settings): void {
  if (settings.userData !== null) app.setPath('userData', resolve(settings.userData))
  const userData = app.getPath('userData')
  mkdirSync(userData, { recursive: true, mode: 0o700 })
  // Two desks on one profile would write one journal.
  if (!app.requestSingleInstanceLock()) {
    app.exit(0)
    return
  }
  app.setAppLogsPath(join(userData, 'logs'))
  const log = openLog(settings.logPath ?? join(userData, 'logs', 'desk.log'), Date.now)
  const report = (message: string): void => log.write('warn', 'main', message)
  let hearLink: (link: MailLink) => void = () => undefined
  app.on('web-contents-created', (_event, contents) => lockDownContents(contents, (link) => hearLink(link)))
  app.on('session-created', lockDownSession)
  app.on('window-all-closed', () => app.quit())
  // Not awaited at the top level: in an ES module Electron would wait for us while we wait for it.
  void app
    .whenReady()
    .then(() => open(settings, userData, log, report, (heard) => (hearLink = heard)))
    .catch((error: unknown) => {
      log.write('error', 'main', `The desk does not start: ${error instanceof Error ? error.stack : String(error)}`)
      process.stderr.write(`The desk does not start: ${error instanceof Error ? error.message : String(error)}\n`)
      app.exit(1)
    })
}

async function open(
  settings: Settings,
  userData: string,
  log: ReturnType<typeof openLog>,
  report: (message: string) => void,
  onMailLinks: (heard: (link: MailLink) => void) => void,
): Promise<void> {
  await makePrivateFolder(userData)
  lockDownSession(session.defaultSession)
  cutOffNetwork(session.defaultSession, app.isPackaged)
  const mails = openMailShelf(random)
  serveDesk(protocol, { folder: join(out, 'renderer'), files: readRendererFiles(), mails, report })

  // A session of its own for the server: in memory, without a cache, out of every page's reach.
  const network = session.fromPartition('server', { cache: false })
  const ports: LinkPorts = {
    fetch: (address, init) => network.fetch(address, { ...init, credentials: 'omit', cache: 'no-store' }),
    serverUrl: settings.serverUrl,
    now: Date.now,
    monotonicMs: () => performance.now(),
    random: Math.random,
    after,
    report,
  }
  let bridge: Bridge | null = null
  let stream: LiveStream | null = null
  let window: BrowserWindow | null = null
  const link = createServerLink(ports, () => stream?.nudge())
  const vault = createSystemVault(safeStorage, process.platform)
  const device = await openDevice(userData, random)
  const sessions = await openSessions({
    link,
    device,
    vault,
    userData,
    serverUrl: settings.serverUrl,
    deviceName: `${hostname()} (${process.platform})`.slice(0, 200),
    now: Date.now,
    report,
    onChange(state) {
      bridge?.send('session.changed', state)
      if (state.state === 'none') mails.clear()
      listen()
    },
  })
  const profiles = createProfiles({ vault, disk: realDisk, random, report })

  /** The live stream runs while someone is signed in, and for that person only. */
  function listen(): void {
    stream?.stop()
    stream =
      sessions.state().state !== 'signed-in'
        ? null
        : openLiveStream({
            ...ports,
            token: sessions.token,
            renew: sessions.renew,
            onPoke: (heads) => bridge?.send('sync.poked', { heads }),
            onPresence: (presence) => bridge?.send('presence.changed', presence),
            onState: (state) => bridge?.send('link.changed', { stream: state }),
          })
  }

  bridge = openBridge(
    createHandlers({
      facts: {
        version: app.getVersion(),
        electron: electronVersion,
        chromium: process.versions['chrome'] ?? null,
        developmentOnly: isDevelopmentOnly(electronVersion),
        serverUrl: settings.serverUrl,
      },
      link,
      sessions,
      profiles,
      device,
      demoSignIn: settings.demoSignIn,
      help: await readHelp(settings.helpPath ?? join(userData, 'help.json'), report),
      mails,
      async choosePath(name) {
        const at = { defaultPath: join(app.getPath('downloads'), name) }
        const chosen = await (window === null ? dialog.showSaveDialog(at) : dialog.showSaveDialog(window, at))
        return chosen.canceled ? null : chosen.filePath
      },
      readIdle: makeIdleSource({
        platform: process.platform,
        env: process.env,
        seconds: () => powerMonitor.getSystemIdleTime(),
      }),
      openExternal: (address) => shell.openExternal(address),
      after,
      writeLine(level, line) {
        log.write(level, 'page', line)
        // Whoever started the desk from a terminal waits for this line.
        if (line === 'desk: queue shown') process.stdout.write(`${line}\n`)
      },
    }),
    report,
  )
  onMailLinks(({ address, isPressed }) => {
    const leads = address === '' ? '' : mails.linkAt(address)
    if (leads !== null) bridge?.send('mail.link', { address: leads, isPressed })
  })
  listen()
  powerMonitor.on('suspend', () => bridge?.send('power.suspended', {}))
  powerMonitor.on('resume', () => {
    link.forgetClock()
    stream?.restart()
    bridge?.send('power.resumed', {})
  })

  window = createAppWindow({
    preload: join(out, 'preload', 'index.cjs'),
    isPackaged: app.isPackaged,
    title: windowTitle(electronVersion),
    icon: join(out, '..', 'resources', 'icons', '256x256.png'),
    place: await readPlace(userData, screen),
  })
  bridge.register(window)
  keepPlace(window, userData, report)
  watchPage(window, { after, monotonicMs: () => performance.now(), report })
  app.on('second-instance', () => bringForward(window))
  await window.loadURL(START_URL)
}

function bringForward(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

function readRendererFiles(): RendererFiles {
  try {
    return JSON.parse(readFileSync(join(out, 'renderer-files.json'), 'utf8')) as RendererFiles
  } catch {
    throw new Error(words.notBuilt)
  }
}
