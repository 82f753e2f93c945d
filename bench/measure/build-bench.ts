import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { projectRoot } from '../../scripts/places.ts'
import { beginStep } from '../../scripts/progress.mjs'

export type Built = { page: string; shell: string; empty: string }

const room = join(projectRoot, 'bench')

/**
 * Builds page and windows of the bench: our code as it is shipped (the same bundler, target and minifier as
 * `electron.vite.config.ts`), the others by the same means.
 */
export async function buildBench(folder: string): Promise<Built> {
  const step = beginStep('Building the bench')
  const page = join(folder, 'page')
  try {
    rmSync(page, { recursive: true, force: true })
    await build({
      configFile: false,
      root: join(room, 'page'),
      base: '/',
      logLevel: 'error',
      define: { global: 'globalThis', 'process.env.NODE_ENV': '"production"' },
      worker: { format: 'es' },
      build: {
        outDir: page,
        emptyOutDir: true,
        target: 'chrome130',
        minify: true,
        assetsInlineLimit: 0,
        chunkSizeWarningLimit: 10_000,
        rolldownOptions: { input: join(room, 'page/index.html') },
      },
    })
    const shell = await buildWindow(folder, 'main')
    copyFileSync(join(projectRoot, 'out/preload/index.cjs'), join(shell, 'out/preload.cjs'))
    const empty = await buildWindow(folder, 'empty')
    step.done()
    return { page, shell, empty }
  } catch (error) {
    step.failed(error instanceof Error ? error.message : String(error))
    throw error
  }
}

/** A folder that Electron can start. */
async function buildWindow(folder: string, name: 'main' | 'empty'): Promise<string> {
  const home = join(folder, `window-${name}`)
  rmSync(home, { recursive: true, force: true })
  mkdirSync(home, { recursive: true })
  await build({
    configFile: false,
    root: room,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: join(room, `shell/${name}.ts`),
      outDir: join(home, 'out'),
      target: 'node20.18',
      minify: false,
      rolldownOptions: { external: ['electron'], output: { entryFileNames: 'index.js', codeSplitting: false } },
    },
  })
  const manifest = { name: `evenkeel-bench-${name}`, version: '0.0.0', type: 'module', main: 'out/index.js' }
  writeFileSync(join(home, 'package.json'), JSON.stringify(manifest))
  return home
}
