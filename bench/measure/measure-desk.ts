import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '../../scripts/places.ts'
import { beginStep } from '../../scripts/progress.mjs'
import { electronLaunch } from '../../scripts/run-electron.ts'
import { pageMemory } from './page-memory.ts'
import { storedIn } from './read-processes.ts'
import { LOGIN } from './world-of.ts'

/** The next one in the queue, any other. */
export type Presses = { neighbourMs: number[]; otherMs: number[] }
export type DeskResult = {
  /** From signing in to "Up to date". */
  catchUpMs: number
  /** From then until what came has been folded. */
  foldMs: number
  /** From the key press that opens a case to its thread painted, right after catching up and when all is folded. */
  early: Presses
  settled: Presses
  pssBytes: number | null
  diskBytes: number
}

export const PROFILE = 'bench/desk'
const CATCH_UP_LIMIT_MS = 45 * 60_000
const OPEN_LIMIT_MS = 60_000
const FOLD_LIMIT_MS = 15 * 60_000
const LOOK_EVERY_MS = 250
const PRESSES = 20

/** The built desk on the real server: catches up with everything, and cases are opened by key. */
export async function measureDesk(serverUrl: string, display: Record<string, string>): Promise<DeskResult> {
  const launch = await electronLaunch({ appDir: projectRoot, isDriven: true, env: deskEnv(serverUrl) })
  const profile = launch.userData(PROFILE)
  rmSync(profile, { recursive: true, force: true })
  const app = await _electron.launch({
    executablePath: launch.executablePath,
    args: launch.args,
    env: { ...launch.env, ...display, EVENKEEL_USER_DATA: launch.userData(PROFILE) },
    colorScheme: null,
  })
  const step = beginStep('The built desk: catching up, and opening cases by key')
  try {
    const { page, catchUpMs } = await signIn(app)
    step.note('caught up')
    const caughtUpAt = Date.now()
    const early = await openSome(page)
    await folded(page)
    const foldMs = Date.now() - caughtUpAt
    step.note('folded')
    const settled = await openSome(page)
    const pssBytes = await pageMemory(app, page)
    await app.close()
    const diskBytes = await storedIn(profile)
    step.done()
    return { catchUpMs, foldMs, early, settled, pssBytes, diskBytes }
  } catch (error) {
    step.failed(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
    await app.close().catch(() => undefined)
    throw error
  }
}

export const deskEnv = (serverUrl: string) => ({
  EVENKEEL_SERVER_URL: serverUrl,
  EVENKEEL_POLICY: policyFile(),
  EVENKEEL_USER_DATA: undefined,
  EVENKEEL_HELP: undefined,
  EVENKEEL_DEMO_SIGN_IN: undefined,
  ELECTRON_RENDERER_URL: undefined,
})

/** What is done would leave the desk two minutes after it was opened, and a policy without a word of it locks a desk that nobody touches. */
function policyFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-bench-'))
  chmodSync(folder, 0o755)
  const file = join(folder, 'policy.json')
  writeFileSync(file, JSON.stringify({ 'storage.doneCaseDays': 366, 'auth.idleLockMinutes': 0 }), { mode: 0o644 })
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return file
}

/** The desk comes in another window than the door, which goes. */
async function signIn(app: ElectronApplication): Promise<{ page: Page; catchUpMs: number }> {
  const door = await app.firstWindow()
  await door.getByLabel('Name').fill(LOGIN)
  await door.getByLabel('Password').fill(LOGIN)
  const gone = new Promise<void>((done) => door.once('close', () => done()))
  const comes = app.waitForEvent('window')
  const from = Date.now()
  await door.getByRole('button', { name: 'Sign in' }).click()
  const page = await comes
  await gone
  await page.setViewportSize({ width: 1366, height: 768 })
  await page
    .getByRole('status', { name: 'Connection' })
    .filter({ hasText: 'Up to date' })
    .waitFor({ timeout: CATCH_UP_LIMIT_MS })
  await page.getByRole('grid', { name: 'Queue' }).waitFor({ timeout: OPEN_LIMIT_MS })
  return { page, catchUpMs: Date.now() - from }
}

async function openSome(page: Page): Promise<Presses> {
  const neighbourMs = await openByKey(page, PRESSES, ['ArrowDown'])
  return { neighbourMs, otherMs: await openByKey(page, PRESSES, ['PageDown', 'PageDown', 'ArrowUp']) }
}

/** Until no page of the feed lies there as it came. */
async function folded(page: Page): Promise<void> {
  const begun = Date.now()
  const countPages = () =>
    page.evaluate(async () => {
      const settled = <Value>(request: IDBRequest<Value>) =>
        new Promise<Value>((done, failed) => {
          request.onsuccess = () => done(request.result)
          request.onerror = () => failed(request.error)
        })
      const known = (await indexedDB.databases()).find(({ name }) => name?.startsWith('evenkeel-'))
      const db = await settled(indexedDB.open(known?.name ?? ''))
      const count = await settled(db.transaction('pages').objectStore('pages').count())
      db.close()
      return count
    })
  while ((await countPages()) > 0) {
    if (Date.now() - begun > FOLD_LIMIT_MS) throw new Error('What came was not folded in time.')
    await new Promise((later) => setTimeout(later, LOOK_EVERY_MS))
  }
}

/** `way`: the keys that lead from the row that was opened last to the one that is opened next. */
async function openByKey(page: Page, times: number, way: readonly string[]): Promise<number[]> {
  const measured: number[] = []
  for (let n = 0; n < times; n++) {
    await page.locator('[role="grid"] [role="row"][tabindex="0"]').first().focus()
    for (const key of way) await page.keyboard.press(key)
    await page.evaluate(watchForThread, OPEN_LIMIT_MS)
    await page.keyboard.press('Enter')
    measured.push(await page.evaluate(() => (window as unknown as { painted: Promise<number> }).painted))
    await page.keyboard.press('Control+Shift+E')
    await page.locator('.case-window').filter({ visible: true }).waitFor({ state: 'hidden' })
  }
  return measured
}

/** Runs in the page, because what Playwright waits for is seen later than it is painted. `painted`: from the next key on, ms. */
function watchForThread(limitMs: number): void {
  const id = document.activeElement?.closest('[role="row"]')?.getAttribute('data-id') ?? ''
  const painted = new Promise<number>((resolve, reject) => {
    setTimeout(() => reject(new Error(`The case ${id} was not shown.`)), limitMs)
    const heard = ({ timeStamp }: KeyboardEvent) => {
      const look = () => {
        const thread = document.querySelector(`.case-window[data-case="${id}"] .case-thread`)
        if (thread?.checkVisibility() !== true) return requestAnimationFrame(look)
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.now() - timeStamp)
        // After this frame has been given to the screen.
        port2.postMessage(null)
      }
      requestAnimationFrame(look)
    }
    window.addEventListener('keydown', heard, { capture: true, once: true })
  })
  Object.assign(window, { painted })
}
