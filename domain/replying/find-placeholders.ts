/** A stretch of a text. Offsets in UTF-16 code units. */
export type Stretch = { from: number; to: number }

/** Brackets that people also use for what is no gap: these words never stand for a name, a date or a number. */
const SAID_IN_BRACKETS =
  /^(?:sic|ok|x|re|fw|fwd|wg|aw|tr|rv|spam|external|extern|urgent|important|edit|edited|image|bild|photo|foto|video|audio|attachment|attached|cid|ctrl|alt|shift|enter|esc|tab|cmd|del|f\d+|[a-z])$/iu
const HTML_TAG =
  /^\/?(?:a|b|i|u|s|p|q|br|hr|em|h[1-6]|li|ol|ul|dl|dt|dd|td|th|tr|del|div|img|ins|pre|sub|sup|body|code|font|head|html|main|span|table|tbody|thead|small|strong|style|title|center|blockquote)$/iu

/** Left by a template language, whatever stands inside, closed or not. */
const TEMPLATE =
  /\{\{[^{}]{0,200}\}\}|\{%[^{}]{0,200}?%\}|\{\{[^\n{}]{0,60}|\{%[^\n{}]{0,60}|\}\}|｛｛?[^｛｝\n]{1,60}｝｝?|\$\{[^{}\n]{0,60}\}|\{[\p{L}_][\p{L}\p{M}\p{N}_ .'’-]{0,60}\}|\*\|[^|\n]{1,60}\|\*/gu
const SIGNS =
  /(?<![\p{N}%])%[\p{L}_][\p{L}\p{M}\p{N}_.-]{1,40}%|\$[\p{Lu}][\p{Lu}\p{N}_]{1,40}\$|@@[\p{L}_][\p{L}\p{N}_ ]{1,40}@@|##[\p{L}_][\p{L}\p{N}_ ]{1,40}##|__[\p{L}][\p{L}\p{N}_]{1,40}__/gu
const BRACKETS =
  /(?<!\\)[[［]([^[\]［］\n]{2,160})[\]］](?!\(|\[\d|:\s*(?:https?|<))|<<[^<>\n]{1,80}>>|«\s?[\p{L}_]+_[\p{L}\p{N}_]+\s?»|<\/?([\p{L}_][\p{L}\p{M}\p{N}_ '’-]{1,40})>/gu
/** "[1]" points to a footnote, "[…]" leaves something out: only words hold a place. An address on the web is no gap. */
const HOLDS_WORDS = /^(?!.*:\/\/).*\p{L}[\p{L}\p{M}]/u
/** Signs that hold a place: XXXX, ____, ○○, "??.??.". Hidden digits of a card ("XXXX-1234") and lines to rule off are none. */
const CROSSES =
  /(?<![\p{L}\p{N}])X{3}(?![\p{L}\p{N}])|X{4,}|(?<!\p{L})x{4,}(?!\p{L})|(?<!\p{L})(?:y{5,}|z{5,}|Y{5,}|Z{5,})(?!\p{L})|\?\?[./-]\?\?(?:[./-]\?{2,4})?/gu
const HIDDEN_DIGITS = /^(?:[ -]?[Xx*•]{2,})*[ -]?\d{2,4}(?!\d)/u
const LINES = /_{3,}/g
const CIRCLES = /[○◯●]{2,}|(?<![一二三四五六七八九十〇\d])〇{2,}(?![一二三四五六七八九年])/gu
const WORDS =
  /(?<![\p{L}\p{N}_])(?:TBD|TBC|TBA|FIXME|TODO|PLACEHOLDER)(?![\p{L}\p{N}_])|\blorem ipsum\b|\[object Object\]|\binsert [^.\n]{1,40} here\b|\((?:insert|enter) (?:the |your |customer'?s? )?(?:name|date|number|amount|order|tracking|link|time)[^()\n]{0,40}\)|(?<=\b(?:dear|hi|hello)\s)(?:undefined|null|NaN)\b/giu
const CAPITALS = /^(?:tbd|tbc|tba|fixme|todo|placeholder)$/i
/** In Spanish and Portuguese "TODO" is "everything". */
const IBERIAN =
  /(?<!\p{L})(?:el|los|las|una|que|por|para|está|pedido|su|não|você|uma|dos|seu|sua|com|gracias|obrigad[oa])(?!\p{L})/giu

/** What a template or its writer left to be filled in. */
export function findPlaceholders(text: string): Stretch[] {
  const found: Stretch[] = []
  const add = (match: RegExpMatchArray) => {
    if (match[0].length > 0) found.push({ from: match.index ?? 0, to: (match.index ?? 0) + match[0].length })
  }
  if (/[{}｛｝$*]/u.test(text)) for (const match of text.matchAll(TEMPLATE)) add(match)
  if (/[%$@#_]/.test(text)) for (const match of text.matchAll(SIGNS)) add(match)
  if (/[[［<«]/u.test(text))
    for (const match of text.matchAll(BRACKETS)) {
      const [, squared, angled] = match
      const isSaid =
        (squared !== undefined && (SAID_IN_BRACKETS.test(squared.trim()) || !HOLDS_WORDS.test(squared))) ||
        (angled !== undefined && HTML_TAG.test(angled))
      if (!isSaid) add(match)
    }
  for (const match of text.matchAll(CROSSES)) {
    const end = (match.index ?? 0) + match[0].length
    if (!HIDDEN_DIGITS.test(text.slice(end, end + 24))) add(match)
  }
  const rules = text.includes('___') ? rulesIn(text) : []
  for (const match of text.matchAll(LINES))
    if (!rules.some(({ from, to }) => from <= match.index && match.index < to)) add(match)
  for (const match of text.matchAll(CIRCLES)) add(match)
  let isIberian: boolean | null = null
  for (const match of text.matchAll(WORDS)) {
    const [word] = match
    // In small letters these are other words, or none of ours.
    if (CAPITALS.test(word) && word !== word.toUpperCase()) continue
    if (word === 'TODO' && !/^\s*[:(]/.test(text.slice(match.index + word.length, match.index + word.length + 4))) {
      isIberian ??= [...text.matchAll(IBERIAN)].length > 1
      if (isIberian) continue
    }
    add(match)
  }
  return found
}

/** Lines that hold nothing but underscores rule something off. */
function rulesIn(text: string): Stretch[] {
  return [...text.matchAll(/^[\s_]+$/gmu)].map((match) => ({ from: match.index, to: match.index + match[0].length }))
}
