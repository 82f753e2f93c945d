/** What a customer can be said to write: the languages of Europe and those most spoken beside them, as BCP 47 tags. */
export const LANGUAGES: readonly string[] =
  'ar cs da de el en es fi fr he hi hr hu id it ja ko nb nl pl pt pt-BR ro ru sk sl sr sv th tr uk ur vi zh'.split(' ')

/** Making one takes the system longer than it takes to draw what it names. */
const namers = new Map<string, Intl.DisplayNames>()

function namerOf(locale: string): Intl.DisplayNames {
  const known = namers.get(locale) ?? new Intl.DisplayNames([locale], { type: 'language' })
  namers.set(locale, known)
  return known
}

/** "pt-BR" -> "Brazilian Portuguese". What the system cannot name stays as it is. */
export function languageName(locale: string, tag: string): string {
  try {
    return namerOf(locale).of(tag) ?? tag
  } catch {
    return tag
  }
}
