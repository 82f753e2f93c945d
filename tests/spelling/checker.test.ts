import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { DictionaryId } from '../../domain/spelling/dictionaries.ts'
import { DICTIONARIES, dictionariesFor } from '../../domain/spelling/dictionaries.ts'
import { isKnownWord, wordsOf } from '../../domain/spelling/words-of.ts'
import type { Asked, Answered } from '../../renderer/spelling/answer-asked.ts'
import { makeAnswerer } from '../../renderer/spelling/answer-asked.ts'
import { openChecker } from '../../renderer/spelling/open-checker.ts'
import { openSpelling } from '../../renderer/spelling/open-spelling.ts'
import { demoReplies, demoTemplates, type DemoText } from './demo-texts.ts'

const packageOf = (id: DictionaryId) => `dictionary-${id === 'pt-BR' ? 'pt' : id.toLowerCase()}`
const read = (id: DictionaryId, kind: 'aff' | 'dic') =>
  readFileSync(new URL(`../../node_modules/${packageOf(id)}/index.${kind}`, import.meta.url), 'utf8')
const open = (id: DictionaryId) => openChecker(read(id, 'aff'), read(id, 'dic'))

/** The real dictionaries behind the page's side, without a worker between them. Counts what was asked. */
function spell(opener = open) {
  const asked: Asked[] = []
  const errors: unknown[] = []
  let terminated = 0
  const answer = makeAnswerer(opener, (error) => errors.push(error))
  let broke = () => {}
  const spelling = openSpelling(() => {
    let tell: (answered: Answered) => void = () => {}
    return {
      postMessage: (each) => {
        asked.push(each)
        const settle = async () => tell(await answer(each))
        void settle()
      },
      hear(answered, breaks) {
        tell = answered
        broke = breaks
      },
      terminate: () => {
        terminated += 1
      },
    }
  })
  return { spelling, asked, errors, breakOff: () => broke(), terminated: () => terminated }
}
const { spelling } = spell()

describe('the dictionaries', () => {
  it.each([
    ['en', 'recieved', 'received'],
    ['en', 'adress', 'address'],
    ['en', 'tomorow', 'tomorrow'],
    ['en', 'refunnd', 'refund'],
    ['en', 'dont', "don't"],
    ['en-US', 'apologise', 'apologize'],
    ['en-GB', 'apologize', 'apologise'],
    ['es', 'direcion', 'dirección'],
    ['es', 'recivido', 'recibido'],
    ['es', 'devolucion', 'devolución'],
    ['de', 'Bestelung', 'Bestellung'],
    ['de', 'Lieferadrese', 'Lieferadresse'],
    ['de', 'Rückerstatung', 'Rückerstattung'],
    ['fr', 'remboursment', 'remboursement'],
    ['fr', 'l’adrese', "l'adresse"],
    ['nl', 'terugbetalng', 'terugbetaling'],
    ['pl', 'zamowienie', 'zamówienie'],
    ['pt-BR', 'devoluçao', 'devolução'],
    ['sv', 'bestälning', 'beställning'],
  ])('of %s know that %s is wrong and offer %s among the five', async (language, word, meant) => {
    expect(await spelling.wrongOf(language, [word])).toEqual(new Set([word]))
    const suggestions = await spelling.suggest(language, word)
    expect(suggestions.map((each) => each.replaceAll('’', "'"))).toContain(meant)
    expect(suggestions.length).toBeLessThanOrEqual(5)
  })

  it('offer first what differs least', async () => {
    const first = async (language: string, word: string) => (await spelling.suggest(language, word))[0]
    expect(await first('en', 'adress')).toBe('address')
    expect(await first('es', 'recivido')).toBe('recibido')
  })

  it.each([
    ['en', ['colour', 'color', 'apologise', 'apologize', 'well-known', 'isn’t', 'customer’s', 'DELIVERED', 'e-mail']],
    ['es', ['¿Dónde', 'enviaremos', 'reembolso', 'pedido'].map((word) => word.replace('¿', ''))],
    ['de', ['Kundenkonto', 'Rückerstattung', 'Lieferadresse', 'Versandbestätigung', 'Grüße']],
    ['fr', ['l’adresse', 'aujourd’hui', 'remboursement', 'n’hésitez']],
    ['nl', ['bestelnummer', 'terugbetaling']],
  ])('of %s let right words be', async (language, words) => {
    expect(await spelling.wrongOf(language, words)).toEqual(new Set())
  })

  it('are all there, each opens, and each knows a word of its own', async () => {
    const own = {
      de: 'und',
      en: 'color',
      'en-GB': 'colour',
      es: 'y',
      fr: 'été',
      nl: 'een',
      pl: 'się',
      'pt-BR': 'não',
      sv: 'och',
    }
    for (const id of DICTIONARIES) {
      const checker = await open(id)
      expect({ id, own: checker.isRight(own[id]), other: checker.isRight('qxzvw') }).toEqual({
        id,
        own: true,
        other: false,
      })
    }
  }, 60_000)
})

describe('the real texts of the team', () => {
  async function falseAlarms(texts: DemoText[]) {
    let words = 0
    const alarms = new Map<string, number>()
    for (const { text, language, known } of texts) {
      if (dictionariesFor(language).length === 0) continue
      const judged = wordsOf(text).filter((word) => !isKnownWord(word.text, known))
      words += judged.length
      const wrong = await spelling.wrongOf(
        language,
        judged.map((word) => word.text),
      )
      for (const word of judged)
        if (wrong?.has(word.text))
          alarms.set(`${language} ${word.text}`, (alarms.get(`${language} ${word.text}`) ?? 0) + 1)
    }
    const count = [...alarms.values()].reduce((sum, each) => sum + each, 0)
    return { words, count, share: count / words, alarms }
  }

  it('templates have no word marked', async () => {
    const { words, count, alarms } = await falseAlarms(demoTemplates())
    console.log(
      `templates: ${count} of ${words} words marked`,
      [...alarms].map(([word, times]) => `${word} ${times}`).join(', '),
    )
    expect(words).toBeGreaterThan(1_000)
    expect(count).toBeLessThanOrEqual(5)
  })

  it('replies have next to no word marked', async () => {
    const replies = demoReplies()
    const { words, count, share, alarms } = await falseAlarms(replies)
    const most = [...alarms].toSorted((a, b) => b[1] - a[1]).slice(0, 60)
    console.log(
      `replies: ${count} of ${words} words in ${replies.length} texts marked (${(share * 100).toFixed(2)} %)`,
      most.map(([word, times]) => `${word} ${times}`).join(', '),
    )
    expect(words).toBeGreaterThan(10_000)
    expect(share).toBeLessThan(0.005)
  }, 60_000)
})

describe('the page’s side', () => {
  it('asks for no word twice', async () => {
    const { spelling: fresh, asked } = spell()
    await fresh.wrongOf('en-GB', ['colour', 'colur', 'colour'])
    await fresh.wrongOf('en-GB', ['colour', 'colur', 'grey'])
    expect(asked.map((each) => (each.what === 'wrong' ? each.words : []))).toEqual([['colour', 'colur'], ['grey']])
  })

  it('says nothing of a language without a dictionary, and starts no worker for it', async () => {
    const { spelling: fresh, asked } = spell()
    expect([await fresh.wrongOf('ar', ['شكرا']), await fresh.suggest('hi', 'x')]).toEqual([null, []])
    expect(asked).toEqual([])
  })

  it('says nothing where a dictionary cannot be opened, and tries again at the next pause', async () => {
    let isBroken = true
    const { spelling: fresh, errors } = spell((id) => (isBroken ? Promise.reject(new Error('gone')) : open(id)))
    expect(await fresh.wrongOf('en-GB', ['colur'])).toBeNull()
    expect(errors).toHaveLength(1)
    isBroken = false
    expect(await fresh.wrongOf('en-GB', ['colur'])).toEqual(new Set(['colur']))
  })

  it('answers what is open when the worker breaks, and starts another', async () => {
    const { spelling: fresh, breakOff, terminated } = spell()
    const first = fresh.wrongOf('en-GB', ['colur'])
    breakOff()
    expect([await first, terminated()]).toEqual([null, 1])
    expect(await fresh.wrongOf('en-GB', ['colur'])).toEqual(new Set(['colur']))
  })
})
