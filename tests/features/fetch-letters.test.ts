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

describe('the letters of a text', () => {
  it('are not asked for where every one of them is Latin', () => {
    const { letters, asked } = someFonts('')
    expect(letters.missing('José Müller: where is 10-2?')).toBe('')
    expect(letters.come('José Müller: where is 10-2?')).toBeNull()
    expect(asked).toEqual([])
  })

  it('are asked for once, each', async () => {
    const { letters, asked } = someFonts('U+3042-3044')
    await letters.come('An ああい')
    expect(letters.come('いあ')).toBeNull()
    await letters.come('うい')
    expect(asked.map(([, text]) => text)).toEqual(['あい', 'う', 'あいう'])
  })

  it('are asked of the last family, too, as soon as the others lack one: then it comes first where the text is known to be Chinese', async () => {
    const { letters, asked } = someFonts('U+4E0?, U+3042, U+20000-2FFFF')
    await letters.fetch('あ')
    expect(asked).toEqual([['first', 'あ']])
    await letters.fetch('一丏\u{20001}们')
    await letters.fetch('丁')
    expect(asked.slice(1)).toEqual([
      ['first', '一丏\u{20001}们'],
      ['last', 'あ一丏\u{20001}们'],
      ['first', '丁'],
      ['last', '丁'],
    ])
  })

  it('are waited for, but not for long, and not as if they were there', async () => {
    const { letters, waiting, come } = someFonts('U+3042', false)
    let drawn = 0
    void letters.come('あ')?.then(() => drawn++)
    await soon()
    expect([drawn, letters.missing('あ')]).toEqual([0, 'あ'])
    waiting[0]?.()
    await soon()
    expect([drawn, letters.missing('あ')]).toEqual([1, 'あ'])
    come()
    await soon()
    expect([letters.missing('あ'), letters.come('あ'), waiting]).toEqual(['', null, []])
  })

  it('keep nobody waiting where they are not to be had, and are asked for again', async () => {
    const letters = openLetters(
      { load: () => Promise.reject(new Error('The file is not there.')) },
      () => () => undefined,
    )
    await letters.come('あ')
    expect(letters.missing('あ')).toBe('あ')
  })
})
