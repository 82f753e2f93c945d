import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { ensureDesktopUser } from './desktop-user.ts'
import { isRoot } from './places.ts'
import { wholePath } from './run-program.ts'

/** A screen for the window: the person's own, or one we started. */
export type Display = { env: Record<string, string>; isVirtual: boolean; stop: () => Promise<void> }

/** Whether a person's screen can be used. Root's programs run as another user, who has no way to root's Wayland. */
export const hasOwnDisplay = (): boolean =>
  process.platform !== 'linux' ||
  Boolean(process.env['DISPLAY']) ||
  (!isRoot && Boolean(process.env['WAYLAND_DISPLAY']))

/** The person's screen, else an Xvfb of our own. */
export async function openDisplay(): Promise<Display> {
  if (!hasOwnDisplay()) return openVirtualDisplay()
  return {
    env: isRoot && process.platform === 'linux' ? await lendDisplay() : {},
    isVirtual: false,
    stop: async () => undefined,
  }
}

/** Root's screen, lent to the unprivileged user: a copy of the key that he can read. */
async function lendDisplay(): Promise<Record<string, string>> {
  const key = process.env['XAUTHORITY'] ?? join(homedir(), '.Xauthority')
  const display = { DISPLAY: process.env['DISPLAY'] ?? '' }
  if (!existsSync(key)) return display
  const lent = join(await keyFolder(), 'key')
  copyFileSync(key, lent)
  await giveToDesktopUser(lent)
  return { ...display, XAUTHORITY: lent }
}

async function keyFolder(): Promise<string> {
  const dir = mkdtempSync(join(isRoot ? '/tmp' : tmpdir(), 'evenkeel-display-'))
  await giveToDesktopUser(dir)
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }))
  return dir
}

async function giveToDesktopUser(path: string): Promise<void> {
  if (!isRoot) return
  const user = await ensureDesktopUser()
  chownSync(path, user.uid, user.gid)
}

/** An X authority file with one cookie that fits every display number: Xvfb picks its number only after reading the file. */
export function authorityFile(cookie: Buffer): Buffer {
  const field = (bytes: Buffer) => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes])
  const anyHost = Buffer.from([0xff, 0xff])
  const empty = Buffer.alloc(0)
  return Buffer.concat([anyHost, field(empty), field(empty), field(Buffer.from('MIT-MAGIC-COOKIE-1')), field(cookie)])
}

/** A screen that nobody sees. Throws where Xvfb does not start. */
export async function openVirtualDisplay(): Promise<Display> {
  const dir = await keyFolder()
  const key = join(dir, 'key')
  writeFileSync(key, authorityFile(randomBytes(16)), { mode: 0o600 })
  chmodSync(key, 0o600)
  await giveToDesktopUser(key)
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-auth', key],
    // A group of its own: Ctrl+C goes to the whole group of the terminal, and the desk must end before its screen does.
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], env: { ...process.env, PATH: wholePath }, detached: true },
  )
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  let complaint = ''
  server.stderr?.on('data', (chunk) => (complaint += chunk))
  const number = await new Promise<string>((resolve, reject) => {
    let said = ''
    const numberPipe = server.stdio[3] as Readable
    numberPipe.on('data', (chunk) => {
      said += chunk
      if (said.includes('\n')) resolve(said.trim())
    })
    server.once('error', (error) => reject(new Error(`Xvfb could not be started: ${error.message}`)))
    server.once('exit', () => reject(new Error(`Xvfb ended at once: ${complaint.trim()}`)))
  })
  const endNow = () => void server.kill('SIGTERM')
  process.once('exit', endNow)
  return {
    env: { DISPLAY: `:${number}`, XAUTHORITY: key },
    isVirtual: true,
    stop: async () => {
      process.off('exit', endNow)
      server.kill('SIGTERM')
      await ended
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
