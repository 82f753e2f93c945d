import '../../renderer/data/no-run-time-code.ts'
import { drive, type Driver } from './drive.ts'
import { startInWorker } from './in-worker.ts'
import { loadContender } from './load-contender.ts'
import { CONTENDERS, type ContenderName } from './names.ts'
import { openPicker } from './picker/open-picker.ts'

// The page of the bench: it does what the measuring side asks, and says how long it took.

let driver: Driver | null = null

const bench = {
  /** Loads the contender's code, and its worker where it has one. Answers how long that took, ms. */
  async start(name: ContenderName): Promise<number> {
    const from = performance.now()
    const contender = await (CONTENDERS[name].thread === 'worker' ? startInWorker(name) : loadContender(name))
    driver = drive(contender, () => performance.now())
    return performance.now() - from
  },
  ask<Method extends keyof Driver>(method: Method, ...args: Parameters<Driver[Method]>): ReturnType<Driver[Method]> {
    if (driver === null) throw new Error('No contender was started.')
    return (driver[method] as (...args: unknown[]) => ReturnType<Driver[Method]>)(...args)
  },
  picker: openPicker,
}
export type Bench = typeof bench

Object.assign(window, { bench })
