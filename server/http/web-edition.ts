import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Authenticated } from './authenticate.ts'

/** The built renderer: addresses that exist, and the file and type of each. Nothing else is ever read. */
export type WebFiles = { folder: string; files: Record<string, { file: string; type: string }> }

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The worker that judges spelling runs WebAssembly, and has no page, no cookies to read and nothing to ask but files. */
const SPELLING_WORKER = /^\/assets\/spelling-worker-[\w-]+\.js$/
const SPELLING_WORKER_CSP = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "base-uri 'none'",
].join('; ')

/** The list that the build wrote beside the renderer. Null: the web edition was not built. */
export function readWebFiles(folder: string): WebFiles | null {
  try {
    return {
      folder,
      files: JSON.parse(readFileSync(resolve(folder, '../renderer-files.json'), 'utf8')) as WebFiles['files'],
    }
  } catch {
    return null
  }
}

/** Serves the web edition at "/". Where it was not built, one sentence says how to. */
export function addWebEdition(app: OpenAPIHono<Authenticated>, web: WebFiles | null): void {
  app.get('*', async (c, next) => {
    const path = c.req.path === '/' ? '/index.html' : c.req.path
    if (web === null)
      return path === '/index.html' ? c.text('The web edition is not built. Run: npm run build', 503) : next()
    const entry = Object.hasOwn(web.files, path) ? web.files[path] : undefined
    if (entry === undefined) return next()
    const isForever = path.startsWith('/assets/')
    return new Response(new Uint8Array(await readFile(resolve(web.folder, entry.file))), {
      headers: {
        'content-type': entry.type,
        'content-security-policy': SPELLING_WORKER.test(path) ? SPELLING_WORKER_CSP : CSP,
        'cache-control': isForever ? 'public, max-age=31536000, immutable' : 'no-cache',
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'permissions-policy': 'camera=(), microphone=(), geolocation=()',
      },
    })
  })
}
