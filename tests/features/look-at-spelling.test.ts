import { describe, expect, it } from 'vitest'
import type { Spelling } from '../../renderer/deps/spelling.ts'
import { lookAtSpelling, makeLineCutter } from '../../renderer/features/reply/look-at-spelling.ts'

/** A language of a few words each; asks are remembered. */
function speaks(words: Record<string, string>, asked: string[] = []): Spelling {
  return {
    wrongOf: async (language, given) => {
      asked.push(language)
      const right = words[language]?.split(' ')
      return right === undefined ? null : new Set(given.filter((word) => !right.includes(word)))
    },
    suggest: async () => [],
  }
}
const spelling = speaks({ en: 'we will look into your order today', es: 'vamos a ver su pedido hoy mismo por favor' })
const look = (text: string, customers: string | null, names: string[] = [], by = spelling) =>
  lookAtSpelling(by, makeLineCutter(), { text, customers, agents: 'en', known: new Set(names) })
const marked = async (...given: Parameters<typeof look>) => {
  const { misspelt, language, state } = await look(...given)
  return { words: misspelt.map(({ text }) => text).join(' '), language, state }
}

describe('looking through a text', () => {
  it('marks in the customer’s language what is wrong there', async () => {
    expect(await marked('vamos a ver su pedido hoi', 'es')).toEqual({ words: 'hoi', language: 'es', state: 'looked' })
  })

  it('leaves names of the case alone', async () => {
    expect(await marked('we will look into Wobblegrip’s ordre', 'en', ['wobblegrip'])).toMatchObject({ words: 'ordre' })
  })

  it('takes an answer in the agent’s language for one, where the customer writes another', async () => {
    const wanted = { words: 'ordre', language: 'en', state: 'looked' }
    expect(await marked('we will look into your ordre', 'es')).toEqual(wanted)
    // Italian has no dictionary.
    expect(await marked('we will look into your ordre', 'it')).toEqual(wanted)
  })

  it('marks nothing of a language without a dictionary', async () => {
    expect(await marked('stiamo guardando il suo ordine oggi stesso', 'it')).toEqual({
      words: '',
      language: 'it',
      state: 'missing',
    })
    expect(await marked('شكرا لتواصلكم معنا', 'en')).toEqual({ words: '', language: 'ar', state: 'missing' })
  })

  it('marks nothing of a text that is in no language it could be in', async () => {
    expect(await marked('stiamo guardando il suo ordine oggi stesso', 'es')).toEqual({
      words: '',
      language: null,
      state: 'missing',
    })
  })

  it('marks every word of a few, as they tell no language', async () => {
    expect(await marked('hoi vmos', 'es')).toEqual({ words: 'hoi vmos', language: 'es', state: 'looked' })
  })

  it('tells a dictionary that cannot be opened from one that is not there', async () => {
    expect(await marked('vamos a ver', 'es', [], speaks({}))).toEqual({ words: '', language: 'es', state: 'failed' })
  })

  it('reads a note in the agent’s language', async () => {
    const asked: string[] = []
    await look('we will look', null, [], speaks({ en: 'we' }, asked))
    expect(asked).toEqual(['en'])
  })
})

describe('cutting lines', () => {
  it('says where words stand in the whole text, also after lines were put before them or doubled', () => {
    const cut = makeLineCutter()
    for (const text of ['one two\nthree', 'one two\nthree\nthree', 'first\none two\n\nthree', '> quoted\nthree'])
      for (const { from, to, text: word } of cut(text)) expect(text.slice(from, to)).toBe(word)
    expect(cut('> quoted\nthree\nthree').map(({ from }) => from)).toEqual([9, 15])
  })
})
