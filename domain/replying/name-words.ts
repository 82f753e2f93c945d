/** Scripts that write names without spaces and capitals. */
const JOINED = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}ー々'
const WORD = new RegExp(
  `[${JOINED}]+|(?:(?![${JOINED}])[\\p{L}\\p{M}])+(?:['’ʼ](?:(?![${JOINED}])[\\p{L}\\p{M}])+)*`,
  'gu',
)
const ALL_JOINED = new RegExp(`^[${JOINED}]+$`, 'u')
const BETWEEN_NAMES = /[\s\d\-‐‑.,;:()/&·・_"]+/u
/** Letters that stand for themselves in Unicode and that people leave out or write in another way. */
const PLAIN: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
  ة: 'ه',
  ى: 'ي',
}
const PLAIN_LETTERS = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'gu')
/** Accents, Arabic vowel signs and stretches, the Devanagari dot, apostrophes: written or not, the name is the same. */
const LEFT_OUT = /[\u0300-\u036f\u064b-\u065f\u0670\u0640\u093c'’ʼ`]/gu
/** Arabic "to", "and", "by", "as", "so" are written onto the word, and so is the article. */
const ARABIC_PREFIX = /^[ولبكف]?(?:ال)?(?=..)/u
const IS_ARABIC = /^\p{sc=Arabic}/u
const IS_ASCII = /^[A-Za-z]+$/

/** One word of a text, as far as names are concerned. Offsets in UTF-16 code units. */
export type NameWord = {
  from: number
  to: number
  /** Folded forms under which it may be somebody's name, the likeliest first: "O'Brien's" is "obriens" and "brien". */
  keys: readonly string[]
  /** Starts with a capital, or its script has none. */
  isCapital: boolean
  /** Its script knows capitals. */
  isCased: boolean
  /** Chinese, Japanese or Korean: a run that may hold more than one word. */
  isJoined: boolean
  /** What stands between it and the word before. */
  gap: string
}

/** The form in which two ways of writing one name are equal: no accents, no capitals. The server's database folds the same way. */
export function foldName(name: string): string {
  if (IS_ASCII.test(name)) return name.toLowerCase()
  return name
    .normalize('NFKD')
    .replace(LEFT_OUT, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(PLAIN_LETTERS, (letter) => PLAIN[letter] ?? letter)
}

/** The folded words of one part of a name: "García-López" is "garcia" and "lopez". */
export const nameKeys = (part: string): string[] => foldName(part).split(BETWEEN_NAMES).filter(Boolean)

/** Whether the text is written in a script without spaces between names. */
export const isJoined = (text: string): boolean => ALL_JOINED.test(text)

/** The words of a text, in order. */
export function nameWords(text: string): NameWord[] {
  const words: NameWord[] = []
  let last = 0
  for (const found of text.matchAll(WORD)) {
    const word = found[0]
    const from = found.index
    const first = word.slice(0, (word.codePointAt(0) ?? 0) > 0xffff ? 2 : 1)
    const isCased = first.toLowerCase() !== first.toUpperCase()
    words.push({
      from,
      to: from + word.length,
      keys: keysOf(word),
      // "d'Olivia" begins a name as much as "Olivia" does.
      isCapital: !isCased || word.split(/['’ʼ]/u).some((part) => part.charAt(0) !== part.charAt(0).toLowerCase()),
      isCased,
      isJoined: isJoined(first),
      gap: text.slice(last, from),
    })
    last = from + word.length
  }
  return words
}

function keysOf(word: string): string[] {
  const whole = foldName(word)
  if (IS_ARABIC.test(word)) {
    const bare = whole.replace(ARABIC_PREFIX, '')
    return bare === whole ? [whole] : [whole, bare]
  }
  const parts = word.split(/['’ʼ]/u)
  // "Emma's", "Ayşe'nin", "d'Olivia": the name is on one side of the apostrophe; "O'Brien": on both.
  return [...new Set([whole, ...(parts.length === 1 ? [] : parts.map(foldName).filter((part) => part.length > 1))])]
}
