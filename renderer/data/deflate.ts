import { deflateSync, inflateSync } from 'fflate'
import { DEFLATE_WORDS } from './deflate-words.ts'

/** What can be done beside the page's thread. */
export type Deflate = (bytes: Uint8Array) => Promise<Uint8Array>

/** On blocks of some kilobytes a tenth more work than the quickest, and 6 % smaller. */
const LEVEL = 6
const dictionary = new TextEncoder().encode(DEFLATE_WORDS)

/** Deflates with the words that all our records have in common. */
export const deflateWithWords = (bytes: Uint8Array): Uint8Array => deflateSync(bytes, { level: LEVEL, dictionary })
/** Throws where it is damaged. */
export const inflateWithWords = (bytes: Uint8Array): Uint8Array => inflateSync(bytes, { dictionary })

export type DeflateAsked = { id: number; bytes: Uint8Array }
export type DeflateAnswered = { id: number; small: Uint8Array }
/** What is needed of a worker. */
export type DeflateWorker = {
  postMessage(asked: DeflateAsked): void
  hear(answered: (answer: DeflateAnswered) => void, broke: () => void): void
  terminate(): void
}

/**
 * Deflates in a worker, which is started when there is something to do. It is most of the work of folding. Where the worker
 * breaks, or has been ended, it is done here: nobody waits for a worker in vain.
 */
export function deflateBeside(start: () => DeflateWorker): { deflate: Deflate; end(): void } {
  const waiting = new Map<number, { bytes: Uint8Array; done(small: Uint8Array): void }>()
  let worker: DeflateWorker | null = null
  let isOver = false
  let lastId = 0

  function end(): void {
    isOver = true
    worker?.terminate()
    for (const { bytes, done } of waiting.values()) done(deflateWithWords(bytes))
    waiting.clear()
  }
  function begin(): DeflateWorker | null {
    try {
      const begun = start()
      begun.hear(({ id, small }) => {
        waiting.get(id)?.done(small)
        waiting.delete(id)
      }, end)
      return begun
    } catch {
      isOver = true
      return null
    }
  }
  return {
    async deflate(bytes) {
      if (!isOver) worker ??= begin()
      if (isOver || worker === null) return deflateWithWords(bytes)
      const id = ++lastId
      const small = new Promise<Uint8Array>((done) => waiting.set(id, { bytes, done }))
      worker.postMessage({ id, bytes })
      return small
    },
    end,
  }
}
