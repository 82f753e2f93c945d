// A lock that two commands in two terminals respect, and that outlives nobody: a folder with the holder's process id.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { say } from './progress.mjs'

const LOOK_AGAIN_MS = 500

/** The process that holds the lock; 0 when it has only just been taken; null when its holder is gone.
 * @param {string} lock */
function holderOf(lock) {
  let pid = 0
  try {
    pid = Number(readFileSync(join(lock, 'pid'), 'utf8'))
    if (pid > 0) process.kill(pid, 0)
  } catch (error) {
    // No such process: it was killed in the middle. (EPERM means that it lives and belongs to someone else.)
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH') return null
  }
  return pid
}

/** Waits until the lock is free and takes it. The answer gives it back.
 * @param {string} lock folder that stands for the lock
 * @param {string} what what the holder does, for the line a waiting person sees
 * @returns {Promise<() => void>} */
export async function takeLock(lock, what) {
  mkdirSync(dirname(lock), { recursive: true })
  const release = () => rmSync(lock, { recursive: true, force: true })
  for (let told = false; ; ) {
    try {
      mkdirSync(lock)
      writeFileSync(join(lock, 'pid'), String(process.pid))
      process.once('exit', release)
      return () => {
        process.off('exit', release)
        release()
      }
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
    }
    const holder = holderOf(lock)
    if (holder === null) {
      release()
      continue
    }
    if (!told) say(`• Waiting for ${what} that another command has begun (process ${holder || 'unknown'})…`)
    told = true
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
  }
}
