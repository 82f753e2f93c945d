import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Place } from './place.ts'

/** The PostgreSQL that a running server has started on the place. Null: none runs there. */
export function runningAt({ data }: Place): { port: number; password: string } | null {
  const pidFile = join(data, 'postmaster.pid')
  if (!existsSync(pidFile)) return null
  const port = Number(readFileSync(pidFile, 'utf8').split('\n')[3])
  return Number.isInteger(port) && port > 0 ? { port, password: readFileSync(`${data}.password`, 'utf8').trim() } : null
}
