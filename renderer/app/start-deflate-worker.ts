import type { DeflateAnswered, DeflateWorker } from '../data/deflate.ts'
// Vite makes the worker of it and gives its address; the rules cannot see that.
// oxlint-disable-next-line import/default, boundaries/dependencies
import address from './deflate-worker.ts?worker&url'

type Policy = { createScriptURL(address: string): string }
type Factory = { createPolicy(name: string, rules: Policy): Policy }

// A policy can be made once only. This one knows one address, so nobody can start any other script with it.
const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes
const policy = factory?.createPolicy('evenkeel-deflate', {
  createScriptURL(wanted) {
    if (wanted !== address) throw new TypeError(`Not the worker for deflating: ${wanted}`)
    return wanted
  },
})

/** Starts the worker that makes what is to be sealed smaller. */
export function startDeflateWorker(): DeflateWorker {
  const worker = new Worker(policy?.createScriptURL(address) ?? address, { type: 'module', name: 'deflate' })
  return {
    postMessage: (asked) => worker.postMessage(asked),
    hear(answered, broke) {
      worker.addEventListener('message', ({ data }: MessageEvent<DeflateAnswered>) => answered(data))
      worker.addEventListener('error', broke)
    },
    terminate: () => worker.terminate(),
  }
}
