import type { SearchAnswered, SearchAsked } from './answer-search.ts'

/** What is needed of a worker. */
export type SearchWorker = {
  postMessage(asked: SearchAsked): void
  hear(answered: (answer: SearchAnswered) => void, broke: () => void): void
  terminate(): void
}

export type SearchAsking = SearchAsked extends infer Each
  ? Each extends SearchAsked
    ? Omit<Each, 'id'>
    : never
  : never
export type AskSearch = (asking: SearchAsking) => Promise<SearchAnswered | null>

/** Brings questions to the worker and answers back. Null: it broke, has lost what it held, or has been ended. `broke` is told once. */
export function askWorker(worker: SearchWorker, broke: () => void): { ask: AskSearch; end(): void } {
  const waiting = new Map<number, (answer: SearchAnswered | null) => void>()
  let lastId = 0
  let isOver = false
  function end(): void {
    isOver = true
    worker.terminate()
    for (const answer of waiting.values()) answer(null)
    waiting.clear()
  }
  function giveUp(): void {
    if (isOver) return
    end()
    broke()
  }
  worker.hear((answer) => {
    if (answer.isLost === true) return giveUp()
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  }, giveUp)
  return {
    ask: (asking) =>
      isOver
        ? Promise.resolve(null)
        : new Promise((resolve) => {
            lastId += 1
            waiting.set(lastId, resolve)
            worker.postMessage({ ...asking, id: lastId })
          }),
    end,
  }
}
