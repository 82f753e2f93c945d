import { IntlMessageFormat } from 'intl-messageformat'
import { createContext, useContext } from 'react'
import type { WordsKey } from './catalogue.ts'
import { english } from './catalogue.ts'

export type WordsValues = Record<string, string | number | Date | null>
/** Says a sentence of the catalogue in the agent's language. */
export type Words = ((key: WordsKey, values?: WordsValues) => string) & {
  /** BCP 47 tag for dates and numbers. */
  locale: string
}

/** The sentences of one language. Parsed once each, when first said. */
export function makeWords(locale: string, catalogue: Record<WordsKey, string>): Words {
  const parsed = new Map<WordsKey, IntlMessageFormat>()
  const say = (key: WordsKey, values?: WordsValues): string => {
    let message = parsed.get(key)
    if (message === undefined) {
      message = new IntlMessageFormat(catalogue[key], locale, undefined, { ignoreTag: true })
      parsed.set(key, message)
    }
    return String(message.format(values))
  }
  return Object.assign(say, { locale })
}

// en-GB writes days before months and 24 hours, as the sentences do.
const WordsContext = createContext<Words>(makeWords('en-GB', english))
export const WordsProvider = WordsContext.Provider

export const useWords = (): Words => useContext(WordsContext)
