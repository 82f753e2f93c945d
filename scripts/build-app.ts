import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { projectRoot } from './places.ts'
import { beginStep, say } from './progress.mjs'
import { runProgram } from './run-program.ts'
import { takeLock } from './take-lock.mjs'

/** Whatever changes what the build makes. */
const SOURCES = [
  'domain',
  'protocol',
  'electron',
  'preload',
  'renderer',
  'electron.vite.config.ts',
  'tsconfig.base.json',
  'package-lock.json',
  'scripts/build-app.ts',
]

/** What a browser is told a file is, by its ending. */
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
  '.gz': 'application/gzip',
  '.txt': 'text/plain; charset=utf-8',
}

const out = join(projectRoot, 'out')
const stamp = join(out, '.sources')

async function filesBelow(path: string): Promise<string[]> {
  const below = await readdir(path, { withFileTypes: true, recursive: true })
  return below
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.tsbuildinfo'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

async function sourcesHash(): Promise<string> {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    const path = join(projectRoot, source)
    const files = extname(source) === '' ? await filesBelow(path) : [path]
    for (const file of files) hash.update(`${relative(projectRoot, file)}\0`).update(await readFile(file))
  }
  return hash.digest('hex')
}

async function builtHash(): Promise<string | null> {
  return existsSync(stamp) ? readFile(stamp, 'utf8') : null
}

/** Builds main, preload and renderer into out/ if a source has changed. The same renderer is the web edition. */
export async function buildApp(): Promise<void> {
  if ((await builtHash()) === (await sourcesHash())) return
  const release = await takeLock(join(projectRoot, '.evenkeel', 'building'), 'the build')
  try {
    const sources = await sourcesHash()
    if ((await builtHash()) !== sources) await build(sources)
  } finally {
    release()
  }
}

/** Beside out/ first, then swapped: a desk that starts meanwhile never meets half a build. */
async function build(sources: string): Promise<void> {
  const making = join(projectRoot, '.evenkeel', `build-${randomUUID()}`)
  const step = beginStep('Building the desk and the web edition')
  try {
    await mkdir(making, { recursive: true })
    const ended = await runProgram(
      process.execPath,
      [join(projectRoot, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'],
      { cwd: projectRoot, env: { ...process.env, EVENKEEL_OUT_DIR: making, NODE_ENV: 'production' } },
    )
    if (ended.code !== 0) {
      say(`${ended.stdout}${ended.stderr}`.trim())
      throw new Error(`the build ended with code ${ended.code}; its complaint is above`)
    }
    await writeFile(join(making, 'renderer-files.json'), `${JSON.stringify(await listRenderer(making), null, 2)}\n`)
    await writeFile(join(making, '.sources'), sources)
    await rm(out, { recursive: true, force: true })
    await rename(making, out)
    step.done()
  } catch (error) {
    step.failed(error instanceof Error ? error.message : String(error))
    throw error
  } finally {
    await rm(making, { recursive: true, force: true })
  }
}

type RendererFile = { file: string; type: string; sha256: string }

/** The only files that `app://` and the web edition ever serve, by URL path. `file` is relative to out/renderer. */
async function listRenderer(making: string): Promise<Record<string, RendererFile>> {
  const root = join(making, 'renderer')
  const listed: Record<string, RendererFile> = {}
  for (const path of await filesBelow(root)) {
    const file = relative(root, path).split(sep).join('/')
    const type = TYPES[extname(path)]
    if (type === undefined)
      throw new Error(`renderer/${file} is of a type that scripts/build-app.ts does not know: add it to TYPES there`)
    listed[`/${file}`] = {
      file,
      type,
      sha256: createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    }
  }
  return listed
}
