import type { SearchAnswered } from '../search/answer-search.ts'
import type { SearchWorker } from '../search/ask-worker.ts'
// Vite makes the worker of it and gives its address; the rules cannot see that.
// oxlint-disable-next-line import/default, boundaries/dependencies
import address from './search-worker.ts?worker&url'

type Policy = { createScriptURL(address: string): string }
type Factory = { createPolicy(name: string, rules: Policy): Policy }

// A policy can be made once only. This one knows one address, so nobody can start any other script with it.
const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes
const policy = factory?.createPolicy('evenkeel-search', {
  createScriptURL(wanted) {
    if (wanted !== address) throw new TypeError(`Not the worker for search: ${wanted}`)
    return wanted
  },
})

/** Starts the worker that holds the words of the desk. */
export function startSearchWorker(): SearchWorker {
  const worker = new Worker(policy?.createScriptURL(address) ?? address, { type: 'module', name: 'search' })
  return {
    postMessage: (asked) => worker.postMessage(asked),
    hear(answered, broke) {
      worker.addEventListener('message', ({ data }: MessageEvent<SearchAnswered>) => answered(data))
      worker.addEventListener('error', broke)
    },
    terminate: () => worker.terminate(),
  }
}
