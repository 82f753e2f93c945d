/** The worker that holds the words of the desk: what was said in its cases, and its articles. */
import { makeSealer } from '../data/seal.ts'
import { openSealedBlocks } from '../data/sealed-blocks.ts'
import type { SearchAsked } from '../search/answer-search.ts'
import { makeSearchAnswerer } from '../search/answer-search.ts'

// TypeScript's worker types contradict those of the page, so the little that is used is named here.
const worker = globalThis as unknown as {
  addEventListener(name: 'message', listen: (event: { data: SearchAsked }) => void): void
  postMessage(answer: unknown): void
}

// Told to the main process's log, as everything a page says.
const failed = (error: unknown) => console.error(String(error))

const answer = makeSearchAnswerer({
  async openBlocks({ profileId, keyId, key }) {
    return openSealedBlocks(`search-${profileId}`, await makeSealer(crypto, keyId, key, profileId))
  },
  newId: () => crypto.randomUUID().slice(-12),
  pause: () => new Promise((done) => setTimeout(done)),
  failed,
})
const settle = async (asked: SearchAsked) => worker.postMessage(await answer(asked))
worker.addEventListener('message', ({ data }) => void settle(data))
