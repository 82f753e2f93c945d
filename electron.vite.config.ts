import { resolve } from 'node:path'
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
    plugins: [react(), listAppFiles],
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
        output: {
          // A service worker serves the folder it lies in, and its address must stay.
          entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        },
      },
    },
  },
})
