/** A language in the agent's own: "Portuguese (Brazil)". A tag that nobody knows is shown as it is. */
export function languageName(locale: string, tag: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' }).of(tag) ?? tag
  } catch {
    // Not a tag at all: what the customer's record says is still worth reading.
    return tag
  }
}
