/** A text without what it repeats. `folded` null: nothing is left out. */
export type FoldedText = { text: string; folded: { kind: 'quote' | 'signature'; text: string } | null }

/** How mail programs introduce the mail that is answered, in the languages that customers write. */
const INTRODUCTIONS: readonly RegExp[] = [
  /^On .{5,200} wrote:$/,
  /^Am .{5,200} schrieb .{1,200}:$/,
  /^Le .{5,200} a écrit\s?:$/,
  /^El .{5,200} escribió:$/,
  /^Il .{5,200} ha scritto:$/,
  /^Em .{5,200} escreveu:$/,
  /^Op .{5,200} schreef .{0,200}:$/,
  /^-{2,}\s*(Original Message|Ursprüngliche Nachricht|Message d'origine|Forwarded message)\s*-{2,}$/i,
  /^_{10,}$/,
]

const isQuoted = (line: string): boolean => line.startsWith('>')

/**
 * Folds what a mail quotes at its end and the signature. Quotes between answers stay: they say what is answered. A text
 * that is nothing but quote or signature is left whole.
 */
export function foldText(body: string): FoldedText {
  const lines = body.split('\n')
  const at = lines.findIndex((line, place) => {
    const trimmed = line.trim()
    if (INTRODUCTIONS.some((introduction) => introduction.test(trimmed))) return true
    if (line === '--' || line === '-- ') return true
    return isQuoted(line) && lines.slice(place).every((each) => each.trim() === '' || isQuoted(each))
  })
  const text = at === -1 ? body : lines.slice(0, at).join('\n').trimEnd()
  if (at === -1 || text.trim() === '') return { text: body, folded: null }
  const kind = lines[at]?.startsWith('--') && !/\w/.test(lines[at] ?? '') ? 'signature' : 'quote'
  return { text, folded: { kind, text: lines.slice(at).join('\n') } }
}
