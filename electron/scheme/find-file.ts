/** What the build wrote into out/renderer-files.json: URL path -> file below out/renderer. Nothing else is ever read. */
export type RendererFiles = Readonly<Record<string, { file: string; type: string; sha256: string }>>

export const SCHEME = 'app'
export const HOST = 'desk'
export const ORIGIN = 'app://desk'
export const START_URL = 'app://desk/index.html'

/** The page's policy. Styles by file only; no foreign address at all: whatever needs a network goes through the main process. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  // Mails, each in a sandbox of its own: electron/mail/.
  'frame-src app://mail',
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  // Each made once and for one address: renderer/app/start-*-worker.ts.
  'trusted-types evenkeel-spelling evenkeel-search evenkeel-deflate',
].join('; ')

/**
 * The policy of the worker that judges spelling, and of nothing else. WebAssembly may run there, where is no page, no
 * bridge and no network but the app's own files.
 */
export const SPELLING_WORKER_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const NO_PERMISSIONS = [
  'camera',
  'microphone',
  'geolocation',
  'display-capture',
  'usb',
  'serial',
  'hid',
  'bluetooth',
  'midi',
  'payment',
  'fullscreen',
  'idle-detection',
  'screen-wake-lock',
]
  .map((name) => `${name}=()`)
  .join(', ')

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'permissions-policy': NO_PERMISSIONS,
  'cache-control': 'no-store',
}

const SPELLING_WORKER = /^\/assets\/spelling-worker-[\w-]+\.js$/

/** The headers that a file of the page is answered with. */
export const headersOf = (path: string): Readonly<Record<string, string>> =>
  SPELLING_WORKER.test(path)
    ? { ...SECURITY_HEADERS, 'content-security-policy': SPELLING_WORKER_POLICY }
    : SECURITY_HEADERS

export type Found = { status: 200; file: string; type: string; sha256: string } | { status: 404 | 405 }

/** Which file a request means. A look-up in the list and nothing else: no path is ever joined from an address. */
export function findFile(files: RendererFiles, method: string, address: string): Found {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405 }
  if (!address.startsWith(`${ORIGIN}/`)) return { status: 404 }
  const rest = address.slice(ORIGIN.length)
  const path = rest.split(/[?#]/, 1)[0] ?? ''
  const entry = Object.hasOwn(files, path) ? files[path] : undefined
  return entry === undefined ? { status: 404 } : { status: 200, ...entry }
}
