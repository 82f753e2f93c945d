import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { app, clipboard, dialog, nativeTheme, powerMonitor, protocol, safeStorage, session, shell } from 'electron'
import { createHandlers } from './bridge/create-handlers.ts'
import { type Bridge, openBridge } from './bridge/open-bridge.ts'
import { makePrivateFolder } from './files/write-safely.ts'
import { emptyClipboard } from './gate/empty-clipboard.ts'
import { createGate } from './gate/gate.ts'
import { keepWatch, type Watch } from './gate/keep-watch.ts'
import { realDisk } from './journal/disk.ts'
import { createSystemVault } from './keys/system-vault.ts'
import { openLog } from './log.ts'
import { makeIdleSource } from './power/idle-source.ts'
import { loadSanitiser, openMailShelf } from './mail/mail-shelf.ts'
import { REFUSED_EXIT_CODE } from './policy/dangerous-switches.ts'
import { cutOffNetwork, lockDownContents, lockDownSession, type MailLink } from './policy/lock-down-session.ts'
import { isDevelopmentOnly, refuseStart, windowTitle } from './policy/release-check.ts'
import { policyPath, readMachinePolicy } from './policy/machine-policy.ts'
import { openDevice } from './profile/device.ts'
import { createProfiles } from './profile/open-profiles.ts'
import { dropOldStore, openPageSessions } from './profile/page-session.ts'
import { tidyProfiles } from './profile/retire-folder.ts'
import { openSessions } from './profile/sessions.ts'
import type { RendererFiles } from './scheme/find-file.ts'
import { schemePrivileges } from './scheme/serve-desk.ts'
import type { LinkPorts } from './server-link/ask.ts'
import { type LiveStream, openLiveStream } from './server-link/live-stream.ts'
import { createServerLink } from './server-link/server-link.ts'
import { readHelp } from './policy/read-help.ts'
import { readSettings, type Settings } from './settings.ts'
import { type FrontWindow, openFrontWindow } from './windows/front-window.ts'
import { words } from './words.ts'

/** The first screen is long there, and the first mail is not opened yet. */
const LOAD_SANITISER_AFTER_MS = 3_000

const HOUR_MS = 3_600_000
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
  // While Chromium gets ready: what lies on the disk needs none of it. How it ends is heard in `open`.
  const reading = readAhead(settings, userData, report)
  reading.catch(() => undefined)
  // Not awaited at the top level: in an ES module Electron would wait for us while we wait for it.
  void app
    .whenReady()
    .then(() => open(settings, userData, reading, log, report, (heard) => (hearLink = heard)))
    .catch((error: unknown) => {
      log.write('error', 'main', `The desk does not start: ${error instanceof Error ? error.stack : String(error)}`)
      process.stderr.write(`The desk does not start: ${error instanceof Error ? error.message : String(error)}\n`)
      app.exit(1)
    })
}

/** All that the first window waits for and that is read from the disk. */
async function readAhead(settings: Settings, userData: string, report: (message: string) => void) {
  const [policy, device, help, files] = await Promise.all([
    readMachinePolicy(
      (app.isPackaged ? null : settings.policyPath) ?? policyPath(process.platform, process.env),
      report,
    ),
    openDevice(userData, random),
    readHelp(settings.helpPath ?? join(userData, 'help.json'), report),
    readRendererFiles(),
    tidyProfiles(join(userData, 'profiles'), report),
    makePrivateFolder(userData),
  ])
  return { policy, device, help, files }
}

async function open(
  settings: Settings,
  userData: string,
  reading: ReturnType<typeof readAhead>,
  log: ReturnType<typeof openLog>,
  report: (message: string) => void,
  onMailLinks: (heard: (link: MailLink) => void) => void,
): Promise<void> {
  // No page of ours lives in it any more.
  lockDownSession(session.defaultSession)
  cutOffNetwork(session.defaultSession, app.isPackaged)
  const mails = openMailShelf(random)
  const { policy, device, help, files } = await reading
  const vault = createSystemVault(safeStorage, process.platform)
  const isProtected = await vault.protects()
  const wished = policy['storage.keyProtection']
  const protection =
    wished === 'personal' && policy['storage.requireOsKeyring'] && !isProtected ? ('shared' as const) : wished
  // Where nothing outlives this run, what is left unsent would be lost.
  const mayLeaveUnsent = policy['storage.unsentAtSignOut'] === 'keep' && protection !== 'vdi'

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
  let front: FrontWindow | null = null
  let watch: Watch | null = null
  let isOnLine = false
  let isDeskInFront = false
  const monotonicMs = (): number => performance.now()
  const link = createServerLink(ports, () => stream?.nudge())
  nativeTheme.themeSource = device.get().theme
  const sessions = await openSessions({
    link,
    device,
    vault,
    userData,
    serverUrl: settings.serverUrl,
    deviceName: `${hostname()} (${process.platform})`.slice(0, 200),
    now: Date.now,
    report,
    remembers: protection === 'personal',
    onChange(state) {
      bridge?.send('session.changed', state)
      mails.clear()
      listen()
    },
    onHeard: () => watch?.heard(),
    onRevoked: () => void gate.wipe(),
  })
  const profiles = createProfiles({
    vault,
    disk: realDisk,
    random,
    now: Date.now,
    report,
    protection,
    askShare: (profileId) => async (shareId) => {
      const given = await sessions.withToken((token) => link.keyShare(token, profileId, shareId))
      if (!given.ok) return given
      return { ok: true, value: { shareId: given.value.shareId, share: new TextEncoder().encode(given.value.share) } }
    },
    async forgetShares(profileId, except) {
      await sessions.withToken((token) => link.forgetShares(token, profileId, except))
    },
  })
  const pages = openPageSessions({
    isPackaged: app.isPackaged,
    isInMemory: protection === 'vdi',
    userData,
    scheme: { folder: join(out, 'renderer'), files, mails, report },
    report,
  })
  const gate = createGate({
    sessions,
    profiles,
    device,
    policy: {
      ...policy,
      'storage.keyProtection': protection,
      'storage.unsentAtSignOut': mayLeaveUnsent ? 'keep' : 'send-first',
    },
    show: async (seat, profile) => {
      mails.clear()
      isDeskInFront = seat.at === 'desk'
      // Nothing comes for a desk that is locked; and for one that opens, only when its page can hear it.
      if (!isDeskInFront) listen()
      await front?.show(seat, profile)
      if (isDeskInFront) listen()
    },
    handedOver: () => emptyClipboard(clipboard, process.platform),
    clearPages: ({ profileId }) => pages.clear(profileId),
    changed: () => void gate.doorState().then((state) => bridge?.tellDoor(state)),
    entered: () => watch?.entered(),
    report,
  })

  /** The live stream runs while someone is signed in, and for that person only. */
  function listen(): void {
    stream?.stop()
    isOnLine = false
    stream =
      sessions.state().state !== 'signed-in' || !isDeskInFront
        ? null
        : openLiveStream({
            ...ports,
            token: sessions.token,
            renew: sessions.renew,
            onRefused: sessions.refused,
            onPoke: (heads) => bridge?.send('sync.poked', { heads }),
            onPresence: (presence) => bridge?.send('presence.changed', presence),
            onState: (state) => {
              isOnLine = state === 'open'
              bridge?.send('link.changed', { stream: state })
            },
          })
  }

  const readIdle = makeIdleSource({
    platform: process.platform,
    env: process.env,
    seconds: () => powerMonitor.getSystemIdleTime(),
  })
  bridge = openBridge(
    createHandlers({
      facts: {
        version: app.getVersion(),
        electron: electronVersion,
        chromium: process.versions['chrome'] ?? null,
        developmentOnly: isDevelopmentOnly(electronVersion),
        serverUrl: settings.serverUrl,
        hasJournal: protection !== 'vdi',
        reopensOffline: protection === 'personal',
        rules: {
          locks: true,
          mayLeaveUnsent,
          forgets: protection === 'vdi',
          keeps: {
            filesMs: policy['storage.fileHours'] * HOUR_MS,
            doneCasesMs: policy['storage.doneCaseDays'] * 24 * HOUR_MS,
            // Nothing that was written down needs another one.
            keyMs: protection === 'vdi' ? null : policy['storage.newKeyDays'] * 24 * HOUR_MS,
          },
          protection: protection !== 'personal' ? 'server' : isProtected ? 'os' : 'unprotected',
        },
      },
      gate,
      paint: (theme) => {
        nativeTheme.themeSource = theme
      },
      stirred: (isOnCall) => watch?.stir(isOnCall),
      link,
      sessions,
      profiles,
      device,
      demoSignIn: settings.demoSignIn,
      help,
      mails,
      async choosePath(name) {
        const at = { defaultPath: join(app.getPath('downloads'), name) }
        const window = front?.window() ?? null
        const chosen = await (window === null ? dialog.showSaveDialog(at) : dialog.showSaveDialog(window, at))
        return chosen.canceled ? null : chosen.filePath
      },
      readIdle,
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
  watch = keepWatch({
    policy,
    device,
    remembers: protection === 'personal',
    openProfileId: () => (device.get().lock === null ? (sessions.place()?.profileId ?? null) : null),
    readIdle,
    now: Date.now,
    monotonicMs,
    after,
    isOnLine: () => isOnLine,
    proveOnline: () => sessions.prove(),
    lock: (why, needsServer) => gate.lock(why, needsServer),
  })
  listen()
  powerMonitor.on('suspend', () => {
    bridge?.send('power.suspended', {})
    watch?.systemLocked()
  })
  // Told on macOS and Windows only; elsewhere the time without input says it.
  powerMonitor.on('lock-screen', () => watch?.systemLocked())
  powerMonitor.on('resume', () => {
    link.forgetClock()
    stream?.restart()
    bridge?.send('power.resumed', {})
    void watch?.look()
  })

  front = openFrontWindow({
    preload: join(out, 'preload', 'index.cjs'),
    icon: join(out, '..', 'resources', 'icons', '256x256.png'),
    title: windowTitle(electronVersion),
    userData,
    sessions: pages,
    bridge,
    after,
    monotonicMs,
    report,
  })
  app.on('second-instance', () => front?.bringForward())
  await watch.look()
  const { demoSignIn } = settings
  // With it nobody sees a door; where the server is not there yet, the door asks again.
  const isDemo = demoSignIn !== null && sessions.state().state === 'none'
  if (!isDemo || !(await gate.enter(demoSignIn.login, demoSignIn.password)).ok) await gate.start()
  // Whoever came before the desk has taken their part of it.
  await dropOldStore(userData, report)
  after(LOAD_SANITISER_AFTER_MS, () => void loadSanitiser())
}

async function readRendererFiles(): Promise<RendererFiles> {
  try {
    return JSON.parse(await readFile(join(out, 'renderer-files.json'), 'utf8')) as RendererFiles
  } catch {
    throw new Error(words.notBuilt)
  }
}
