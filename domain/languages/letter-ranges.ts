/** From a letter to a letter, both of it, as Unicode numbers. */
export type LetterRange = [from: number, to: number]

/** Ranges as CSS writes them (`unicode-range`): `U+4E00-9FFF, U+F9??, U+20`. */
export const readLetterRanges = (written: string): LetterRange[] =>
  written.split(',').map((each) => {
    const [from = '', to = from] = each.trim().slice(2).split('-')
    return [Number.parseInt(from.replaceAll('?', '0'), 16), Number.parseInt(to.replaceAll('?', 'F'), 16)]
  })
