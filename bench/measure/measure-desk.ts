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

export type DeskResult = {
  /** From signing in to "Up to date". */
  catchUpMs: number
  /** From the key press that opens a case to its thread painted: the next one in the queue, any other. */
  neighbourMs: number[]
  otherMs: number[]
  pssBytes: number | null
  diskBytes: number
}

export const PROFILE = 'bench/desk'
const CATCH_UP_LIMIT_MS = 45 * 60_000
const OPEN_LIMIT_MS = 60_000
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
    const neighbourMs = await openByKey(page, PRESSES, ['ArrowDown'])
    const otherMs = await openByKey(page, PRESSES, ['PageDown', 'PageDown', 'ArrowUp'])
    const pssBytes = await pageMemory(app, page)
    await app.close()
    const diskBytes = await storedIn(profile)
    step.done()
    return { catchUpMs, neighbourMs, otherMs, pssBytes, diskBytes }
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
