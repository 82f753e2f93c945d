/** What a customer can be said to write: the languages of Europe and those most spoken beside them, as BCP 47 tags. */
export const LANGUAGES: readonly string[] =
  'ar cs da de el en es fi fr he hi hr hu id it ja ko nb nl pl pt pt-BR ro ru sk sl sr sv th tr uk ur vi zh'.split(' ')

/** "pt-BR" -> "Brazilian Portuguese". What the system cannot name stays as it is. */
export function languageName(locale: string, tag: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
