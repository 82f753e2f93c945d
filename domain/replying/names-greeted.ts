import {
  greetingKind,
  LONGEST_GREETING,
  NO_NAMES,
  ORDINARY_WORDS,
  PARTICLES,
  TITLES,
  TITLES_BEHIND,
} from './greetings.ts'
import type { ForeignName, NameBook } from './name-book.ts'
import { fullName, isPartOfOwn } from './name-book.ts'
import type { NameWord } from './name-words.ts'
import { foldName } from './name-words.ts'

/** A greeting stands where a line or a sentence begins. */
const BEGINS = /(?:^|[\n.!?。！？…:]\s*["'“„«(]?|^[\s>"'“„«(*_-]+)$/u
const SPACE = /^[ \u00a0]{1,2}$/u
const COMMA = /^[ \u00a0]?[,،、][ \u00a0]*$/u
const CLOSED = /^[ \u00a0]*(?:[,!.:;،。！，？?)]|[–—-]\s|\n|$)/u
const MOST_WORDS = 4
/** Languages that bend names when they call somebody: Paweł becomes "Pawle". */
const BENDING =
  /^(?:droga|drogi|szanowna|szanowny|dzien dobry|czesc|witam|witaj|vazeny|vazena|dobry den|ahoj|mily|mila|вітаю|добрии день|доброго дня|привіт|шановнии|шановна|уважаемыи|уважаемая|здравствуите|привет)$/u

type Greeted = { words: NameWord[]; hasTitle: boolean; isClosed: boolean; hasComma: boolean; isBending: boolean }

/** Whoever is greeted in the text and is not the customer. */
export function namesGreeted(text: string, words: readonly NameWord[], book: NameBook): ForeignName[] {
  const found: ForeignName[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (word === undefined || !BEGINS.test(text.slice(Math.max(0, word.from - 8), word.from))) continue
    const joined = greetedInJoinedScript(text, word, book)
    if (joined !== null) found.push(joined)
    for (let length = LONGEST_GREETING; length > 0; length--) {
      const phrase = words
        .slice(at, at + length)
        .map((each) => each.keys[0] ?? '')
        .join(' ')
      const kind = greetingKind(phrase)
      if (kind === null) continue
      const greeted = whoFollows(text, words, at + length, phrase)
      if (greeted !== null && isSomebodyElse(greeted, kind, book)) found.push(asForeign(greeted, book))
      break
    }
  }
  return found
}

/** The words after a greeting that may be a name. */
function whoFollows(text: string, words: readonly NameWord[], start: number, phrase: string): Greeted | null {
  const first = words[start]
  if (first === undefined) return null
  const hasComma = COMMA.test(first.gap)
  if (!hasComma && !SPACE.test(first.gap)) return null
  let at = start
  let hasTitle = false
  // "Mr and Mrs Berg", "Herr Dr. Berg"
  for (; /^\.?[ \u00a0]{1,2}$/u.test(words[at + 1]?.gap ?? ''); at++) {
    const key = words[at]?.keys[0] ?? ''
    if (TITLES.has(key)) hasTitle = true
    else if (!hasTitle || !/^(?:and|und|et|y|e|en|och|i)$/.test(key)) break
  }
  const names: NameWord[] = []
  for (; names.length < MOST_WORDS; at++) {
    const word = words[at]
    if (word === undefined) break
    if (names.length > 0 && !/^(?:[ \u00a0]|[-‐‑]|\.[ \u00a0]?)$/u.test(word.gap)) break
    if (names.length > 0 && word.gap.startsWith('.') && (names.at(-1)?.keys[0]?.length ?? 0) > 1) break
    if (TITLES_BEHIND.has(word.keys[0] ?? '')) {
      hasTitle = names.length > 0
      break
    }
    const isSmall = word.isCased && !word.isCapital
    if (names.length > 0 && isSmall && !PARTICLES.has(word.keys[0] ?? '')) break
    names.push(word)
    if (isSmall && !PARTICLES.has(word.keys[0] ?? '')) break
  }
  const last = names.at(-1)
  if (last === undefined) return null
  const isClosed = CLOSED.test(text.slice(last.to, last.to + 4))
  return { words: names, hasTitle, isClosed, hasComma, isBending: BENDING.test(phrase) }
}

function isSomebodyElse(greeted: Greeted, kind: 'name' | 'comma' | 'maybe', book: NameBook): boolean {
  const { words, hasTitle, isClosed, hasComma } = greeted
  const isStrange = (word: NameWord) =>
    !isKnown(word, book, greeted.isBending) && word.keys.some((key) => book.strangeWords.has(key))
  if (words.some((word) => isKnown(word, book, greeted.isBending))) {
    // One of the words is theirs; the other may be a second family name, unless it is another customer's.
    return (
      isClosed &&
      kind !== 'maybe' &&
      words.some(isStrange) &&
      !words.every((word) => isKnown(word, book, greeted.isBending))
    )
  }
  if (words.some(({ keys: [key = ''] }) => NO_NAMES.has(key) && !PARTICLES.has(key))) return false
  const first = words[0]
  if (first === undefined) return false
  if (isStrange(first)) {
    if (isClosed && !(kind === 'maybe' && isColleague(first, book))) return true
    if (!hasComma && first.isCapital && !first.keys.some((key) => ORDINARY_WORDS.has(key)) && kind !== 'maybe')
      return true
  }
  if (hasTitle) return first.isCapital
  if (!first.isCapital || !isClosed || kind === 'maybe') return false
  // A word that no customer bears: only where a name and nothing else can stand.
  return first.isCased ? !hasComma || kind === 'comma' : !hasComma && !first.isJoined
}

/** Colleagues are no recipients: only the customer's own name and those they wrote themself are right after a greeting. */
function isKnown(word: NameWord, book: NameBook, isBending: boolean): boolean {
  if (word.keys.some((key) => book.ownKeys.has(key) || book.written.has(key))) return true
  const key = word.keys[0] ?? ''
  if (key.length === 1) return [...book.ownKeys].some((own) => own.startsWith(key))
  return isBending && [...book.ownKeys].some((own) => isBentForm(key, own))
}

const isColleague = (word: NameWord, book: NameBook): boolean => word.keys.some((key) => book.known.has(key))

function isBentForm(word: string, name: string): boolean {
  let same = 0
  while (same < word.length && word[same] === name[same]) same++
  return Math.abs(word.length - name.length) <= 3 && same >= Math.max(2, Math.min(word.length, name.length) - 2)
}

function asForeign({ words, hasTitle }: Greeted, book: NameBook): ForeignName {
  const { own } = book
  const meant =
    words.length > 1 ? fullName(own) : hasTitle ? own.familyName || own.givenName : own.givenName || own.familyName
  return { from: words[0]?.from ?? 0, to: words.at(-1)?.to ?? 0, meant: meant || null }
}

const NO_JOINED_NAME =
  /^(?:お客|客|皆|みな|各位|ご?担当者?|関係者?|同|仕|模|多|異|御?一同|고객|여러분|선생|회원|先生|女士|小姐|亲爱的?|尊敬的?|顾客|客户)$/u
/** "高橋様", "王先生，" at the beginning of a line. */
const JOINED_GREETING =
  /^(?:尊敬的|亲爱的|親愛的|您好|你好|こんにちは|안녕하세요)?[ 　,，、]?([\p{sc=Han}\p{sc=Katakana}\p{sc=Hiragana}\p{sc=Hangul}ー々・]{1,8}?(?:[ 　][\p{sc=Han}\p{sc=Katakana}\p{sc=Hiragana}ー々]{1,6}?)?)[ 　]?(様|さま|さん|殿|先生|女士|小姐|고객님|님|씨)(?=[ 　]*(?:[、。,，:：!！\n]|$))/u

function greetedInJoinedScript(text: string, word: NameWord, book: NameBook): ForeignName | null {
  if (!word.isJoined) return null
  const match = JOINED_GREETING.exec(text.slice(word.from, word.from + 40))
  const name = match?.[1]
  if (match === null || name === undefined || NO_JOINED_NAME.test(name)) return null
  if (isPartOfOwn(name, book.own) || book.knownText.includes(name) || book.written.has(foldName(name))) return null
  const from = word.from + match[0].indexOf(name)
  const { givenName, familyName } = book.own
  const meant = Array.from(name).length > 3 ? fullName(book.own) : familyName || givenName
  return { from, to: from + name.length, meant: meant || null }
}
