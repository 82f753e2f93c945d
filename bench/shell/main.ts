import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { app, BrowserWindow, ipcMain } from 'electron'
import { answerCall, type DeskCallName } from '../../electron/bridge/answer-call.ts'
import { realDisk } from '../../electron/journal/disk.ts'
import { type Journal, openJournal } from '../../electron/journal/journal.ts'
import { ORIGIN, START_URL } from '../../electron/scheme/find-file.ts'
import type { Answer } from '../../electron/server-link/ask.ts'
import { pullAhead } from '../../electron/server-link/pull-ahead.ts'
import { windowPreferences } from '../../electron/windows/create-app-window.ts'
import type { DeskHandlers } from '../../protocol/desk-bridge.ts'
import type { PullRequest } from '../../protocol/sync/pull.ts'

// A window of the same Electron with the same preferences as the desk's, whose page is the bench's. Behind the desk's own
// bridge stand the real journal and the real check of a page; the pages come from files instead of from a server.

const address = process.env['EVENKEEL_BENCH_URL'] ?? ''
const userData = resolve(process.env['EVENKEEL_USER_DATA'] ?? '.')

app.enableSandbox()
app.setPath('userData', userData)
app.on('window-all-closed', () => app.quit())

async function journalOf(folder: string): Promise<Journal> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const key = new Uint8Array(32).fill(7)
  return openJournal({
    disk: realDisk,
    folder,
    seal: { key, profileId: 'benchprofile', newIv: () => new Uint8Array(randomBytes(12)) },
    random: (size) => new Uint8Array(randomBytes(size)),
  })
}

async function open(): Promise<void> {
  const journal = await journalOf(join(userData, 'bench-journal'))
  const fetchPage = async (_token: string, { reqId }: PullRequest): Promise<Answer> => {
    const [askedAt, started] = [Date.now(), performance.now()]
    const answer = await fetch(`${address}/data/${reqId}`)
    const bytes = new Uint8Array(await answer.arrayBuffer())
    return { ok: true, bytes, askedAt, roundTripMs: performance.now() - started }
  }
  const after = (ms: number, run: () => void) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  }
  const pull = pullAhead(fetchPage, after, () => undefined)
  const handlers: Pick<DeskHandlers, 'sync.pull' | 'journal.append' | 'journal.read'> = {
    'sync.pull': (request) => pull('', request),
    'journal.append': ({ entries }) => journal.append(entries),
    'journal.read': () => journal.read(),
  }
  // The sender is checked like everywhere; only the origin of this page is another one.
  const frame = { url: START_URL, origin: ORIGIN, isMainFrame: true }
  for (const name of Object.keys(handlers) as DeskCallName[])
    ipcMain.handle(name, (_event, ...args: unknown[]) =>
      answerCall(handlers as DeskHandlers, name, args, { frame, isRegisteredWindow: true }, (message) =>
        console.error(message),
      ),
    )
  // A desk has spoken with its server before it catches up: somebody has signed in.
  await (await fetch(`${address}/`)).arrayBuffer()
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    webPreferences: windowPreferences(join(import.meta.dirname, 'preload.cjs'), app.isPackaged),
  })
  await window.loadURL(`${address}/`)
}

// Not awaited at the top level: in an ES module Electron would wait for us while we wait for it.
void app
  .whenReady()
  .then(open)
  .catch((error: unknown) => {
    console.error(error)
    app.exit(1)
  })
