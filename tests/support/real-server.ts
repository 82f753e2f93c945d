import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import type { SignInResponse } from '../../protocol/session.ts'
import { placeOf } from './server-process.ts'
import { connect, type Reachable } from './wire.ts'

const root = resolve(import.meta.dirname, '../..')

/**
 * Runs a program of the project, named from its root, that ends by itself. `said` is what it wrote, errors last. `first`:
 * a script that is run before it.
 */
export async function runToEnd(
  program: string,
  args: string[],
  first: string | null = null,
): Promise<{ code: number | null; said: string }> {
  const before = first === null ? [] : ['-r', first]
  const child = spawn(process.execPath, [...before, join(root, program), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = Promise.all([text(child.stdout), text(child.stderr)])
  const [code] = (await once(child, 'exit')) as [number | null]
  return { code, said: (await said).join('') }
}

/** Signs in over the network, as a desk does, and learns the epoch. */
export async function signInAt(url: string, login = 'ana') {
  let epoch = ''
  const post: Reachable['post'] = (path, body, headers) =>
    fetch(new URL(path, url), {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    })
  const server: Reachable = {
    post,
    epoch: () => epoch,
    async signIn(name) {
      const answer = await post('/api/v1/auth/sign-in', { login: name, password: name, device: 'test' })
      if (answer.status !== 200) throw new Error(`${name} could not sign in: ${await answer.text()}`)
      return (await answer.json()) as SignInResponse
    },
  }
  const desk = await connect(server, login)
  epoch = (await desk.pull({ epoch: null })).header.epoch
  return desk
}

/** Removes a server's folder, and its database if that lies elsewhere. */
export function discardFolder(folder: string): void {
  const place = placeOf(folder)
  for (const path of [place, `${place}.password`, folder]) rmSync(path, { recursive: true, force: true })
}
