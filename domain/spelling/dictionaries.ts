import { languageOf } from '../languages/language-of.ts'

/** The dictionaries that are delivered, by BCP 47 tag. Their sources and licences: docs/decisions/0020. */
export const DICTIONARIES = ['de', 'en', 'en-GB', 'es', 'fr', 'nl', 'pl', 'pt-BR', 'sv'] as const
export type DictionaryId = (typeof DICTIONARIES)[number]

/** English without a country is right in both spellings; Portuguese of Portugal is spelt by none of these. */
const BY_LANGUAGE: Record<string, readonly DictionaryId[]> = {
  de: ['de'],
  en: ['en-GB', 'en'],
  es: ['es'],
  fr: ['fr'],
  nl: ['nl'],
  pl: ['pl'],
  pt: ['pt-BR'],
  sv: ['sv'],
}
const BY_TAG: Record<string, readonly DictionaryId[]> = {
  'en-us': ['en'],
  'en-ph': ['en'],
  'pt-pt': [],
  'pt-ao': [],
  'pt-mz': [],
  // Writes "ss" where this dictionary wants "ß".
  'de-ch': [],
  'de-li': [],
}

/**
 * The dictionaries that judge a text in a language; a word is right that is in one of them. Suggestions come from the
 * first. Empty: there is no spelling for that language.
 *
 * @param tag BCP 47, such as "en" or "pt-BR"
 */
export function dictionariesFor(tag: string): readonly DictionaryId[] {
  const whole = tag.toLowerCase()
  const [language = ''] = whole.split('-')
  if (Object.hasOwn(BY_TAG, whole)) return BY_TAG[whole] ?? []
  if (language === 'en' && whole !== 'en') return ['en-GB']
  return Object.hasOwn(BY_LANGUAGE, language) ? (BY_LANGUAGE[language] ?? []) : []
}

/** Languages that write no Latin letters: a text in those is in another language, whatever its reader writes. */
const WITHOUT_LATIN = /^(?:ar|bg|el|fa|he|hi|ja|ko|ru|th|uk|ur|zh)(?:-|$)/
const LATIN_SHARE = 0.7

/**
 * The language that a reply is written in: the one its script tells, else the customer's, unless that one is written in
 * another script. Then the agent answers in their own.
 */
export function spellingLanguage(text: string, customers: string | null, agents: string): string {
  const told = languageOf(text, customers ?? agents) ?? agents
  if (!WITHOUT_LATIN.test(told)) return told
  const letters = text.replaceAll(/[^\p{L}]/gu, '')
  const latin = letters.replaceAll(/[^\p{Script=Latin}]/gu, '')
  return letters.length > 0 && latin.length / letters.length >= LATIN_SHARE ? agents : told
}

/** Below this many words nothing can be said about the language. */
export const ENOUGH_WORDS = 6
/** More than this share of words that a dictionary lacks, and the text is in another language. */
const MOST_WRONG = 0.5

/** Whether so many wrong words mean another language, not many mistakes. */
export const looksForeign = (words: number, wrong: number): boolean =>
  words >= ENOUGH_WORDS && wrong / words > MOST_WRONG
