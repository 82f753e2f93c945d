/** Scripts that one language of ours writes alone, or that need a taller line whatever the language. */
const SCRIPTS: readonly [RegExp, string][] = [
  [/[\u3040-\u30ff]/g, 'ja'],
  [/[\u0600-\u06ff]/g, 'ar'],
  [/[\u0900-\u097f]/g, 'hi'],
  [/[\uac00-\ud7af]/g, 'ko'],
  [/[\u4e00-\u9fff]/g, 'zh'],
  [/[\u0590-\u05ff]/g, 'he'],
  [/[\u0e00-\u0e7f]/g, 'th'],
]

/** Most texts have no letter of any of them. */
const ANY_OF_THEM = new RegExp(SCRIPTS.map(([{ source }]) => source).join('|'))

/** So much of a text is looked at. */
const LOOK_AT = 400
/** A name or two in another script do not make a text one of it. */
const SHARE = 0.3

/**
 * The language to mark a text with, so that it is set and read aloud rightly: the one its script tells, else the one its
 * writer is known to write. Null: not known.
 */
export function languageOf(text: string, known: string | null): string | null {
  const start = text.slice(0, LOOK_AT)
  if (!ANY_OF_THEM.test(start)) return known
  const letters = start.replaceAll(/[^\p{L}]/gu, '')
  for (const [script, language] of SCRIPTS) {
    const found = letters.match(script)?.length ?? 0
    // Japanese mixes its syllables with Chinese signs: a tenth of them is enough to tell.
    const share = language === 'ja' ? 0.1 : SHARE
    if (letters.length > 0 && found / letters.length >= share) return known?.startsWith(language) ? known : language
  }
  return known
}
