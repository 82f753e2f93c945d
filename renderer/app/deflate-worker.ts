/** The worker that makes what is to be sealed smaller. */
import { type DeflateAnswered, type DeflateAsked, deflateWithWords } from '../data/deflate.ts'

// TypeScript's worker types contradict those of the page, so the little that is used is named here.
const worker = globalThis as unknown as {
  addEventListener(name: 'message', listen: (event: { data: DeflateAsked }) => void): void
  postMessage(answer: DeflateAnswered, given: ArrayBufferLike[]): void
}

worker.addEventListener('message', ({ data: { id, bytes } }) => {
  const small = deflateWithWords(bytes)
  worker.postMessage({ id, small }, [small.buffer])
})
