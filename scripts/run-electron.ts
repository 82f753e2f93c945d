import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { DesktopUser } from './desktop-user.ts'
import { asDesktopUser, ensureDesktopUser } from './desktop-user.ts'
import { hasOwnDisplay } from './display.ts'
import { cacheDir, cloneId, isRoot, makeOpenDir, projectRoot } from './places.ts'
import { reachableFolder } from './reachable-copy.ts'
import type { RealElectron } from './real-electron.ts'
import { askVersions, findElectron, programIn } from './real-electron.ts'
import { ensureWindowLibraries } from './window-libraries.ts'

/** How to start the desk: the ONE way, for `npm start`, the end-to-end tests and the screenshots. */
export type ElectronLaunch = {
  /** Electron's own folder. */
  dist: string
  executablePath: string
  /** Ends with the app's folder; more arguments may follow. */
  args: string[]
  env: Record<string, string>
  /** The user that Electron runs as; null: the same as ours. Files that the desk shall read must be his. */
  userId: number | null
  version: string
  chromium: string
  /** Older than the Electron of package.json: for development, demo and tests only. */
  isOld: boolean
  /** A profile folder of this name that Electron's user may write; it is kept from start to start. */
  userData: (name: string) => string
}

/** No Electron can run here; the message is the sentence for the person. */
export class NoElectron extends Error {}

export type LaunchWish = {
  /** The clone, or any folder with package.json and out/. */
  appDir: string
  env?: Record<string, string | undefined>
  /** Playwright drives it: its loader comes along, because it adds its own only where it finds Electron itself. */
  isDriven?: boolean
  /** Text of scripts that Electron runs before the desk. A packaged desk knows no such thing: `-r` is Electron's own, not ours. */
  before?: readonly string[]
}

const SMALL_SHARED_MEMORY_BYTES = 256 * 1024 * 1024

let known:
  | Promise<{ electron: RealElectron; user: DesktopUser | null; versions: { electron: string; chrome: string } }>
  | undefined

/** The Electron of this machine, ready to run. Looked for once in a process. */
async function readyElectron() {
  const found = await findElectron()
  if (!found.ok) throw new NoElectron(found.reason)
  const lacking = await ensureWindowLibraries(found.electron.executable, !hasOwnDisplay())
  if (lacking !== null) throw new NoElectron(lacking)
  const user = isRoot && process.platform === 'linux' ? await ensureDesktopUser() : null
  const dist =
    user === null
      ? found.electron.dist
      : await reachableFolder(found.electron.dist, user, {
          name: 'electron-copy',
          entries: readdirSync(found.electron.dist),
          setuidProgram: 'chrome-sandbox',
        })
  const electron = { ...found.electron, dist, executable: programIn(dist) }
  const versions = await askVersions(electron.executable)
  if (versions === null)
    throw new NoElectron(`Electron in ${dist} does not start: remove that folder and run the same command again.`)
  return { electron, user, versions }
}

/** Everything needed to start the desk from `appDir`. Throws NoElectron with a sentence where none can run. */
export async function electronLaunch({
  appDir,
  env = {},
  isDriven = false,
  before = [],
}: LaunchWish): Promise<ElectronLaunch> {
  known ??= readyElectron()
  const { electron, user, versions } = await known
  const app =
    user === null
      ? appDir
      : await reachableFolder(appDir, user, {
          name: 'app',
          entries: ['package.json', 'out', ...resourcesOfTheDesk(appDir)],
        })
  const first = [...(isDriven ? [playwrightLoader()] : []), ...before.map(keepScript)]
  const args = [...first.flatMap((script) => ['-r', script]), ...sharedMemoryArgs(), app]
  const wanted = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
    devDependencies: { electron: string }
  }
  return {
    dist: electron.dist,
    executablePath: process.platform === 'linux' ? writeStarter(electron.executable, user) : electron.executable,
    args,
    env: cleanEnv({ ...process.env, ...env }, user),
    userId: user?.uid ?? null,
    version: versions.electron,
    chromium: versions.chrome,
    isOld: Number.parseInt(versions.electron, 10) < Number.parseInt(wanted.devDependencies.electron, 10),
    userData: (name) => userDataDir(name, user),
  }
}

/** Demo data is the server's. */
function resourcesOfTheDesk(appDir: string): string[] {
  const dir = join(appDir, 'resources')
  return existsSync(dir)
    ? readdirSync(dir)
        .filter((name) => name !== 'demo')
        .map((name) => join('resources', name))
    : []
}

/** Containers often give 64 MB of shared memory, where Chromium dies. */
function sharedMemoryArgs(): string[] {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    return bavail * bsize < SMALL_SHARED_MEMORY_BYTES ? ['--disable-dev-shm-usage'] : []
  } catch {
    return process.platform === 'linux' ? ['--disable-dev-shm-usage'] : []
  }
}

/**
 * A tiny program that starts Electron: as the unprivileged user where we are root, and never without the sandbox
 * (Playwright adds --no-sandbox unless told otherwise, and a slip there would let the tests prove less than they say).
 */
function writeStarter(executable: string, user: DesktopUser | null): string {
  const command = user === null ? [executable] : asDesktopUser(user, [executable])
  const text = `#!/bin/sh
# Starts Electron with its sandbox on${user === null ? '' : `, as the user ${user.name}`}.
cd ${quote(user?.home ?? projectRoot)} || exit 1
for arg do
  shift
  [ "$arg" = --no-sandbox ] || set -- "$@" "$arg"
done
exec ${command.map(quote).join(' ')} "$@"
`
  return writeOnce(`start-electron-${hashOf(text)}.sh`, text, 0o755)
}

/** Playwright's loader, at a place that Electron's user can read. */
function playwrightLoader(): string {
  const source = join(projectRoot, 'node_modules/playwright-core/lib/server/electron/loader.js')
  const text = readFileSync(source, 'utf8')
  return writeOnce(`playwright-loader-${hashOf(text)}.cjs`, text, 0o644)
}

const keepScript = (text: string): string => writeOnce(`before-desk-${hashOf(text)}.cjs`, text, 0o644)

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)

const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`

/** Into the cache, whole or not at all; the name holds the content's hash, so an existing file is the right one. */
function writeOnce(name: string, text: string, mode: number): string {
  const dir = isRoot ? '/var/cache/evenkeel' : cacheDir()
  makeOpenDir(dir)
  const path = join(dir, name)
  if (!existsSync(path)) {
    const making = `${path}.${process.pid}`
    writeFileSync(making, text)
    chmodSync(making, mode)
    renameSync(making, path)
  }
  return path
}

/** The caller's environment, without what belongs to root's own session when another user runs the desk. */
function cleanEnv(env: Record<string, string | undefined>, user: DesktopUser | null): Record<string, string> {
  const foreign = /^(XDG_|DBUS_|SUDO_|WAYLAND_|SSH_|LS_COLORS|MAIL$|TMPDIR$|OLDPWD$|PWD$)/
  const ours = user === null ? {} : { HOME: user.home, USER: user.name, LOGNAME: user.name, SHELL: '/bin/sh' }
  const kept = Object.entries({ ...env, ...ours }).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined &&
      !/^(ELECTRON_RUN_AS_NODE|NODE_OPTIONS|npm_)/.test(entry[0]) &&
      !(user !== null && foreign.test(entry[0])),
  )
  return Object.fromEntries(kept)
}

function userDataDir(name: string, user: DesktopUser | null): string {
  if (user === null) {
    const dir = join(projectRoot, '.evenkeel', name)
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    return dir
  }
  let dir = join(user.home, cloneId)
  for (const part of ['', ...name.split('/')]) {
    dir = join(dir, part)
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    chownSync(dir, user.uid, user.gid)
  }
  return dir
}
