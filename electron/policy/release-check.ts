import { findDangerousSwitches } from './dangerous-switches.ts'

/** The oldest Electron that a release may run on: older ones get no fixes for their browser engine. */
export const OLDEST_RELEASE_ELECTRON = 45

export const isDevelopmentOnly = (electronVersion: string): boolean =>
  Number.parseInt(electronVersion, 10) < OLDEST_RELEASE_ELECTRON

/** Why this start is refused, as a sentence for whoever started it. Null: it may go on. Development may do anything. */
export function refuseStart(start: {
  isPackaged: boolean
  electronVersion: string
  argv: readonly string[]
}): string | null {
  if (!start.isPackaged) return null
  if (isDevelopmentOnly(start.electronVersion))
    return `Evenkeel was packaged with Electron ${start.electronVersion}, which is for development and demo only: package it with ${OLDEST_RELEASE_ELECTRON} or newer.`
  const dangerous = findDangerousSwitches(start.argv)
  return dangerous.length === 0 ? null : `Evenkeel does not start with ${dangerous.join(' ')}: leave it out.`
}

/** What the window is called. */
export const windowTitle = (electronVersion: string): string =>
  isDevelopmentOnly(electronVersion) ? 'Evenkeel (development and demo only)' : 'Evenkeel'
