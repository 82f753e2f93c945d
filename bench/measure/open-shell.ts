import { type ElectronApplication, _electron, type Page } from '@playwright/test'
import { rmSync } from 'node:fs'
import { electronLaunch } from '../../scripts/run-electron.ts'
import type { Driver } from '../page/drive.ts'
import type { Bench } from '../page/main.ts'
import type { ContenderName } from '../page/names.ts'
import type { FinderName, Picked } from '../page/picker/open-picker.ts'
import { pageMemory } from './page-memory.ts'

export type Shell = {
  /** Loads the contender's code. Answers how long that took, ms. */
  start(name: ContenderName): Promise<number>
  ask<Method extends keyof Driver>(
    method: Method,
    ...args: Parameters<Driver[Method]>
  ): Promise<Awaited<ReturnType<Driver[Method]>>>
  pick(name: FinderName): Promise<Picked>
  /** Of the page's process after its garbage was collected; null where the system does not tell. */
  pssBytes(): Promise<number | null>
  close(): Promise<void>
}

export type ShellMaker = {
  /** A profile keeps what was stored in it from window to window. */
  open(profile: string): Promise<Shell>
  /** Where the profile lies. */
  folderOf(profile: string): string
  forget(profile: string): void
  electron: string
  chromium: string
}

/** Windows of the real Electron with the bench's page. */
export async function makeShells(appDir: string, url: string, display: Record<string, string>): Promise<ShellMaker> {
  const launch = await electronLaunch({ appDir, isDriven: true, env: { EVENKEEL_BENCH_URL: url } })
  const folderOf = (profile: string) => launch.userData(`bench/${profile}`)
  return {
    electron: launch.version,
    chromium: launch.chromium,
    folderOf,
    forget: (profile) => rmSync(folderOf(profile), { recursive: true, force: true }),
    async open(profile) {
      const app = await _electron.launch({
        executablePath: launch.executablePath,
        args: launch.args,
        env: { ...launch.env, ...display, EVENKEEL_USER_DATA: folderOf(profile) },
        colorScheme: null,
      })
      const page = await app.firstWindow()
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(String(error)))
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
      await page.waitForFunction(() => 'bench' in window)
      return shellOf(app, page, complaints)
    },
  }
}

function shellOf(app: ElectronApplication, page: Page, complaints: string[]): Shell {
  /** What the page complained of says more than that something failed. */
  const withComplaints = async <Value>(asked: Promise<Value>): Promise<Value> => {
    try {
      return await asked
    } catch (error) {
      const told = complaints.splice(0).join(' | ').slice(0, 800)
      const message = error instanceof Error ? error.message : String(error)
      throw new Error(told === '' ? message : `${message} (the page said: ${told})`, { cause: error })
    }
  }
  return {
    start: (name) =>
      withComplaints(page.evaluate((which) => (window as unknown as { bench: Bench }).bench.start(which), name)),
    ask: (method, ...args) =>
      withComplaints(
        page.evaluate(
          ([name, given]) =>
            (window as unknown as { bench: { ask(name: string, ...args: unknown[]): unknown } }).bench.ask(
              name as string,
              ...(given as unknown[]),
            ),
          [method, args] as [string, unknown[]],
        ),
      ) as never,
    pick: (name) =>
      withComplaints(page.evaluate((which) => (window as unknown as { bench: Bench }).bench.picker(which), name)),
    pssBytes: () => pageMemory(app, page),
    close: () => app.close(),
  }
}
