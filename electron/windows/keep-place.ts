import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserWindow, Screen } from 'electron'
import { readSafely } from '../files/write-safely.ts'
import { fitPlace, type WindowPlace } from './window-place.ts'

const fileIn = (userData: string): string => join(userData, 'window.json')

/** Where the window shall open. */
export async function readPlace(userData: string, screen: Screen): Promise<WindowPlace> {
  const kept = await readSafely(fileIn(userData), (text) => JSON.parse(text) as unknown)
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id)
  return fitPlace(
    kept.state === 'good' ? kept.value : null,
    [primary, ...others].map(({ workArea }) => workArea),
  )
}

/** Remembers where the window is when it closes; a desk that is killed opens where it was closed last. */
export function keepPlace(window: BrowserWindow, userData: string, report: (message: string) => void): void {
  window.on('close', () => {
    const place: WindowPlace = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() }
    // At once, not later: the last window's closing ends the app. Whole or not at all, but it need not survive a power cut.
    try {
      writeFileSync(`${fileIn(userData)}.new`, JSON.stringify(place), { mode: 0o600 })
      renameSync(`${fileIn(userData)}.new`, fileIn(userData))
    } catch (error) {
      report(`The window's place was not kept: ${String(error)}`)
    }
  })
}
