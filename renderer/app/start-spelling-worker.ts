import type { Answered } from '../spelling/answer-asked.ts'
import type { SpellingWorker } from '../spelling/open-spelling.ts'
// Vite makes the worker of it and gives its address; the rules cannot see that.
// oxlint-disable-next-line import/default, boundaries/dependencies
import address from './spelling-worker.ts?worker&url'

type Policy = { createScriptURL(address: string): string }
type Factory = { createPolicy(name: string, rules: Policy): Policy }

// A policy can be made once only. This one knows one address, so nobody can start any other script with it.
const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes
const policy = factory?.createPolicy('evenkeel-spelling', {
  createScriptURL(wanted) {
    if (wanted !== address) throw new TypeError(`Not the worker for spelling: ${wanted}`)
    return wanted
  },
})

/** Starts the worker that judges words. */
export function startSpellingWorker(): SpellingWorker {
  const worker = new Worker(policy?.createScriptURL(address) ?? address, { type: 'module', name: 'spelling' })
  return {
    postMessage: (asked) => worker.postMessage(asked),
    hear(answered, broke) {
      worker.addEventListener('message', ({ data }: MessageEvent<Answered>) => answered(data))
      worker.addEventListener('error', broke)
    },
    terminate: () => worker.terminate(),
  }
}
