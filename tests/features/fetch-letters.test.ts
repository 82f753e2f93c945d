import { describe, expect, it } from 'vitest'
import { openLetters } from '../../renderer/app/fetch-letters.ts'

/** Fonts of which the families before the last have the letters of a range. `come`: what was asked for last is there. */
function someFonts(range: string, isAtOnce = true) {
  const asked: [family: string, text: string][] = []
  let come = () => {}
  const load = async (font: string, text = '') => {
    asked.push([font.includes('Noto') ? 'last' : 'first', text])
    if (!isAtOnce) await new Promise<void>((resolve) => (come = resolve))
    return [{ unicodeRange: range }] as FontFace[]
  }
  const waiting: (() => void)[] = []
  const after = (_ms: number, run: () => void) => {
    waiting.push(run)
    return () => void waiting.splice(waiting.indexOf(run), 1)
  }
  return { letters: openLetters({ load }, after), asked, waiting, come: () => come() }
}
const soon = () => new Promise((resolve) => setTimeout(resolve, 0))
const others = (letters: string) => ({ chinese: '', others: letters })

describe('the letters of a text', () => {
  it('are not asked for where every one of them is Latin', () => {
    const { letters, asked } = someFonts('')
    expect(letters.missing(['José Müller', 'Where is 10-2?'])).toBeNull()
    expect(letters.come(['José Müller'])).toBeNull()
    expect(asked).toEqual([])
  })

  it('are asked for once, each', async () => {
    const { letters, asked } = someFonts('U+3042-3046')
    await letters.come(['An ああい', 'い'])
    expect(letters.come(['いあ'])).toBeNull()
    await letters.come(['うい'])
    expect(asked.map(([, text]) => text)).toEqual(['あい', 'う'])
  })

  it('are asked of the last family where those before it lack one', async () => {
    const { letters, asked } = someFonts('U+304?, U+4E00')
    await letters.fetch(others('あ一们\u{20001}'))
    expect(asked).toEqual([
      ['first', 'あ一们\u{20001}'],
      ['last', '们\u{20001}'],
    ])
  })

  it('are asked of the last family alone in a Chinese text, also those that another one has brought', async () => {
    const { letters, asked } = someFonts('U+3042, U+4E00-9FFF')
    await letters.come(['色がいい', '颜色'])
    expect(asked).toEqual([
      ['last', '颜色'],
      ['first', '色がい'],
      ['last', 'がい'],
    ])
    expect(letters.missing(['色がいい', '颜色'])).toBeNull()
  })

  it('are waited for, but not for long, and not as if they were there', async () => {
    const { letters, waiting, come } = someFonts('U+3042', false)
    let drawn = 0
    void letters.come(['あ'])?.then(() => drawn++)
    await soon()
    expect([drawn, letters.missing(['あ'])]).toEqual([0, others('あ')])
    waiting[0]?.()
    await soon()
    expect([drawn, letters.missing(['あ'])]).toEqual([1, others('あ')])
    come()
    await soon()
    expect([letters.missing(['あ']), letters.come(['あ']), waiting]).toEqual([null, null, []])
  })

  it('keep nobody waiting where they are not to be had, and are asked for again', async () => {
    const load = () => Promise.reject(new Error('The file is not there.'))
    const letters = openLetters({ load }, () => () => undefined)
    await letters.come(['あ'])
    expect(letters.missing(['あ'])).toEqual(others('あ'))
  })
})
