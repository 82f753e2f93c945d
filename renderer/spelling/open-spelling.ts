import { dictionariesFor } from '../../domain/spelling/dictionaries.ts'
import type { Spelling } from '../deps/spelling.ts'
import type { Answered, Asked } from './answer-asked.ts'

/** What is needed of a worker. */
export type SpellingWorker = {
  postMessage(asked: Asked): void
  hear(answered: (answer: Answered) => void, broke: () => void): void
  terminate(): void
}

/** So many words of a language are remembered: a week of replies. */
const MOST_REMEMBERED = 20_000
type Asking = Asked extends infer Each ? (Each extends Asked ? Omit<Each, 'id'> : never) : never

/** Starts the worker when something is first asked, and asks of it no word twice. */
export function openSpelling(start: () => SpellingWorker): Spelling & { close(): void } {
  const remembered = new Map<string, Map<string, boolean>>()
  const waiting = new Map<number, (words: string[] | null) => void>()
  let worker: SpellingWorker | null = null
  let lastId = 0

  function breakOff(): void {
    worker?.terminate()
    worker = null
    for (const answer of waiting.values()) answer(null)
    waiting.clear()
  }
  function started(): SpellingWorker {
    const fresh = start()
    fresh.hear(({ id, words }) => {
      waiting.get(id)?.(words)
      waiting.delete(id)
    }, breakOff)
    return fresh
  }
  const ask = (asking: Asking) =>
    new Promise<string[] | null>((resolve) => {
      worker ??= started()
      lastId += 1
      waiting.set(lastId, resolve)
      worker.postMessage({ ...asking, id: lastId })
    })

  return {
    async wrongOf(language, words) {
      const dictionaries = dictionariesFor(language)
      if (dictionaries.length === 0) return null
      const key = dictionaries.join()
      const known = remembered.get(key) ?? new Map<string, boolean>()
      remembered.set(key, known)
      const unknown = [...new Set(words)].filter((word) => !known.has(word))
      if (unknown.length > 0) {
        const wrong = await ask({ what: 'wrong', dictionaries, words: unknown })
        if (wrong === null) return null
        if (known.size > MOST_REMEMBERED) known.clear()
        for (const word of unknown) known.set(word, wrong.includes(word))
      }
      return new Set(words.filter((word) => known.get(word)))
    },
    async suggest(language, word) {
      const dictionaries = dictionariesFor(language)
      return dictionaries.length === 0 ? [] : ((await ask({ what: 'suggest', dictionaries, word })) ?? [])
    },
    close: breakOff,
  }
}
