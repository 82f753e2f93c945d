import { loadContender } from './load-contender.ts'
import type { ContenderName } from './names.ts'
import type { Contender } from './contender.ts'

// A contender in a worker: asked by name and arguments, answered by number. Its live page is told as it changes.

type Asked = { n: number; method: keyof Contender | 'start'; args: unknown[] }

let contender: Contender | null = null
let stop: (() => void) | null = null

self.onmessage = async ({ data: { n, method, args } }: MessageEvent<Asked>) => {
  try {
    self.postMessage({ n, value: await answer(method, args) })
  } catch (error) {
    self.postMessage({ n, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}

async function answer(method: Asked['method'], args: unknown[]): Promise<unknown> {
  if (method === 'start') {
    contender = await loadContender(args[0] as ContenderName)
    return true
  }
  if (contender === null) throw new Error('No contender was started in this worker.')
  if (method === 'live') {
    stop?.()
    stop = await contender.live(args[0] as string, (page) => self.postMessage({ page }))
    return true
  }
  return (contender[method] as (...args: unknown[]) => unknown)(...args)
}
