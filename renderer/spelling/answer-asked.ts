import type { DictionaryId } from '../../domain/spelling/dictionaries.ts'
import type { Checker } from './open-checker.ts'

/** What the page asks of the worker that holds the dictionaries. `dictionaries` is never empty. */
export type Asked = { id: number; dictionaries: readonly DictionaryId[] } & (
  | { what: 'wrong'; words: readonly string[] }
  | { what: 'suggest'; word: string }
)
/** `words`: those that are in none of the dictionaries, or what may have been meant. Null: a dictionary cannot be opened. */
export type Answered = { id: number; words: string[] | null }

/** So many suggestions are offered. */
export const MOST_SUGGESTIONS = 5

/** Answers what is asked, opening each dictionary when it is first needed. One that failed is tried again when next asked. */
export function makeAnswerer(open: (id: DictionaryId) => Promise<Checker>, failed: (error: unknown) => void) {
  const opened = new Map<DictionaryId, Promise<Checker>>()
  const checkerOf = (id: DictionaryId) => {
    const checker = opened.get(id) ?? open(id)
    opened.set(id, checker)
    return checker
  }
  return async (asked: Asked): Promise<Answered> => {
    try {
      const checkers = await Promise.all(asked.dictionaries.map(checkerOf))
      if (asked.what === 'suggest')
        return { id: asked.id, words: (checkers[0]?.suggest(asked.word) ?? []).slice(0, MOST_SUGGESTIONS) }
      const words = asked.words.filter((word) => !checkers.some((checker) => checker.isRight(word)))
      return { id: asked.id, words }
    } catch (error) {
      for (const id of asked.dictionaries) opened.delete(id)
      failed(error)
      return { id: asked.id, words: null }
    }
  }
}
