/** "pt-BR" -> "Brazilian Portuguese". What the system cannot name stays as it is. */
export function languageName(locale: string, tag: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
