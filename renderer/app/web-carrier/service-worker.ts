/**
 * The web edition's service worker, built to /sw.js. It keeps the application's own files and nothing else: what the server
 * answers below /api never passes through it.
 */
const CACHE = 'evenkeel-app'
const LIST = '/app-files.json'
const PAGE = '/index.html'
const PAGE_TIMEOUT_MS = 4_000

type Lasting = Event & { waitUntil(work: Promise<unknown>): void }
type Asking = Lasting & { request: Request; respondWith(answer: Promise<Response>): void }
// TypeScript's worker types contradict those of the page, so the little that is used is named here.
const worker = globalThis as unknown as {
  addEventListener(name: 'install' | 'activate', listen: (event: Lasting) => void): void
  addEventListener(name: 'fetch', listen: (event: Asking) => void): void
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
  location: Location
}

/** Brings the cache up to the files of the present build. A file's name changes with its content, so what is there is right. */
async function refresh(): Promise<void> {
  const answer = await fetch(LIST, { cache: 'no-store' })
  if (!answer.ok) throw new Error(`${LIST} answered ${answer.status}`)
  const files = (await answer.json()) as string[]
  const cache = await caches.open(CACHE)
  const kept = new Set((await cache.keys()).map((request) => new URL(request.url).pathname))
  await cache.addAll(files.filter((file) => file === PAGE || !file.startsWith('/assets/') || !kept.has(file)))
  for (const file of kept) if (!files.includes(file)) await cache.delete(file)
}

/** The page itself comes from the server where it can be reached in time, so that a new build is taken at once. */
async function page(event: Asking): Promise<Response> {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), PAGE_TIMEOUT_MS)
  try {
    const answer = await fetch(PAGE, { cache: 'no-store', signal: controller.signal })
    if (!answer.ok) throw new Error(`${PAGE} answered ${answer.status}`)
    event.waitUntil(refresh().catch(() => undefined))
    return answer
  } catch {
    return (await caches.match(PAGE)) ?? Response.error()
  } finally {
    clearTimeout(timer)
  }
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request)
}

worker.addEventListener('install', (event) => event.waitUntil(refresh().then(() => worker.skipWaiting())))
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))
worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return
  if (url.pathname.startsWith('/api/') || url.pathname === '/healthz') return
  if (request.mode === 'navigate') {
    if (url.pathname === '/' || url.pathname === PAGE) event.respondWith(page(event))
    return
  }
  event.respondWith(file(request))
})
