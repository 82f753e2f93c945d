import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { projectRoot } from './places.ts'

const READY = /^Evenkeel server ready at (http:\/\/\S+)/

export type EmbeddedServer = { url: string; log: string; ended: Promise<number>; stop: () => Promise<void> }

/** The port of last time if it is free (the desk's profile knows that address), else any. */
async function choosePort(remembered: string): Promise<number> {
  const last = existsSync(remembered) ? Number(readFileSync(remembered, 'utf8')) : 0
  if (!Number.isInteger(last) || last < 1 || last > 65_535) return 0
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(0))
    probe.listen(last, '127.0.0.1', () => probe.close(() => resolve(last)))
  })
}

/** The demo server on this machine, with its own PostgreSQL below `folder`. Resolves when it accepts requests. */
export async function startEmbeddedServer(folder: string): Promise<EmbeddedServer> {
  mkdirSync(folder, { recursive: true })
  const remembered = join(folder, 'port')
  const log = join(folder, 'server.log')
  const port = await choosePort(remembered)
  const server = spawn(
    process.execPath,
    [join(projectRoot, 'server/main.ts'), '--port', String(port), '--data', join(folder, 'server'), '--demo'],
    // A group of its own: Ctrl+C goes to the terminal's whole group, and the desk ends before its server.
    { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' },
  )
  const ended = new Promise<number>((resolve) => server.once('close', (code) => resolve(code ?? 1)))
  const dropServer = () => void server.kill('SIGTERM')
  process.once('exit', dropServer)
  const url = await whenReady(server, log)
  writeFileSync(remembered, new URL(url).port)
  return {
    url,
    log,
    ended,
    stop: async () => {
      process.off('exit', dropServer)
      server.kill('SIGTERM')
      await ended
    },
  }
}

function whenReady(server: ChildProcess, log: string): Promise<string> {
  mkdirSync(dirname(log), { recursive: true })
  const file = createWriteStream(log)
  const tail: string[] = []
  return new Promise((resolve, reject) => {
    for (const stream of [server.stdout, server.stderr]) {
      if (stream === null) continue
      createInterface({ input: stream }).on('line', (line) => {
        file.write(`${line}\n`)
        tail.push(line)
        if (tail.length > 20) tail.shift()
        const url = READY.exec(line)?.[1]
        if (url !== undefined) resolve(url)
      })
    }
    server.once('error', reject)
    server.once('close', (code) =>
      reject(
        new Error(
          `the server ended with code ${code} before it was ready; it said:\n${tail.join('\n')}\n(all of it: ${log})`,
        ),
      ),
    )
  })
}
