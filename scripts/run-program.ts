import type { SpawnOptions } from 'node:child_process'
import { spawn } from 'node:child_process'

export type Ended = { code: number; stdout: string; stderr: string; timedOut: boolean }

/** A login shell of root has these, a bare `su` has not. */
export const wholePath = `${process.env['PATH'] ?? ''}:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin`

/** Runs a program to its end and gives what it said. Never throws: a program that is not there ends with code 127. */
export function runProgram(
  file: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; timeoutMs?: number; input?: string } = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const spawning: SpawnOptions = {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...(options.env ?? process.env), PATH: options.env?.['PATH'] ?? wholePath },
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    }
    const child = spawn(file, args, spawning)
    let stdout = ''
    let stderr = ''
    let timedOut = false
    const alarm =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true
            child.kill('SIGKILL')
          }, options.timeoutMs)
    child.stdout?.on('data', (chunk) => (stdout += chunk))
    child.stderr?.on('data', (chunk) => (stderr += chunk))
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(options.input ?? '')
    child.on('error', (error) => {
      clearTimeout(alarm)
      resolve({ code: 127, stdout, stderr: `${stderr}${error.message}`, timedOut })
    })
    child.on('close', (code) => {
      clearTimeout(alarm)
      resolve({ code: code ?? 1, stdout, stderr, timedOut })
    })
  })
}
