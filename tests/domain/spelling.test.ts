import { describe, expect, it } from 'vitest'
import { dictionariesFor, looksForeign, spellingLanguage } from '../../domain/spelling/dictionaries.ts'
import { MOST_WORDS, readMyWords, withMyWord, withoutMyWord } from '../../domain/spelling/my-words.ts'
import { isKnownWord, knownWordsOf, wordsOf } from '../../domain/spelling/words-of.ts'

const cut = (text: string) => wordsOf(text).map((word) => word.text)

describe('the words of a text that can be spelt wrong', () => {
  it.each([
    ['Thank you, Adjoa!', ['Thank', 'you', 'Adjoa']],
    ["We don't think it isn’t there", ['We', "don't", 'think', 'it', 'isn’t', 'there']],
    [
      "the customers' parcels, the 'blue' one and “this one”",
      ['the', 'customers', 'parcels', 'the', 'blue', 'one', 'and', 'this', 'one'],
    ],
    ['a well-known follow-up – and then', ['well-known', 'follow-up', 'and', 'then']],
    ['l’adresse d’Anna, aujourd’hui', ['l’adresse', 'd’Anna', 'aujourd’hui']],
    ['¿Dónde está el niño?', ['Dónde', 'está', 'el', 'niño']],
    ['Größe, Maß und Übergröße', ['Größe', 'Maß', 'und', 'Übergröße']],
    ['first\nsecond\r\nthird', ['first', 'second', 'third']],
    ['and/or', ['and', 'or']],
    ['wait...what', ['wait', 'what']],
    ['cafe\u0301 again', ['cafe\u0301', 'again']],
  ])('%j', (text, words) => expect(cut(text)).toEqual(words))

  it.each([
    ['an address on the web', 'https://help.example/retruns?id=abc www.exmaple.com help.exmaple.co/retruns'],
    ['an e-mail address', 'ana.tomorow@exmaple.com, <adjoa@oseimail.example>'],
    ['an order number', 'HM-204518 H204518 ABC/12 RMA-9X'],
    ['a number', '1,204.50 12:30 2nd 5th 20kg £12'],
    ['a short form', 'VAT UPS DHL ASAP FAQs’s'.replace(' FAQs’s', '')],
    ['a name with capitals inside', 'PayPal iPhone eBay McAllister'],
    ['a hole', '[date of updaet] {{custmer.nmae}} <refnumbr>'],
    ['a file and a path', 'labell.pdf /home/usr/xyzz C:\\tmpp\\flie'],
    ['a handle', '@harbourmil #trakcing'],
    ['a quoted line', '> Wher is my ordr\n> tomorow'],
    ['a letter alone', 'a I à'],
    ['what is too long to be a word', 'x'.repeat(61)],
    ['another script', '注文を確認しました 주문 شكرا धन्यवाद Привет'],
  ])('leaves %s alone', (_what, text) => expect(cut(text)).toEqual([]))

  it('judges the word beside a number, and capitals that shout', () => {
    expect(cut('a 20-minute wait, DELIVERED')).toEqual(['minute', 'wait', 'DELIVERED'])
  })

  it('says where each word stands, also after what was left out', () => {
    const text = 'See https://a.example/b, naïve “Wrods” 👍🏽 here'
    for (const { from, to, text: word } of wordsOf(text)) expect(text.slice(from, to)).toBe(word)
    expect(cut(text)).toEqual(['See', 'naïve', 'Wrods', 'here'])
  })
})

describe('names that the case brings along', () => {
  const known = knownWordsOf(['Adjoa Osei-Mensah', 'Harbour & Mill', 'Trailhead 40L Rucksack', null])
  it.each(['Osei-Mensah', 'osei', 'Mensah’s', "Adjoa's", 'Trailhead', 'Adjoas'])('%s is known', (word) =>
    expect(isKnownWord(word, known)).toBe(true),
  )
  it.each(['Oseimensah', 'Adjo', 'mils'])('%s is not', (word) => expect(isKnownWord(word, known)).toBe(false))
})

describe('the dictionaries of a language', () => {
  it.each([
    ['en', ['en-GB', 'en']],
    ['en-US', ['en']],
    ['en-AU', ['en-GB']],
    ['de-AT', ['de']],
    ['pt-BR', ['pt-BR']],
    ['pt-PT', []],
    ['ar', []],
    ['ja', []],
    ['hi', []],
    ['toString', []],
  ])('%s: %j', (tag, wanted) => expect(dictionariesFor(tag)).toEqual(wanted))

  it.each([
    ['Thank you for writing', 'en', 'en'],
    ['Gracias por escribir', 'es', 'es'],
    ['Thank you for writing to us', 'ja', 'en'],
    ['ご連絡ありがとうございます', 'ja', 'ja'],
    ['ご連絡ありがとうございます', 'en', 'ja'],
    ['Note for the team', null, 'en'],
    ['شكرا HM-204518', 'ar', 'ar'],
  ])('%j to someone who writes %s is in %s', (text, customers, wanted) =>
    expect(spellingLanguage(text, customers, 'en')).toBe(wanted),
  )

  it('takes a text with most words wrong for one in another language, once there are enough to tell', () => {
    expect([looksForeign(5, 5), looksForeign(6, 3), looksForeign(6, 4)]).toEqual([false, false, true])
  })
})

describe('the words that an agent added', () => {
  it('are kept once, whatever their capitals, and can be taken out', () => {
    const two = withMyWord(withMyWord(undefined, 'Wobblegrip') ?? '', 'refurb') ?? ''
    expect(withMyWord(two, 'WOBBLEGRIP')).toBe(two)
    expect(readMyWords(two)).toEqual(['Wobblegrip', 'refurb'])
    expect(withoutMyWord(two, 'Wobblegrip')).toBe('refurb')
    expect(withoutMyWord('refurb', 'refurb')).toBeNull()
  })

  it('never outgrow what a setting holds', () => {
    const full = Array.from({ length: MOST_WORDS }, (_, place) => `${'w'.repeat(70)}${place}`).join('\n')
    expect(full.length).toBeLessThan(50_000)
    expect(withMyWord(full, 'more')).toBeNull()
    expect(withMyWord(undefined, 'x'.repeat(81))).toBeNull()
  })
})
