import { existsSync } from 'node:fs'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { olderElectron } from './older-electron.ts'
import { cacheDir, projectRoot } from './places.ts'
import { beginStep } from './progress.mjs'
import { runProgram } from './run-program.ts'

/** A folder with a whole Electron, and the program in it. */
export type RealElectron = { dist: string; executable: string; origin: 'override' | 'installed' | 'older' }

export type Found = { ok: true; electron: RealElectron } | { ok: false; reason: string }

const DOWNLOAD_LIMIT_MS = 20_000
const ONE_DAY_MS = 24 * 60 * 60 * 1000

/** The program inside a distribution folder, by platform. */
export function programIn(dist: string, platform: string = process.platform): string {
  if (platform === 'win32') return join(dist, 'electron.exe')
  if (platform === 'darwin') return join(dist, 'Electron.app/Contents/MacOS/Electron')
  return join(dist, 'electron')
}

/**
 * Which Electron to use: the one ELECTRON_OVERRIDE_DIST_PATH names, the installed one, its own download, on Linux x64 the
 * older one. Otherwise a sentence.
 */
export async function findElectron(): Promise<Found> {
  if (process.env['EVENKEEL_NO_ELECTRON'] === '1')
    return { ok: false, reason: 'There is no Electron here, because EVENKEEL_NO_ELECTRON=1 asks for that.' }
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (override) {
    const executable = programIn(override)
    return existsSync(executable)
      ? { ok: true, electron: { dist: override, executable, origin: 'override' } }
      : {
          ok: false,
          reason: `ELECTRON_OVERRIDE_DIST_PATH names ${override}, but there is no ${executable}: correct or unset it.`,
        }
  }
  const installed = join(projectRoot, 'node_modules/electron/dist')
  const downloaded = (await isInstalled(installed)) ? null : await download()
  if (downloaded === null)
    return { ok: true, electron: { dist: installed, executable: programIn(installed), origin: 'installed' } }
  const older = await olderElectron()
  if (older.ok) return { ok: true, electron: { dist: older.dist, executable: programIn(older.dist), origin: 'older' } }
  return {
    ok: false,
    reason: `No Electron can be had here: its download does not come (${downloaded}), and ${older.reason}.`,
  }
}

async function wantedVersion(): Promise<string> {
  const manifest = await readFile(join(projectRoot, 'node_modules/electron/package.json'), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}

/** The same question that Electron's own installer asks before it downloads. */
async function isInstalled(dist: string): Promise<boolean> {
  try {
    const version = (await readFile(join(dist, 'version'), 'utf8')).trim().replace(/^v/, '')
    return version === (await wantedVersion()) && existsSync(programIn(dist))
  } catch {
    return false
  }
}

/** Electron's own download. Null when it stands, else why it does not. A failure is remembered for a day. */
async function download(): Promise<string | null> {
  const version = await wantedVersion()
  const failure = join(cacheDir(), `electron-${version}-not-reached`)
  try {
    const age = Date.now() - (await stat(failure)).mtimeMs
    if (age < ONE_DAY_MS) return `tried within the last day: ${(await readFile(failure, 'utf8')).trim()}`
  } catch {
    // Not tried yet.
  }
  const step = beginStep(`Downloading Electron ${version} (given up after ${DOWNLOAD_LIMIT_MS / 1000} s)`)
  const ended = await runProgram(process.execPath, [join(projectRoot, 'node_modules/electron/install.js')], {
    timeoutMs: DOWNLOAD_LIMIT_MS,
  })
  if (ended.code === 0 && (await isInstalled(join(projectRoot, 'node_modules/electron/dist')))) {
    step.done()
    return null
  }
  const why = ended.timedOut
    ? `nothing within ${DOWNLOAD_LIMIT_MS / 1000} s`
    : (ended.stderr.match(/(?:TypeError|Error): [^\n]+/)?.[0] ?? `its installer ended with code ${ended.code}`)
  step.failed(why)
  await mkdir(cacheDir(), { recursive: true })
  await writeFile(failure, why)
  return why
}

/** What the program itself says it is. Null when it does not start. */
export async function askVersions(executable: string): Promise<{ electron: string; chrome: string } | null> {
  const asked = await runProgram(
    executable,
    ['-p', 'JSON.stringify({ electron: process.versions.electron, chrome: process.versions.chrome })'],
    { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, timeoutMs: 20_000 },
  )
  try {
    return JSON.parse(asked.stdout) as { electron: string; chrome: string }
  } catch {
    return null
  }
}
