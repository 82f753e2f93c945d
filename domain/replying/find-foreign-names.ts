import { LOOSE_TITLES, ORDINARY_WORDS, PARTICLES, SENTENCE_OPENERS, TITLES, TITLES_BEHIND } from './greetings.ts'
import type { ForeignName, NameBook, PartedName } from './name-book.ts'
import { fullName, isPartOfOwn } from './name-book.ts'
import { namesGreeted } from './names-greeted.ts'
import type { NameWord } from './name-words.ts'
import { isJoined, nameWords } from './name-words.ts'

/** Names in a text that belong to somebody else: who is greeted, "Title Family" and full names of other customers. */
export function findForeignNames(text: string, book: NameBook): ForeignName[] {
  const words = nameWords(text)
  return [...namesGreeted(text, words, book), ...spelledOut(words, book), ...inJoinedScript(text, words, book)]
}

/** "Emma Brown", "Brown, Emma", "E. Brown" and "Ms Brown" of a stranger, anywhere. */
function spelledOut(words: readonly NameWord[], book: NameBook): ForeignName[] {
  const found: ForeignName[] = []
  const byFirst = new Map<string, { keys: string[]; kind: 'full' | 'reversed' | 'titled' }[]>()
  const entered = new Set<string>()
  const enter = (keys: string[], kind: 'full' | 'reversed' | 'titled') => {
    const [first] = keys
    const once = `${kind} ${keys.join(' ')}`
    if (first === undefined || entered.has(once) || keys.every((key) => book.known.has(key))) return
    entered.add(once)
    const those = byFirst.get(first)
    if (those === undefined) byFirst.set(first, [{ keys, kind }])
    else those.push({ keys, kind })
  }
  for (const { given, family } of book.strangers) {
    if (given.length > 0 && family.length > 0) {
      enter([...given, ...family], 'full')
      enter([...family, ...given], 'reversed')
      // Of two given names people use one.
      if (given.length > 1) enter([given[0] ?? '', ...family], 'full')
    }
    for (const each of new Set([family, given, family.slice(-1), given.slice(0, 1)].map((part) => part.join(' '))))
      if (each !== '') enter(each.split(' '), 'titled')
  }
  if (byFirst.size === 0) return found
  words.forEach((word, at) => {
    for (const key of word.keys) {
      for (const name of byFirst.get(key) ?? []) {
        const last = name.kind === 'titled' && !isTitled(words, at, name.keys.length) ? null : spans(words, at, name)
        if (last !== null)
          found.push({ from: word.from, to: endOf(last, name.keys.at(-1)), meant: meantFor(name, book.own) })
      }
    }
    // "E. Brown"
    const initial = word.keys[0] ?? ''
    const next = words[at + 1]
    if (initial.length === 1 && word.isCased && word.isCapital && next?.isCapital && /^\.\s?$/.test(next.gap)) {
      const stranger = book.strangers.find(
        ({ given, family }) =>
          given[0]?.startsWith(initial) && family.length === 1 && next.keys.includes(family[0] ?? ''),
      )
      if (stranger !== undefined && !next.keys.some((key) => book.known.has(key)))
        found.push({ from: word.from, to: next.to, meant: fullName(book.own) })
    }
  })
  return found
}

/** The last word of the name if it stands here as a whole. */
function spans(words: readonly NameWord[], at: number, name: { keys: string[]; kind: string }): NameWord | null {
  const proper = Math.max(
    0,
    name.keys.findIndex((key) => !PARTICLES.has(key)),
  )
  const isCapital = words[at + proper]?.isCapital === true
  let ordinary = 0
  let isSpaced = false
  let last: NameWord | null = null
  for (const [offset, key] of name.keys.entries()) {
    const word = words[at + offset]
    if (word === undefined || !(word.keys.includes(key) || (offset > 0 && word.keys[0] === `${key}s`))) return null
    if (offset > 0 && !joins(word.gap, name.kind === 'reversed', words[at + offset - 1])) return null
    if (word.isCapital !== isCapital && !PARTICLES.has(key)) return null
    if (offset > 0 && /\s/u.test(word.gap)) isSpaced = true
    if (ORDINARY_WORDS.has(key)) ordinary++
    last = word
  }
  if (name.kind === 'titled') return last
  // In small letters "long hope" is no person, "emma.brown" is one; in capitals both may be.
  if (!isCapital) return ordinary > 0 && isSpaced ? null : last
  return ordinary === name.keys.length && SENTENCE_OPENERS.has(name.keys[0] ?? '') ? null : last
}

const joins = (gap: string, isReversed: boolean, before: NameWord | undefined): boolean =>
  /^(?:[ \u00a0]{1,2}|[-‐‑._]|\n)$/u.test(gap) ||
  (isReversed && /^,[ \u00a0]$/u.test(gap)) ||
  (before?.to === (before?.from ?? 0) + 1 && /^\. ?$/.test(gap))

function isTitled(words: readonly NameWord[], at: number, count: number): boolean {
  const word = words[at]
  const before = words[at - 1]
  const behind = words[at + count]
  if (word === undefined) return false
  if (behind !== undefined && /^[ \u00a0]$/.test(behind.gap) && TITLES_BEHIND.has(behind.keys[0] ?? '')) return true
  if (behind?.isJoined === true && /^ ?$/.test(behind.gap) && RESPECT.test(behind.keys[0] ?? '')) return true
  if (before === undefined || !/^\.?[ \u00a0]{1,2}$/u.test(word.gap)) return false
  const title = before.keys.find((key) => TITLES.has(key))
  return title !== undefined && (word.isCapital || !LOOSE_TITLES.has(title))
}

/** A possessive ending is not part of the name. */
const endOf = (word: NameWord, key: string | undefined): number =>
  key !== undefined && word.keys[0] !== key && word.isCased && word.to - word.from > key.length
    ? word.from + Math.min(key.length, word.to - word.from)
    : word.to

const meantFor = (name: { kind: string; keys: string[] }, own: PartedName): string | null =>
  name.kind === 'titled' ? own.familyName || own.givenName || null : fullName(own)

/** "Takahashi様" */
const RESPECT = /^(?:様|さま|さん|氏|殿|님|씨)/u
const HONORIFIC = '(?:様|さま|さん|氏|殿|君|先生|女士|小姐|고객님|님|씨)'

/** Names in scripts without spaces: the whole name anywhere, the family name before a word of respect. */
function inJoinedScript(text: string, words: readonly NameWord[], book: NameBook): ForeignName[] {
  const found: ForeignName[] = []
  if (!words.some((word) => word.isJoined)) return found
  for (const { givenName, familyName } of book.strangers) {
    if (!isJoined(familyName) && !isJoined(givenName)) continue
    for (const whole of [
      familyName + givenName,
      `${familyName} ${givenName}`,
      `${familyName}　${givenName}`,
      givenName + familyName,
    ]) {
      if (givenName === '' || familyName === '' || Array.from(whole).length < 3) continue
      for (let at = text.indexOf(whole); at >= 0; at = text.indexOf(whole, at + 1))
        found.push({ from: at, to: at + whole.length, meant: fullName(book.own) })
    }
    for (const part of [familyName, givenName, familyName + givenName]) {
      if (part === '' || !isJoined(part) || book.knownText.includes(part)) continue
      if (isPartOfOwn(part, book.own)) continue
      for (const match of text.matchAll(new RegExp(`(?<!\\p{sc=Han})${part}(?=[ 　]?${HONORIFIC})`, 'gu')))
        found.push({
          from: match.index,
          to: match.index + part.length,
          meant: book.own.familyName || fullName(book.own),
        })
    }
  }
  return found
}
