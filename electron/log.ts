import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

export type Level = 'info' | 'warn' | 'error'
export type Log = { write(level: Level, source: 'main' | 'page', line: string): void }

const ROTATE_AT_BYTES = 2_000_000
const KEPT = 3

/** A log for support: one line an event, never a customer's words. Old ones are kept as .1, .2, .3. A full disk is no reason to stop. */
export function openLog(path: string, now: () => number): Log {
  let size = 0
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  } catch {
    // Written to below as far as it goes.
  }
  const rotate = (): void => {
    for (let nth = KEPT - 1; nth >= 0; nth--) {
      try {
        renameSync(nth === 0 ? path : `${path}.${nth}`, `${path}.${nth + 1}`)
      } catch {
        // There is no such one yet.
      }
    }
    size = 0
  }
  return {
    write(level, source, line) {
      // One event stays one line, whatever a page sends.
      const oneLine = line.replaceAll(/[\r\n\u2028\u2029]+/g, ' | ')
      const text = `${new Date(now()).toISOString()} ${level} ${source}: ${oneLine}\n`
      try {
        if (size > ROTATE_AT_BYTES) rotate()
        appendFileSync(path, text, { mode: 0o600 })
        size += Buffer.byteLength(text)
      } catch {
        // Nowhere to say it.
      }
    },
  }
}
