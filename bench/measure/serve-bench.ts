import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
}

export type BenchServer = { url: string; close(): Promise<void> }

/**
 * Serves page, data and the packages that bring files beside their code, on this machine only, with the headers that
 * SQLite and PGlite need. One address for the whole run: it is part of where the browser keeps what a page stored.
 */
export async function serveBench(roots: { page: string; data: string; packages: string }): Promise<BenchServer> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://bench').pathname)
    const [root, below] = path.startsWith('/data/')
      ? [roots.data, path.slice('/data/'.length)]
      : path.startsWith('/nm/')
        ? [roots.packages, path.slice('/nm/'.length)]
        : [roots.page, path === '/' ? 'index.html' : path.slice(1)]
    const headers = {
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cache-control': 'no-store',
    }
    const file = normalize(join(root, below))
    const stat = file.startsWith(root + sep) ? statSync(file, { throwIfNoEntry: false }) : undefined
    if (stat === undefined || !stat.isFile()) {
      response.writeHead(404, headers).end()
      return
    }
    response.writeHead(200, {
      ...headers,
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-length': stat.size,
    })
    createReadStream(file, { highWaterMark: 1_048_576 }).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The bench found no port on this machine.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
