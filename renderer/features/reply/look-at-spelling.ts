import { dictionariesFor, ENOUGH_WORDS, looksForeign, spellingLanguage } from '../../../domain/spelling/dictionaries.ts'
import type { SpeltWord } from '../../../domain/spelling/words-of.ts'
import { isKnownWord, wordsOf } from '../../../domain/spelling/words-of.ts'
import type { Spelling } from '../../deps/spelling.ts'

export type SpellingLook = {
  /** Words that no dictionary of the language has, in order of place. Names known from the case are among them. */
  misspelt: SpeltWord[]
  /** BCP 47. Null: nothing says which. */
  language: string | null
  /** missing: no dictionary for the language. failed: there is one, and it could not be opened. */
  state: 'looked' | 'missing' | 'failed'
}

type Wanted = {
  text: string
  /** Of the customer, or null for what only the team reads. BCP 47. */
  customers: string | null
  agents: string
  known: ReadonlySet<string>
}

/** The words of each line, remembered for as long as the line stands in the text: only what was edited is cut again. */
export function makeLineCutter(): (text: string) => SpeltWord[] {
  let remembered = new Map<string, SpeltWord[]>()
  return (text) => {
    const now = new Map<string, SpeltWord[]>()
    let at = 0
    const all: SpeltWord[] = []
    for (const line of text.split('\n')) {
      const words = now.get(line) ?? remembered.get(line) ?? wordsOf(line)
      now.set(line, words)
      for (const word of words) all.push({ ...word, from: word.from + at, to: word.to + at })
      at += line.length + 1
    }
    remembered = now
    return all
  }
}

/**
 * Looks through a text. Where most words are wrong in the language it should be in, or that one has no dictionary, it is
 * taken for the agent's own; where most are wrong in that one too, nothing is marked.
 */
export async function lookAtSpelling(
  spelling: Spelling,
  cut: (text: string) => SpeltWord[],
  { text, customers, agents, known }: Wanted,
): Promise<SpellingLook> {
  const words = cut(text).filter((word) => !isKnownWord(word.text, known))
  const first = spellingLanguage(text, customers, agents)
  let missing: string | null = null
  let failed: string | null = null
  for (const language of new Set([first, agents])) {
    // The agent's own language is tried only where there is enough to tell by.
    if (language !== first && words.length < ENOUGH_WORDS) break
    if (dictionariesFor(language).length === 0) {
      missing ??= language
      continue
    }
    const wrong = await spelling.wrongOf(
      language,
      words.map((word) => word.text),
    )
    if (wrong === null) {
      failed = language
      break
    }
    const misspelt = words.filter((word) => wrong.has(word.text))
    if (!looksForeign(words.length, misspelt.length)) return { misspelt, language, state: 'looked' }
  }
  if (failed !== null) return { misspelt: [], language: failed, state: 'failed' }
  return { misspelt: [], language: missing, state: 'missing' }
}
