import type { Stretch } from './find-placeholders.ts'
import { ORDINARY_WORDS } from './greetings.ts'
import { foldName, isJoined, nameKeys, nameWords } from './name-words.ts'

/** A name in its two parts, as the house has it. */
export type PartedName = { givenName: string; familyName: string }
/** A name that is not the customer's, with theirs as it would stand there. */
export type ForeignName = Stretch & { meant: string | null }

/** Whom a text may name, and who must not be named in it. Folded words. */
export type NameBook = {
  own: PartedName
  /** The customer's own words. */
  ownKeys: ReadonlySet<string>
  /** Words that are no mistake: the customer's, colleagues', and names the customer wrote. */
  known: ReadonlySet<string>
  /** Words that the customer wrote and that may be names. */
  written: ReadonlySet<string>
  knownText: string
  /** Other customers whose name is not known altogether. */
  strangers: readonly (PartedName & { given: string[]; family: string[] })[]
  /** Each single word of a stranger's name. */
  strangeWords: ReadonlySet<string>
}

/** The name as people write it. Null: nothing is known of it. */
export const fullName = (name: PartedName): string | null => {
  const { givenName, familyName } = name
  if (isJoined(givenName) && isJoined(familyName)) return familyName + givenName
  return `${givenName} ${familyName}`.trim() || null
}

/** Whether the run of signs is the customer's name or a part of it. */
export function isPartOfOwn(run: string, own: PartedName): boolean {
  const bare = foldName(run).replace(/[\s・·]/gu, '')
  const given = foldName(own.givenName)
  const family = foldName(own.familyName)
  return bare !== '' && [given, family, family + given, given + family].includes(bare)
}

/** Makes the book that a text is held against. */
export function nameBook(
  own: PartedName,
  staffNames: readonly string[],
  knownText: string,
  written: ReadonlySet<string>,
  strangers: readonly PartedName[],
): NameBook {
  const ownKeys = new Set([own.givenName, own.familyName, fullName(own) ?? ''].flatMap(nameKeys))
  const known = new Set([...ownKeys, ...written, ...staffNames.flatMap(nameKeys)])
  const others = strangers
    .map(({ givenName, familyName }) => ({
      givenName,
      familyName,
      given: nameKeys(givenName),
      family: nameKeys(familyName),
    }))
    .filter(({ given, family }) => [...given, ...family].some((key) => !known.has(key)))
  return {
    own,
    ownKeys,
    known,
    written,
    knownText,
    strangers: others,
    strangeWords: new Set(others.flatMap(({ given, family }) => [...given, ...family])),
  }
}

/**
 * Words the customer wrote that may be names of theirs. An ordinary word ("will", "brown") is taken for one only where
 * it has a capital that no beginning of a sentence gave it.
 */
export function writtenNames(knownText: string): ReadonlySet<string> {
  const written = new Set<string>()
  for (const word of nameWords(knownText)) {
    const isMeant = word.isCapital && word.gap !== '' && !/[\n.!?:]/.test(word.gap)
    for (const key of word.keys) if (isMeant || !ORDINARY_WORDS.has(key)) written.add(key)
  }
  return written
}
