import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { projectRoot } from '../../scripts/places.ts'
import { beginStep } from '../../scripts/progress.mjs'
import { type ElectronLaunch, electronLaunch } from '../../scripts/run-electron.ts'
import { deskEnv, PROFILE } from './measure-desk.ts'

/** From starting the program to the first screen, ms, in each round. */
export type StartResult = { deskMs: number[]; emptyMs: number[] }

const GIVEN_UP_MS = 5 * 60_000
const END_LIMIT_MS = 5_000
const EMPTY_PROFILE = 'bench/empty'

/** The desk with everything in its store, and a window with nothing in it, in turn. */
export async function measureStart(
  emptyDir: string,
  serverUrl: string,
  display: Record<string, string>,
  rounds: number,
): Promise<StartResult> {
  const step = beginStep('First usable screen of the built desk, beside an empty window')
  const desk = await electronLaunch({ appDir: projectRoot, env: deskEnv(serverUrl) })
  const empty = await electronLaunch({ appDir: emptyDir })
  const result: StartResult = { deskMs: [], emptyMs: [] }
  try {
    for (let round = 0; round < rounds; round++) {
      result.emptyMs.push(await untilShown(empty, EMPTY_PROFILE, 'empty: shown', display))
      result.deskMs.push(await untilShown(desk, PROFILE, 'desk: queue shown', display))
    }
    step.done()
    return result
  } catch (error) {
    step.failed(error instanceof Error ? error.message : String(error))
    throw error
  } finally {
    rmSync(empty.userData(EMPTY_PROFILE), { recursive: true, force: true })
    rmSync(desk.userData(PROFILE), { recursive: true, force: true })
  }
}

/** Starts the program and waits for its word that the screen is there; then ends it. */
async function untilShown(
  launch: ElectronLaunch,
  profile: string,
  word: string,
  display: Record<string, string>,
): Promise<number> {
  const env = { ...launch.env, ...display, EVENKEEL_USER_DATA: launch.userData(profile) }
  const from = performance.now()
  const child = spawn(launch.executablePath, launch.args, { env, stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const endNow = () => void child.kill('SIGKILL')
  process.once('exit', endNow)
  try {
    return await new Promise<number>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line.includes(word)) resolve(performance.now() - from)
      })
      child.once('error', reject)
      void ended.then(() => reject(new Error(`It ended before it said "${word}".`)))
      setTimeout(() => reject(new Error(`It did not say "${word}" in time.`)), GIVEN_UP_MS).unref()
    })
  } finally {
    child.kill('SIGTERM')
    const alarm = setTimeout(() => child.kill('SIGKILL'), END_LIMIT_MS)
    await ended
    clearTimeout(alarm)
    process.off('exit', endNow)
  }
}
