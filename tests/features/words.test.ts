import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import { english } from '../../renderer/words/catalogue.ts'
import { makeFormat } from '../../renderer/words/format.ts'
import { makeWords } from '../../renderer/words/use-words.ts'

const renderer = join(import.meta.dirname, '../../renderer')
const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => ({ name, text: readFileSync(join(renderer, name), 'utf8') }))

describe('the catalogue', () => {
  it('holds only sentences that can be read', () => {
    for (const [key, sentence] of Object.entries(english)) {
      expect(() => new IntlMessageFormat(sentence, 'en-GB', undefined, { ignoreTag: true }), key).not.toThrow()
    }
  })

  it('names each sentence once over all its files', () => {
    const folder = join(renderer, 'words/en')
    const keys = readdirSync(folder).flatMap((name) =>
      Object.keys(JSON.parse(readFileSync(join(folder, name), 'utf8')) as object),
    )
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
    expect(new Set(keys)).toEqual(new Set(Object.keys(english)))
  })

  it('holds no sentence that nothing says', () => {
    const whole = new Set<string>()
    const made: RegExp[] = []
    for (const { text } of sources) {
      for (const [, key] of text.matchAll(/'([a-z][\w-]*(?:\.[\w-]+)+)'/g)) whole.add(key ?? '')
      for (const [, template] of text.matchAll(/`([a-z][\w-]*\.[^`\s]*\$\{[^`]+)`/g)) {
        const parts = (template ?? '').split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.'))
        made.push(new RegExp(`^${parts.join('[\\w.-]+')}$`))
      }
    }
    const unsaid = Object.keys(english).filter((key) => !whole.has(key) && !made.some((each) => each.test(key)))
    expect(unsaid).toEqual([])
  })

  it('is the only place with sentences: no screen has words of its own', () => {
    const bare = sources
      .filter(({ name }) => name.endsWith('.tsx'))
      .flatMap(({ name, text }) => {
        const inText = [...text.matchAll(/<\/?[A-Za-z][^<>{}]*>\s*([A-Za-z][\w ,.'’-]{2,})\s*<\//g)].map(([, it]) => it)
        const inNames = [...text.matchAll(/\s(?:aria-label|title|alt|placeholder)="([^"]*[A-Za-z][^"]*)"/g)]
        return [...inText, ...inNames.map(([, it]) => it)].map((words) => `${name}: ${words}`)
      })
    expect(bare).toEqual([])
  })
})

describe('lengths, moments and money', () => {
  const words = makeWords('en-GB', english)
  const format = makeFormat(words)
  const minute = 60_000

  it.each([
    [45_900, '45 s'],
    [33 * minute + 59_000, '33 min'],
    [125 * minute, '2 h 5 min'],
    [120 * minute, '2 h'],
    [-8 * minute, '8 min'],
    [(3 * 24 + 4) * 60 * minute, '3 d 4 h'],
    [24 * 60 * minute, '1 d'],
  ])('%i ms reads %s', (ms, read) => {
    expect(format.length(ms)).toBe(read)
  })

  it('says today for today, the day for others, the year for other years', () => {
    const now = new Date(2026, 2, 10, 10, 42).getTime()
    expect(format.moment(new Date(2026, 2, 10, 9, 54).getTime(), now)).toBe('Today, 09:54')
    expect(format.moment(new Date(2026, 2, 9, 15, 8).getTime(), now)).toMatch(/^Mon,? 9 Mar, 15:08$/)
    expect(format.day(new Date(2025, 11, 31).getTime(), now)).toBe('31 Dec 2025')
  })

  it.each([
    [1, '1 byte'],
    [20, '20 bytes'],
    [1_300, '1 kB'],
    [1_300_000, '1.2 MB'],
  ])('%i bytes read %s', (bytes, read) => {
    expect(format.size(bytes)).toBe(read)
  })

  it('writes minor units by the currency: yen have none', () => {
    expect(format.money(18_640, 'GBP')).toBe('£186.40')
    expect(format.money(1_864, 'JPY')).toBe('JP¥1,864')
  })
})
