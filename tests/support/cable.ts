import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * What the line between desk and server does. loses-push-answer: the server gets the next push, the desk never hears back.
 * holds-pushes: all but pushes goes through.
 */
export type Line = 'up' | 'down' | 'loses-push-answer' | 'holds-pushes'

/** A line that can be cut, with an address that stays while servers come and go behind it. */
export type Cable = {
  url: string
  line: Line
  /** Where the server is reached now. */
  target: string
  /** Pushes that reached the server. */
  pushes: number
  /** Questions without an answer yet; live streams, which never have one, apart. */
  underWay(): number
  /** How often anything came from the server. */
  heard(): number
  /** Ends what is connected now, live streams too. */
  cut(): void
  close(): Promise<void>
}

/** Lays a cable on loopback. It forwards bytes and knows nothing of what they mean, but for the address of a push. */
export async function layCable(target: string): Promise<Cable> {
  let [underWay, heard] = [0, 0]
  const server = createServer((incoming, outgoing) => {
    if (incoming.url !== '/api/v1/events') {
      underWay++
      outgoing.once('close', () => underWay--)
    }
    const isPush = incoming.url === '/api/v1/sync/push'
    if (cable.line === 'down' || (isPush && cable.line === 'holds-pushes')) return void incoming.socket.destroy()
    const { hostname, port, host } = new URL(cable.target)
    const losesAnswer = isPush && cable.line === 'loses-push-answer'
    const forwarded = request(
      { hostname, port, method: incoming.method, path: incoming.url, headers: { ...incoming.headers, host } },
      (answer) => {
        if (isPush) cable.pushes++
        if (losesAnswer) {
          // The whole answer came, so the server has decided; only the desk does not learn it.
          answer.resume().once('end', () => {
            cable.line = 'up'
            incoming.socket.destroy()
          })
          return
        }
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.on('data', () => heard++)
        answer.pipe(outgoing)
        answer.once('error', () => incoming.socket.destroy())
      },
    )
    forwarded.once('error', () => incoming.socket.destroy())
    outgoing.once('close', () => forwarded.destroy())
    incoming.pipe(forwarded)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const cable: Cable = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    line: 'up',
    target,
    pushes: 0,
    underWay: () => underWay,
    heard: () => heard,
    cut: () => server.closeAllConnections(),
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
  return cable
}
