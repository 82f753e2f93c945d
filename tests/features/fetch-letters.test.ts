import { expect, it } from 'vitest'
import { fetchLetters } from '../../renderer/app/fetch-letters.ts'

/** Fonts of which one has the letters of a range. */
function someFonts(range: string) {
  const asked: [family: string, text: string][] = []
  const load = async (font: string, text = '') => {
    asked.push([font.includes('Noto') ? 'last' : 'first', text])
    return [{ unicodeRange: range }] as FontFace[]
  }
  return { fonts: { load }, asked }
}

it('asks for nothing where every letter is Latin', async () => {
  const { fonts, asked } = someFonts('')
  await fetchLetters(fonts, 'José Müller: where is 10-2?')
  expect(asked).toEqual([])
})

it('asks the last family only for letters that those before it lack', async () => {
  const { fonts, asked } = someFonts('U+4E0?, U+3042, U+20000-2FFFF')
  await fetchLetters(fonts, 'An 一丏あ\u{20001}们')
  expect(asked).toEqual([
    ['first', '一丏あ\u{20001}们'],
    ['last', '们'],
  ])
})
