import { deflateSync, inflateSync } from 'fflate'
import { DEFLATE_WORDS } from './deflate-words.ts'

/** Lines of a page of the feed, as the main process deflated them. Throws where they are damaged. */
export function inflateLines(small: Uint8Array, size: number): Uint8Array {
  const bytes = inflateSync(small, { out: new Uint8Array(size) })
  if (bytes.length !== size) throw new Error('The lines are not as long as they were.')
  return bytes
}

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

/** What fflate lets lie, tens of megabytes, goes only with the worker. */
const RESTED_MS = 500

/**
 * Deflates in a worker, which lives while there is much to do: that is most of the work of folding. One alone is done here,
 * sooner than a worker starts; so is all where the worker breaks, or has been ended: nobody waits for a worker in vain.
 */
export function deflateBeside(
  start: () => DeflateWorker,
  after: (ms: number, run: () => void) => () => void,
): { deflate: Deflate; end(): void } {
  const waiting = new Map<number, { bytes: Uint8Array; done(small: Uint8Array): void }>()
  let worker: DeflateWorker | null = null
  let isOver = false
  let lastId = 0
  /** So many were asked for at this moment. */
  let together = 0
  let stopTimer = () => {}

  function rest(): void {
    stopTimer()
    worker?.terminate()
    worker = null
  }
  function end(): void {
    isOver = true
    rest()
    for (const { bytes, done } of waiting.values()) done(deflateWithWords(bytes))
    waiting.clear()
  }
  function begin(): void {
    try {
      const begun = start()
      begun.hear(({ id, small }) => {
        waiting.get(id)?.done(small)
        waiting.delete(id)
        if (waiting.size === 0) stopTimer = after(RESTED_MS, rest)
      }, end)
      worker = begun
    } catch {
      isOver = true
    }
  }
  return {
    async deflate(bytes) {
      together++
      await Promise.resolve()
      if (worker === null && together > 1 && !isOver) begin()
      await Promise.resolve()
      together = 0
      if (worker === null) return deflateWithWords(bytes)
      stopTimer()
      const id = ++lastId
      const small = new Promise<Uint8Array>((done) => waiting.set(id, { bytes, done }))
      worker.postMessage({ id, bytes })
      return small
    },
    end,
  }
}
