import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { say } from './progress.mjs'
import type { ElectronLaunch } from './run-electron.ts'

/** The desk says this on its output when the agent can see the queue. */
const QUEUE_SHOWN = 'desk: queue shown'
const END_LIMIT_MS = 8_000

export type DeskProcess = {
  ended: Promise<{ code: number; tail: string[] }>
  /** Resolves when the queue is on the screen; never if the desk ends before. */
  shown: Promise<void>
  stop: () => Promise<void>
}

/** Starts the desk. Its own lines are passed on; Chromium's many are kept in the log. */
export function startDesk(launch: ElectronLaunch, log: string): DeskProcess {
  mkdirSync(dirname(log), { recursive: true })
  const file = createWriteStream(log)
  const tail: string[] = []
  const keep = (line: string) => {
    file.write(`${line}\n`)
    tail.push(line)
    if (tail.length > 20) tail.shift()
  }
  const desk = spawn(launch.executablePath, launch.args, {
    env: launch.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: Ctrl+C goes to the terminal's whole group, and we end the desk in order.
    detached: process.platform !== 'win32',
  })
  const ended = new Promise<{ code: number; tail: string[] }>((resolve) => {
    desk.once('error', (error) => resolve({ code: 127, tail: [error.message] }))
    desk.once('close', (code) => resolve({ code: code ?? 1, tail }))
  })
  const shown = new Promise<void>((resolve) => {
    createInterface({ input: desk.stdout }).on('line', (line) => {
      keep(line)
      if (line.startsWith('desk: ')) say(`  ${line}`)
      if (line.includes(QUEUE_SHOWN)) resolve()
    })
  })
  createInterface({ input: desk.stderr }).on('line', keep)
  const endNow = () => void desk.kill('SIGKILL')
  process.once('exit', endNow)
  return {
    ended,
    shown,
    stop: async () => {
      desk.kill('SIGTERM')
      const alarm = setTimeout(() => desk.kill('SIGKILL'), END_LIMIT_MS)
      await ended
      clearTimeout(alarm)
      process.off('exit', endNow)
    },
  }
}
