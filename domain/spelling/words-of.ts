/** A word of a text that a dictionary can judge. Offsets in UTF-16 code units. */
export type SpeltWord = { from: number; to: number; text: string }

/**
 * What is no prose: addresses, paths, holes and what stands in braces, handles, and lines quoted from another mail. Each part is
 * bounded or begins only where a word does, so that a pasted heap of signs takes no longer than prose.
 */
const NO_PROSE = new RegExp(
  [
    String.raw`^[ \t]*>.*$`,
    String.raw`\b[a-z][a-z+.-]{0,20}:\/\/\S+`,
    String.raw`(?<![^\s@<>()])[^\s@<>()]+@[^\s@<>()]+`,
    String.raw`(?<![\p{L}\p{N}])[@#][\p{L}\p{N}_]+`,
    // A name with dots inside, as sites and files have: "help.example.com/returns", "label.pdf".
    String.raw`(?<![\p{L}\p{N}-])[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]{2,})+(?:\/\S*)?`,
    String.raw`(?<!\S)(?:[A-Za-z]:)?[\\/][^\s]+`,
    String.raw`\[[^\]\n]{0,200}\]`,
    String.raw`\{\{?[^}\n]{0,200}\}?\}`,
    String.raw`<[^>\n]{0,200}>`,
  ].join('|'),
  'gimu',
)

/** Letters and digits, with the apostrophes and hyphens that stand inside a word. */
const WORD = /[\p{L}\p{M}\p{N}_]+(?:['’\-‐‑][\p{L}\p{M}\p{N}_]+)*/gu
const PIECE = /[^\-‐‑]+/gu
const IN_LATIN_SCRIPT = /^[\p{Script=Latin}\p{M}'’\-‐‑]+$/u
/** "VAT", "UPS": so many capitals are a short form; more may be a word that shouts. */
const SHORT_FORM_LENGTH = 5
/** What is longer is no word in any of the dictionaries' languages, and would take them long to refuse. */
const LONGEST_WORD = 60

/**
 * The words of a text that can be spelt wrong. Left out: what is no prose, what holds a digit ("HM-204518", "2nd"), short
 * forms in capitals, names with capitals inside ("PayPal"), single letters, and scripts other than the Latin one, for
 * which there is no dictionary.
 */
export function wordsOf(text: string): SpeltWord[] {
  const prose = text.replace(NO_PROSE, (found) => ' '.repeat(found.length))
  return [...prose.matchAll(WORD)].flatMap(({ 0: found, index }) => {
    const cut = /[\p{N}_]/u.test(found)
      ? piecesOf(found, index)
      : [{ from: index, to: index + found.length, text: found }]
    return cut.filter((each) => canBeJudged(each.text))
  })
}

/** Of "20-minute" the minute can be judged, of "HM-204518" nothing. */
const piecesOf = (found: string, at: number): SpeltWord[] =>
  [...found.matchAll(PIECE)].map(({ 0: piece, index }) => ({
    from: at + index,
    to: at + index + piece.length,
    text: piece,
  }))

function canBeJudged(word: string): boolean {
  if (word.length < 2 || word.length > LONGEST_WORD || /[\p{N}_]/u.test(word) || !IN_LATIN_SCRIPT.test(word))
    return false
  const bare = word.replace(/['’]s$/u, '')
  if (bare.length <= SHORT_FORM_LENGTH && bare === bare.toUpperCase()) return false
  // A capital after a small letter: no word of prose has that.
  return !/\p{Ll}\p{Lu}/u.test(word)
}

/** As words are compared: small letters, one kind of apostrophe and hyphen, composed signs. */
export const plainWord = (word: string): string =>
  word.normalize('NFC').replaceAll('’', "'").replaceAll(/[‐‑]/gu, '-').toLowerCase()

/** All words of names and titles as they are compared, to be left alone: "Ms Adjoa Osei-Mensah" gives four. */
export function knownWordsOf(names: Iterable<string | null | undefined>): Set<string> {
  const known = new Set<string>()
  for (const name of names) {
    for (const [found] of (name ?? '').matchAll(WORD)) {
      known.add(plainWord(found))
      for (const [piece] of found.matchAll(PIECE)) known.add(plainWord(piece))
    }
  }
  return known
}

/** Whether a word is one of the known ones, or the genitive of one: "Osei's", "James'", "Annas". */
export function isKnownWord(word: string, known: ReadonlySet<string>): boolean {
  const plain = plainWord(word)
  if (known.has(plain.replace(/'s?$/u, ''))) return true
  return /^\p{Lu}/u.test(word) && known.has(plain.replace(/s$/u, ''))
}
