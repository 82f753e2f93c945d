import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isRoot } from './places.ts'
import { beginStep } from './progress.mjs'
import { runProgram, wholePath } from './run-program.ts'

/** What a window of Electron needs on a bare Debian or Ubuntu. */
const LIBRARIES = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libatk-bridge2.0-0',
  'libxss1',
  'libnotify4',
  'libsecret-1-0',
]
const DISPLAY = ['xvfb', 'xauth']
const LISTS_ARE_OLD_MS = 24 * 60 * 60 * 1000

/** Whether a program of this name can be started. */
const isThere = (program: string): boolean => wholePath.split(':').some((dir) => existsSync(join(dir, program)))

async function missingLibraries(executable: string): Promise<string[]> {
  const listed = await runProgram('ldd', [executable])
  return [...listed.stdout.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '')
}

/** What a window needs from the system, installed where we may. Null when all is there, else one sentence with the remedy. */
export async function ensureWindowLibraries(executable: string, needsXvfb: boolean): Promise<string | null> {
  if (process.platform !== 'linux') return null
  const libraries = await missingLibraries(executable)
  const lacksXvfb = needsXvfb && !isThere('Xvfb')
  if (libraries.length === 0 && !lacksXvfb) return null
  const missing = [...libraries, ...(lacksXvfb ? ['Xvfb, a display for machines without a screen'] : [])].join(', ')
  if (!isThere('apt-get'))
    return `Electron's window needs what this machine lacks: install ${missing} with your package manager, then run the same command again.`
  const packages = [...(libraries.length > 0 ? LIBRARIES : []), ...(lacksXvfb ? DISPLAY : [])]
  const line = `sudo apt-get install -y ${packages.join(' ')}`
  if (!isRoot)
    return `Electron's window needs what this machine lacks (${missing}): run \`${line}\`, then the same command again.`

  const step = beginStep(`Installing system packages for the window (once): ${packages.join(' ')}`)
  const installed = await aptInstall(packages, (text) => step.note(text))
  const stillMissing = await missingLibraries(executable)
  if (installed.code === 0 && stillMissing.length === 0 && (!needsXvfb || isThere('Xvfb'))) {
    step.done()
    return null
  }
  const why = stillMissing.length > 0 ? `still missing: ${stillMissing.join(', ')}` : lastLine(installed.stderr)
  step.failed(why)
  return `System packages for the window could not be installed (${why}): run \`${line}\` by hand, then the same command again.`
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? ''

async function aptInstall(packages: string[], note: (text: string) => void) {
  const env = { ...process.env, PATH: wholePath, DEBIAN_FRONTEND: 'noninteractive' }
  const update = () => {
    note('reading package lists')
    return runProgram('apt-get', ['update', '-q'], { env })
  }
  const install = async () => {
    note('installing')
    return runProgram('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...(await namesHere(packages))], {
      env,
    })
  }
  if (await listsAreOld()) await update()
  const first = await install()
  if (first.code === 0) return first
  // Lists that look fresh can still name versions that the mirror has replaced.
  await update()
  return install()
}

/** Newer Ubuntus have renamed some packages; there the old name stands for nothing that can be installed. */
async function namesHere(packages: string[]): Promise<string[]> {
  const renamed = await Promise.all(
    packages.map(async (name) =>
      name.startsWith('lib') && (await runProgram('apt-cache', ['show', `${name}t64`])).code === 0
        ? `${name}t64`
        : name,
    ),
  )
  return renamed
}

async function listsAreOld(): Promise<boolean> {
  const dir = '/var/lib/apt/lists'
  try {
    const names = (await readdir(dir)).filter((name) => name.includes('_Packages'))
    if (names.length === 0) return true
    const ages = await Promise.all(names.map(async (name) => Date.now() - (await stat(join(dir, name))).mtimeMs))
    // The files carry the mirror's times, so the folder's own time tells when they were last asked for.
    return Math.min(...ages, Date.now() - (await stat(dir)).mtimeMs) > LISTS_ARE_OLD_MS
  } catch {
    return true
  }
}
