import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server on this machine that only counts who asks it for what. */
export async function openCanary() {
  const asked: string[] = []
  const server = createServer((request, answer) => {
    asked.push(request.url ?? '')
    answer.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/plain' })
    answer.end('')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    /** Paths that were asked for, each once. */
    paths: () => [...new Set(asked)].toSorted(),
    close: () => new Promise<void>((done) => server.close(() => done()).closeAllConnections()),
  }
}
